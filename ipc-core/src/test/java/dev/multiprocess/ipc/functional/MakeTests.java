package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.testing.Calculator;
import dev.multiprocess.ipc.testing.CalculatorInit;
import dev.multiprocess.ipc.testing.Closing;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.Values.Duplicate;
import dev.multiprocess.ipc.testing.Values.Ledger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a first object makes when it is asked by type, and whose it is then.
 */
@DisplayName("An object asked for by its type")
class MakeTests extends ValuesTest {

	@Test
	@DisplayName("comes from the only method that returns that type")
	void made() {
		assertThat(this.values.make(Calculator.class).add(2, 3)).isEqualTo(5);
	}

	@Test
	@DisplayName("is found although nothing of the first object was called before")
	void first() {
		ProcessSpec spec = ProcessSpec.inProcess(() -> (CalculatorInit) () -> Integer::sum).name("calculator").build();
		try (Ipc ipc = Ipc.builder().process(spec).build()) {
			assertThat(ipc.root("calculator", Calculator.class).add(2, 3)).isEqualTo(5);
		}
	}

	@Test
	@DisplayName("is refused with the names of both methods if two return it")
	void ambiguous() {
		assertThatExceptionOfType(UnsupportedInterfaceException.class)
			.isThrownBy(() -> this.values.make(Duplicate.class))
			.withMessageContaining("more than one method")
			.withMessageContaining("one")
			.withMessageContaining("two");
	}

	@Test
	@DisplayName("is refused with what is served if no method returns it")
	void unknown() {
		assertThatExceptionOfType(UnsupportedInterfaceException.class)
			.isThrownBy(() -> this.values.make(FooCallback.class))
			.satisfies((ex) -> {
				assertThat(ex.interfaceName()).isEqualTo(FooCallback.class.getName());
				assertThat(ex.served()).contains(Calculator.class.getName(), Closing.class.getName());
			});
	}

	@Test
	@DisplayName("S22: belongs to the caller, and is closed once when it is let go of")
	void owned() throws Exception {
		int before = this.values.closed();
		assertThat(this.values.make(Closing.class).name()).isEqualTo("mine");
		awaitClosed(before + 1);
		try (Closing closing = this.values.make(Closing.class)) {
			assertThat(closing.name()).isEqualTo("mine");
		}
		assertThat(this.values.closed()).isEqualTo(before + 2);
	}

	@Test
	@DisplayName("S22: does not belong to the caller if the method that returns it is shared")
	void shared() {
		int before = this.values.closed();
		assertThat(this.values.make(Ledger.class).entries()).isEqualTo(7);
		assertThat(this.values.shared().entries()).isEqualTo(7);
		// Made and let go of later, so it is closed later than the shared one would be.
		assertThat(this.values.make(Closing.class).name()).isEqualTo("mine");
		awaitClosed(before + 1);
		assertThat(this.values.closed()).isEqualTo(before + 1);
		assertThat(this.values.make(Ledger.class).entries()).isEqualTo(7);
	}

	private void awaitClosed(int count) {
		Eventually.until(() -> "closed " + this.values.closed() + " of " + count, () -> {
			System.gc();
			return this.values.closed() >= count;
		});
	}

}
