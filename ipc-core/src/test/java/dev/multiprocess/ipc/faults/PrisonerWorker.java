package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Sandbox;

/**
 * The worker that tries to get out of a sandbox.
 */
public final class PrisonerWorker implements Prisoner {

	private static final int MILLIS = 5000;

	private PrisonerWorker() {
	}

	public static void main(String[] args) {
		Ipc.builder().init(new PrisonerWorker()).build().startSpawnedProcess(args).ifPresent(System::exit);
	}

	@Override
	public String callBack(Callback callback, String text) {
		return callback.called(text);
	}

	@Override
	public long pid() {
		return ProcessHandle.current().pid();
	}

	@Override
	public String read(String file) {
		return attempt(() -> Files.readAllBytes(Path.of(file)));
	}

	@Override
	public String write(String file) {
		return attempt(() -> Files.writeString(Path.of(file), "was here"));
	}

	@Override
	public String openToWrite(String file) {
		return attempt(() -> FileChannel.open(Path.of(file), StandardOpenOption.WRITE).close());
	}

	@Override
	public String connect(int port) {
		return attempt(() -> {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
			}
		});
	}

	private interface Attempt {

		void run() throws IOException;

	}

	private static String attempt(Attempt attempt) {
		try {
			attempt.run();
			return "done";
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	@Override
	public String run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	@Override
	public List<String> list(String folder) {
		try (Stream<Path> entries = Files.list(Path.of(folder))) {
			return entries.map((entry) -> entry.getFileName().toString()).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public List<String> jvmArguments() {
		return ManagementFactory.getRuntimeMXBean().getInputArguments();
	}

	@Override
	public String startAnother() {
		try (Ipc ipc = Ipc.builder().build()) {
			ipc.spawnProcess(ProcessSpec.java(PrisonerWorker.class).name("another").sandbox(Sandbox.BUBBLEWRAP).build(),
					Prisoner.class);
			return "done";
		}
		catch (IpcException ex) {
			return ex.toString();
		}
	}

	@Override
	public void exit(int code) {
		System.exit(code);
	}

	@Override
	public void exhaustMemory() {
		List<byte[]> all = new ArrayList<>();
		while (true) {
			all.add(new byte[1024 * 1024]);
		}
	}

}
