package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import org.jspecify.annotations.Nullable;

/**
 * The worker that misbehaves when asked to. Its first argument, if it has its own, is a
 * folder for marks.
 */
public final class FaultsWorker implements FaultsInit, Faults {

	private static volatile long spun;

	private final @Nullable Path marks;

	private @Nullable Ipc ipc;

	private FaultsWorker(@Nullable Path marks) {
		this.marks = marks;
	}

	public static void main(String[] args) {
		FaultsWorker worker = new FaultsWorker(args[0].equals("-ipc") ? null : Path.of(args[0]));
		worker.ipc = Ipc.builder().init(worker).resultDisposer((result, closed) -> worker.mark("disposed")).build();
		worker.ipc.startSpawnedProcess(args).ifPresent(System::exit);
		System.err.println("Not started by a parent process.");
	}

	@Override
	public Faults makeFaults() {
		return this;
	}

	@Override
	public void close() {
		mark("closed");
	}

	private void mark(String name) {
		if (this.marks != null) {
			try {
				Files.writeString(this.marks.resolve(name), name);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	@Override
	public String echo(String text) {
		return text;
	}

	@Override
	public String callBack(Callback callback, String text) {
		return callback.called(text);
	}

	@Override
	public void hold(Callback entered) {
		entered.called("held");
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			mark("interrupted");
			throw new IllegalStateException("was interrupted", ex);
		}
	}

	@Override
	public void spin(Callback entered) {
		entered.called("spinning");
		while (true) {
			spun++;
		}
	}

	@Override
	public void waitInCallback(Callback callback) {
		try {
			callback.called("waiting");
		}
		catch (ConnectionClosedException ex) {
			mark("callback-failed");
			throw ex;
		}
	}

	@Override
	public void markEnd(Callback held) {
		if (this.ipc != null) {
			this.ipc.addCleanup(held, () -> mark("cleanup"));
		}
	}

	@Override
	public byte[] large(int size) {
		byte[] bytes = new byte[size];
		Arrays.fill(bytes, (byte) 7);
		return bytes;
	}

	@Override
	public void exit(int code) {
		System.exit(code);
	}

	@Override
	public void closeIpc() {
		Objects.requireNonNull(this.ipc).close();
	}

	@Override
	public long dieOnce() {
		if (this.marks != null && !Files.exists(this.marks.resolve("died"))) {
			mark("died");
			Runtime.getRuntime().halt(7);
		}
		return ProcessHandle.current().pid();
	}

	@Override
	public void exhaustMemory() {
		List<byte[]> all = new ArrayList<>();
		while (true) {
			all.add(new byte[1024 * 1024]);
		}
	}

	@Override
	public void flood(int mebibytes) {
		byte[] noise = new byte[1024 * 1024];
		new Random(7).nextBytes(noise);
		for (PrintStream stream : List.of(System.out, System.err)) {
			for (int i = 0; i < mebibytes; i++) {
				stream.write(noise, 0, noise.length);
			}
			stream.println();
			stream.println("the end of the flood");
			stream.flush();
		}
	}

	@Override
	public long startChild() {
		try {
			return new ProcessBuilder("sleep", "1000").start().pid();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
