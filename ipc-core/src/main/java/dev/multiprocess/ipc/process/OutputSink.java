package dev.multiprocess.ipc.process;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;

import dev.multiprocess.ipc.ProcessOutput;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes what a process writes to one of its streams. Used by one thread.
 */
interface OutputSink {

	/** Takes nothing. */
	OutputSink NOWHERE = (bytes, length) -> {
	};

	/**
	 * Takes bytes.
	 * @param bytes holds them
	 * @param length how many, from the start
	 */
	void append(byte[] bytes, int length);

	/** Takes in that there are no more. */
	default void end() {
	}

	/**
	 * The two sinks of a process.
	 *
	 * @param out takes standard output
	 * @param err takes standard error
	 */
	record Pair(OutputSink out, OutputSink err) {

		/**
		 * Opens what a specification asks for.
		 * @throws ProcessStartException if a file cannot be opened
		 */
		static Pair of(ProcessSpec spec, CommandLine line) {
			ProcessOutput output = spec.output();
			if (output instanceof ProcessOutput.Inherit) {
				return new Pair(stream(System.out), stream(System.err));
			}
			if (output instanceof ProcessOutput.Discard) {
				return new Pair(NOWHERE, NOWHERE);
			}
			if (output instanceof ProcessOutput.File file) {
				return files(spec.name(), line, line.directory().resolve(file.file()));
			}
			Logger logger = LoggerFactory.getLogger("ipc.process." + spec.name());
			return new Pair(lines(new LeveledLog(logger, Level.INFO)), lines(new LeveledLog(logger, Level.WARN)));
		}

		private static OutputSink lines(Consumer<String> log) {
			return new OutputLines(log, System::nanoTime);
		}

		private static OutputSink stream(PrintStream stream) {
			return (bytes, length) -> {
				stream.write(bytes, 0, length);
				stream.flush();
			};
		}

		/** Each has the file to itself, so that each closes its own. */
		private static Pair files(String name, CommandLine line, Path file) {
			try {
				FileSink out = new FileSink(file);
				try {
					return new Pair(out, new FileSink(file));
				}
				catch (IOException ex) {
					out.end();
					throw ex;
				}
			}
			catch (IOException ex) {
				throw new ProcessStartException(name,
						"cannot be run: its output file " + file + " cannot be opened (" + ex.getMessage() + ")",
						line.command(), null, ex);
			}
		}

		void end() {
			this.out.end();
			this.err.end();
		}

	}

	/**
	 * Appends to a file until that fails, and then no more: a full disk is no reason for
	 * the process to wait.
	 */
	final class FileSink implements OutputSink {

		private static final Logger logger = LoggerFactory.getLogger(FileSink.class);

		private final Path file;

		private final OutputStream stream;

		private boolean failed;

		FileSink(Path file) throws IOException {
			this.file = file;
			this.stream = new FileOutputStream(file.toFile(), true);
		}

		@Override
		public void append(byte[] bytes, int length) {
			if (this.failed) {
				return;
			}
			try {
				this.stream.write(bytes, 0, length);
			}
			catch (IOException ex) {
				this.failed = true;
				logger.warn("Output of a process is lost: {} cannot be written", this.file, ex);
			}
		}

		@Override
		public void end() {
			try {
				this.stream.close();
			}
			catch (IOException ex) {
				logger.warn("{} cannot be closed", this.file, ex);
			}
		}

	}

}
