package dev.multiprocess.ipc.integration.devtools;

import dev.multiprocess.ipc.integration.devtools.NoteInit.Note;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

/**
 * The parent. It has itself restarted twice, as DevTools do when a class has changed, and
 * tells what became of the applications before.
 */
@SpringBootApplication
public class NoteApplication {

	private static final int LAST_ROUND = 3;

	private final NoteInit notes;

	NoteApplication(NoteInit notes) {
		this.notes = notes;
	}

	public static void main(String[] args) {
		SpringApplication.run(NoteApplication.class, args);
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		ClassLoader loader = getClass().getClassLoader();
		Note note = this.notes.write("hello", (written) -> new Note(written.text() + " again", written.pid()));
		int round = Rounds.add(loader, note.pid());
		System.out.printf("Round %d: %s, loaded by %s, values by the same: %s%n", round, note.text(),
				loader.getClass().getSimpleName(), note.getClass().getClassLoader() == loader);
		ConfigurableApplicationContext context = event.getApplicationContext();
		new Thread((round < LAST_ROUND) ? Restarter.getInstance()::restart : () -> end(context), "round").start();
	}

	private static void end(ConfigurableApplicationContext context) {
		System.out.println("Left of the rounds before: " + Rounds.left());
		System.exit(SpringApplication.exit(context));
	}

}
