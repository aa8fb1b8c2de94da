package dev.multiprocess.ipc.faults;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.Isolation;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.Sandbox;
import dev.multiprocess.ipc.testing.Bwrap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A worker in a sandbox")
class SandboxIT extends FaultTest {

	@BeforeAll
	static void assumeBubblewrap() throws Exception {
		Bwrap.assumeThere();
	}

	private static ProcessSpec.Builder prisoner() {
		return ProcessSpec.java(PrisonerWorker.class).name("prisoner").sandbox(Sandbox.BUBBLEWRAP);
	}

	private Prisoner start() {
		return this.ipc.spawnProcess(prisoner().build(), Prisoner.class);
	}

	@Test
	@DisplayName("reads no files but those it needs")
	void read() throws Exception {
		Path canary = Files.writeString(this.marks.resolve("canary"), "secret");
		Path home = Files.createTempFile(Path.of(System.getProperty("user.home")), "canary", "");
		try {
			Prisoner prisoner = start();
			for (String file : List.of(canary.toString(), home.toString(), "/proc/1/root" + canary, "/etc/shadow",
					"/etc/hostname", "/sys/kernel/uevent_seqnum")) {
				assertThat(prisoner.read(file)).contains("NoSuchFileException");
			}
			assertThat(prisoner.list(this.marks.getRoot().toString())).isSubsetOf("bin", "dev", "etc", "lib", "lib32",
					"lib64", "libx32", "proc", "sbin", "tmp", "usr", firstOf(System.getProperty("java.home")),
					firstOf(System.getProperty("user.dir")),
					firstOf(ProcessSpec.class.getProtectionDomain().getCodeSource().getLocation().getPath()),
					firstOf(System.getProperty("user.home")), "run", "var", "opt");
			prisoner.close();
		}
		finally {
			Files.delete(home);
		}
	}

	private static String firstOf(String path) {
		return Path.of(path).getName(0).toString();
	}

	@Test
	@DisplayName("writes to nothing but memory of its own, the folder in which it meets its parent included")
	void write() throws Exception {
		Prisoner prisoner = start();
		List<String> command = this.ipc.process(prisoner).command();
		Path meeting = Path.of(command.get(command.size() - 1).substring("unix:".length())).getParent();
		assertThat(prisoner.list(meeting.toString())).containsExactly("s");
		String classes = Path.of(PrisonerWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI())
			.toString();
		for (String folder : List.of("/", "/usr", "/etc", "/dev", "/dev/shm", System.getProperty("java.home"), classes,
				System.getProperty("user.home"))) {
			assertThat(prisoner.write(folder + "/sandbox-was-here")).isNotEqualTo("done");
			assertThat(Files.deleteIfExists(Path.of(folder, "sandbox-was-here"))).isFalse();
		}
		// Its own there where they lie below /tmp.
		for (Path folder : List.of(meeting, Path.of("/tmp"), this.marks, Path.of("").toAbsolutePath())) {
			prisoner.write(folder + "/sandbox-was-here");
			assertThat(Files.deleteIfExists(folder.resolve("sandbox-was-here"))).isFalse();
		}
		assertThat(prisoner.write("/tmp/own")).isEqualTo("done");
		// Opened only: a sandbox that leaks must not change this machine.
		for (String setting : List.of("/proc/sys/kernel/core_pattern", "/proc/sys/vm/drop_caches",
				"/proc/self/oom_score_adj")) {
			assertThat(prisoner.openToWrite(setting)).isNotEqualTo("done");
		}
		prisoner.close();
	}

