package dev.multiprocess.ipc.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The example of the reference design: a calculator in one process that prints its
 * results with a printer in another, both brought together by a third.
 */
@DisplayName("S17, S18: a calculator in one process with the printer of another")
class CalculatorExampleIT extends FaultTest {

	/** Prints to the standard output of its process. */
	@RemoteInterface
	public interface Printer extends AutoCloseable {

		void print(String text);

		@Override
		void close();

	}

	/** Makes printers. */
	@RemoteInterface
	public interface PrinterInit extends Init {

		Printer makePrinter();

		/** Whether it is the very object that was made last. */
		boolean isMine(Printer printer);

	}

	/** Adds numbers, and prints them. */
	@RemoteInterface
	public interface Calculator extends AutoCloseable {

		void solve(String sum);

		/** Returns what it was given. */
		Printer printer();

		@Override
		void close();

	}

	/** Makes calculators. */
	@RemoteInterface
	public interface CalculatorInit extends Init {

		Calculator makeCalculator(Printer printer);

	}

	/** Starts the process of a printer itself. */
	@RemoteInterface
	public interface OfficeInit extends Init {

		Printer hirePrinter();

		long printerPid();

	}

	/** The program of the printer. */
	public static final class PrinterProgram implements PrinterInit {

		private final Printer printer = new ConsolePrinter();

		public static void main(String[] args) {
			PrinterProgram program = new PrinterProgram();
			Ipc.builder().init(program).build().startSpawnedProcess(args).ifPresent(System::exit);
		}

		@Override
		public Printer makePrinter() {
			return this.printer;
		}

		@Override
		public boolean isMine(Printer printer) {
			return printer == this.printer;
		}

	}

	/** Prints where its process does. */
	private static final class ConsolePrinter implements Printer {

		@Override
		public void print(String text) {
			System.out.println("printed: " + text);
		}

		@Override
		public void close() {
			System.out.println("printer closed");
		}

	}

	/** The program of the calculator. */
	public static final class CalculatorProgram implements CalculatorInit {

		public static void main(String[] args) {
			CalculatorProgram program = new CalculatorProgram();
			Ipc.builder().init(program).build().startSpawnedProcess(args).ifPresent(System::exit);
		}

		@Override
		public Calculator makeCalculator(Printer printer) {
			return new Calculator() {

				@Override
				public void solve(String sum) {
					int total = List.of(sum.split(" \\+ ")).stream().mapToInt(Integer::parseInt).sum();
					printer.print(sum + " = " + total);
				}

				@Override
				public Printer printer() {
					return printer;
				}

				@Override
				public void close() {
					printer.close();
				}

			};
		}

	}

	/** A worker that has a worker of its own. */
	public static final class OfficeProgram implements OfficeInit {

		private static final Ipc IPC = Ipc.builder().init(new OfficeProgram()).build();

		private long pid;

		public static void main(String[] args) {
			IPC.startSpawnedProcess(args).ifPresent(System::exit);
		}

		@Override
		public Printer hirePrinter() {
			PrinterInit init = IPC.spawnProcess(spec(PrinterProgram.class), PrinterInit.class);
			this.pid = IPC.process(init).pid();
			return init.makePrinter();
		}

		@Override
		public long printerPid() {
			return this.pid;
		}

	}

	static ProcessSpec spec(Class<?> program) {
		return ProcessSpec.java(program).jvmArguments("-XX:TieredStopAtLevel=1", "-Xshare:auto").build();
	}

	@Test
	@DisplayName("prints through the process between, is given back as what it is, and is closed through all")
	void example() throws Exception {
		PrinterInit printers = this.ipc.spawnProcess(spec(PrinterProgram.class), PrinterInit.class);
		CalculatorInit calculators = this.ipc.spawnProcess(spec(CalculatorProgram.class), CalculatorInit.class);
		Printer printer = printers.makePrinter();
		Calculator calculator = calculators.makeCalculator(printer);
		calculator.solve("2 + 2");
		calculator.solve("1 + 2 + 3");
		assertThat(calculator.printer()).isSameAs(printer).isEqualTo(printer);
		assertThat(printers.isMine(calculator.printer())).isTrue();
		calculator.close();
		assertThatThrownBy(() -> calculator.solve("1 + 1")).isInstanceOf(StaleReferenceException.class);
		IpcProcess process = this.ipc.process(printers);
		// What was a proxy here has become stale without being closed here.
		Eventually.until(
				() -> "exported: " + this.ipc.process(calculators).stats() + " " + this.ipc.process(printers).stats(),
				() -> this.ipc.process(calculators).stats().exported() == 0);
		printers.close();
		assertThat(get(process.exit()).outputTail())
			.contains("printed: 2 + 2 = 4\nprinted: 1 + 2 + 3 = 6\nprinter closed");
	}

	@Test
	@DisplayName("is lost for all when its process is killed, though that was started further down")
	void grandchild() throws Exception {
		OfficeInit office = this.ipc.spawnProcess(spec(OfficeProgram.class), OfficeInit.class);
		Printer printer = office.hirePrinter();
		printer.print("hello");
		List<String> events = new CopyOnWriteArrayList<>();
		this.ipc.addCleanup(printer, () -> events.add("printer is gone"));
		kill(office.printerPid());
		Eventually.until(() -> "nobody told", () -> !events.isEmpty());
		assertThat(events).containsExactly("printer is gone");
		assertThatThrownBy(() -> printer.print("again")).isInstanceOf(StaleReferenceException.class);
		assertThat(this.ipc.process(office).state()).isEqualTo(IpcProcess.State.RUNNING);
	}

}
