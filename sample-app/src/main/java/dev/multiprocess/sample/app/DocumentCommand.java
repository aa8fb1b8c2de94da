package dev.multiprocess.sample.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.function.Function;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.sample.DocumentInit;
import dev.multiprocess.sample.DocumentInspector;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/**
 * Does what the command line asks for.
 */
@Component
final class DocumentCommand implements ApplicationRunner, ExitCodeGenerator {

	private final DocumentInit documents;

	private final Function<DocumentInspector, Future<ProcessExit>> exits;

	private final PrintStream out;

	private int exitCode;

	@Autowired
	DocumentCommand(DocumentInit documents, Ipc ipc, PrintStream out) {
		this(documents, (inspector) -> ipc.process(inspector).exit(), out);
	}

	DocumentCommand(DocumentInit documents, Function<DocumentInspector, Future<ProcessExit>> exits, PrintStream out) {
		this.documents = documents;
		this.exits = exits;
		this.out = out;
	}

	/**
	 * Shows the documents, one after the other.
	 * @param arguments the command line
	 */
	@Override
	public void run(ApplicationArguments arguments) {
		CommandLine commandLine;
		try {
			commandLine = CommandLine.parse(arguments.getSourceArgs());
		}
		catch (IllegalArgumentException ex) {
			this.out.println("sample-app: " + ex.getMessage());
			this.out.println(CommandLine.USAGE);
			this.exitCode = 2;
			return;
		}
		if (commandLine.help()) {
			this.out.println(CommandLine.USAGE);
			return;
		}
		DocumentReport report = new DocumentReport(this.documents, this.exits, this.out, commandLine.thumbnails());
		boolean asExpected = commandLine.files().isEmpty() ? showShipped(report) : showFiles(report, commandLine);
		this.exitCode = asExpected ? 0 : 1;
	}

	private boolean showShipped(DocumentReport report) {
		this.out.println("No file given: showing the documents that ship with this program. Try --help.");
		int asExpected = 0;
		int shown = 0;
		for (ShippedDocument document : ShippedDocument.all()) {
			boolean readable = report.show(document.fileName(), document.resource());
			shown += readable ? 1 : 0;
			asExpected += (readable == document.readable()) ? 1 : 0;
		}
		int all = ShippedDocument.all().size();
		this.out.println();
		this.out
			.println(shown + " of " + all + " documents shown; " + asExpected + " of " + all + " behaved as meant.");
		return asExpected == all;
	}

	private boolean showFiles(DocumentReport report, CommandLine commandLine) {
		int shown = 0;
		for (Path file : commandLine.files()) {
			shown += report.show(file.toString(), new FileSystemResource(file)) ? 1 : 0;
		}
		int all = commandLine.files().size();
		if (all > 1) {
			this.out.println();
			this.out.println(shown + " of " + all + " documents shown.");
		}
		return shown == all;
	}

	/**
	 * {@return 0 if all is well, 1 if a document could not be shown, 2 if the command
	 * line makes no sense}
	 */
	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