	@Test
	@DisplayName("has no network, not even to its parent")
	void network() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Prisoner prisoner = start();
			assertThat(prisoner.connect(server.getLocalPort())).contains("ConnectException");
			assertThat(prisoner.list("/proc/sys/net/ipv4/conf")).containsExactly("all", "default", "lo");
			prisoner.close();
		}
	}

	@Test
	@DisplayName("sees no other processes, and reaches none")
	void processes() {
		Prisoner prisoner = start();
		long parent = ProcessHandle.current().pid();
		assertThat(prisoner.list("/proc").stream().filter((name) -> name.matches("\\d+"))).hasSize(2);
		assertThat(prisoner.read("/proc/" + parent + "/environ")).contains("NoSuchFileException");
		assertThat(prisoner.run("kill", "-0", String.valueOf(parent))).containsIgnoringCase("no such process");
		String jcmd = System.getProperty("java.home") + "/bin/jcmd";
		assertThat(prisoner.run(jcmd, String.valueOf(parent), "VM.version")).doesNotContain("JDK");
		assertThat(prisoner.jvmArguments()).contains("-XX:+DisableAttachMechanism");
		prisoner.close();
	}

	@Test
	@DisplayName("has no rights of an administrator, and writes no core files")
	void rights() {
		Prisoner prisoner = start();
		assertThat(prisoner.run("cat", "/proc/self/status")).containsPattern("CapPrm:\\s+0000000000000000\\R")
			.containsPattern("CapEff:\\s+0000000000000000\\R")
			.containsPattern("CapBnd:\\s+0000000000000000\\R")
			.containsPattern("NoNewPrivs:\\s+1\\R");
		assertThat(prisoner.run("unshare", "-U", "true")).contains("unshare failed");
		assertThat(prisoner.run("cat", "/proc/self/limits")).containsPattern("Max core file size\\s+0\\s+0\\s");
		prisoner.close();
	}

	@Test
	@DisplayName("finds no keys that the kernel keeps for the user, and none of the files that it was started with")
	void kernelKeys() {
		Prisoner prisoner = start();
		assertThat(prisoner.run("cat", "/proc/self/status")).containsPattern("Seccomp:\\s+2\\R");
		for (String list : List.of("/proc/keys", "/proc/key-users", "/proc/timer_list")) {
			assertThat(prisoner.run("head", "-n", "1", list)).satisfiesAnyOf((said) -> assertThat(said).isEmpty(),
					(said) -> assertThat(said).contains("ermission denied"),
					(said) -> assertThat(said).contains("No such file"));
		}
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "no perl, which makes system calls");
		// Asks for the keyring of the session, which every process has.
		int keyctl = System.getProperty("os.arch").equals("aarch64") ? 219 : 250;
		assertThat(prisoner.run("perl", "-e", "print syscall(" + keyctl + ", 0, -3, 0), \" $!\""))
			.isEqualTo("-1 Operation not permitted");
		assertThat(prisoner.run("perl", "-e", "print join ' ', map { -l $_ ? readlink : () } glob '/proc/self/fd/*'"))
			.doesNotContain("/ipc-");
		prisoner.close();
	}

	@Test
	@DisplayName("is called, calls back, is told of as sandboxed, and is gone when it is closed")
	void calls() throws Exception {
		Prisoner prisoner = start();
		IpcProcess process = this.ipc.process(prisoner);
		List<ProcessHandle> all = ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();
		assertThat(process.isolation()).isEqualTo(Isolation.SANDBOX);
		assertThat(all).isNotEmpty().extracting(ProcessHandle::pid).doesNotContain(prisoner.pid());
		assertThat(prisoner.callBack((text) -> text + " back", "there and")).isEqualTo("there and back");
		CountDownLatch cleaned = new CountDownLatch(1);
		this.ipc.addCleanup(prisoner, cleaned::countDown);
		prisoner.close();
		await(cleaned);
		ProcessExit exit = get(process.exit());
		assertThat(exit.cause()).isEqualTo(Cause.STOPPED);
		assertThat(exit.code()).isZero();
		all.forEach((each) -> awaitGone(each.pid()));
	}

	@Test
	@DisplayName("runs where it is told to, and sees that read-only")
	void workingDirectory() throws Exception {
		Files.writeString(this.marks.resolve("data"), "data");
		Path folder = Files.createDirectory(this.marks.resolve("folder")).resolve("..");
		Prisoner prisoner = this.ipc.spawnProcess(prisoner().workingDirectory(folder).build(), Prisoner.class);
		assertThat(prisoner.read("data")).isEqualTo("done");
		assertThat(prisoner.write("data")).contains("Read-only");
		prisoner.close();
		Prisoner homeless = start();
		assertThat(homeless.run("pwd")).isEqualTo("/tmp\n");
		homeless.close();
	}

	@Test
	@DisplayName("that is killed, from inside or with its sandbox, is reported so, and nothing is left")
	void killed() throws Exception {
		Prisoner prisoner = start();
		IpcProcess process = this.ipc.process(prisoner);
		assertThatThrownBy(() -> prisoner.run("sh", "-c", "kill -9 $PPID"))
			.isInstanceOf(ConnectionClosedException.class);
		assertThat(get(process.exit()).description()).contains("killed by signal 9 (KILL)");
		Prisoner other = start();
		IpcProcess second = this.ipc.process(other);
		List<ProcessHandle> all = ProcessHandle.of(second.pid()).orElseThrow().descendants().toList();
		assertThat(killAndReap(second).cause()).isEqualTo(Cause.SIGNAL);
		all.forEach((each) -> awaitGone(each.pid()));
	}

	@Test
	@DisplayName("that ends itself is reported with its exit code")
	void exits() throws Exception {
		Prisoner prisoner = start();
		IpcProcess process = this.ipc.process(prisoner);
		assertThatThrownBy(() -> prisoner.exit(7)).isInstanceOf(ConnectionClosedException.class);
		ProcessExit exit = get(process.exit());
		assertThat(exit.code()).isEqualTo(7);
		assertThat(exit.cause()).isEqualTo(Cause.EXITED);
	}

	@Test
	@DisplayName("that runs out of memory is reported so")
	void outOfMemory() throws Exception {
		Prisoner prisoner = this.ipc.spawnProcess(prisoner().memory(24 << 20).build(), Prisoner.class);
		IpcProcess process = this.ipc.process(prisoner);
		assertThatThrownBy(prisoner::exhaustMemory).isInstanceOf(ConnectionClosedException.class);
		assertThat(get(process.exit()).cause()).isEqualTo(Cause.OUT_OF_MEMORY);
	}

	@Test
	@DisplayName("is not ended by signals that all processes of a service get")
	void signals() throws Exception {
		Prisoner prisoner = start();
		IpcProcess process = this.ipc.process(prisoner);
		String pid = String.valueOf(process.pid());
		for (String signal : List.of("INT", "HUP", "TERM")) {
			assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
			assertThat(prisoner.pid()).isPositive();
		}
		prisoner.close();
		assertThat(get(process.exit()).code()).isZero();
	}

	@Test
	@DisplayName("is restarted in a sandbox")
	void restart() throws Exception {
		ProcessSpec spec = prisoner().restart(RestartPolicy.onFailure()).build();
		try (Ipc own = Ipc.builder().process(spec).build()) {
			Prisoner prisoner = own.root("prisoner", Prisoner.class);
			assertThat(prisoner.pid()).isPositive();
			IpcProcess first = own.process(prisoner);
			killAndReap(first);
			assertThat(prisoner.pid()).isPositive();
			IpcProcess second = own.process(prisoner);
			assertThat(second.pid()).isNotEqualTo(first.pid());
			assertThat(second.isolation()).isEqualTo(Isolation.SANDBOX);
		}
	}

	@Test
	@DisplayName("is not started when its program is not shown")
	void programNotShown() throws Exception {
		Path program = Files.writeString(this.marks.resolve("program"), "#!" + this.marks + "/shell\n");
		assertThat(program.toFile().setExecutable(true)).isTrue();
		assertThatThrownBy(() -> this.ipc.spawnProcess(
				ProcessSpec.command(program.toString()).name("victim").sandbox(Sandbox.BUBBLEWRAP).build(),
				Prisoner.class))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("does not show all that its program needs");
	}

}
