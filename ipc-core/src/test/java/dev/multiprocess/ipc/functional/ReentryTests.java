package dev.multiprocess.ipc.functional;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests values that do more than hold data while they cross.
 */
@ExtendWith(LeftoverCheck.class)
@DisplayName("A lane")
class ReentryTests {

	private final Ipc ipc = Ipc.builder().process(ProcessSpec.inProcess(Served::new).name("shop").build()).build();

	private final Shop shop = this.ipc.root("shop", ServedInit.class).makeShop();

	/** Makes the two. */
	@RemoteInterface
	public interface ServedInit extends Init {

		Shop makeShop();

		Item makeItem();

	}

	/** Something that takes an item. */
	@RemoteInterface
	public interface Shop {

		String sell(Item item);

		int price(int item);

		int total(Price price);

		int ask(Supplier<Price> price);

		void fail();

	}

	/** Something to be passed. */
	@RemoteInterface
	public interface Item {

		String name();

	}

	private static final class Served implements ServedInit, Shop {

		@Override
		public Shop makeShop() {
			return this;
		}

		@Override
		public Item makeItem() {
			return new LocalItem();
		}

		@Override
		public String sell(Item item) {
			return item.getClass().getSimpleName() + " " + item.name();
		}

		@Override
		public int price(int item) {
			return item * 10;
		}

		@Override
		public int total(Price price) {
			return price.amount();
		}

		@Override
		public int ask(Supplier<Price> price) {
			return total(price.get());
		}

		@Override
		public void fail() {
			throw new UncheckedIOException(new NoSuchFileException("a.pdf"));
		}

	}

	private static final class LocalItem implements Item {

		@Override
		public String name() {
			return "book";
		}

	}

	/** A price that is computed when it is asked for. */
	public record Price(int amount) {

		private static final ThreadLocal<IntSupplier> computed = new ThreadLocal<>();

		@Override
		public int amount() {
			IntSupplier supplier = computed.get();
			return (supplier != null) ? supplier.getAsInt() : this.amount;
		}

	}

	/** Fails whoever asks for its message. */
	private static final class Unspeakable extends RuntimeException {

		@Override
		public String getMessage() {
			throw new AssertionError("nobody asks");
		}

	}

	@AfterEach
	void close() {
		Price.computed.remove();
		assertThat(this.shop.price(1)).isEqualTo(10);
		this.ipc.close();
	}

	@Test
	@DisplayName("S17: passes a root to the very process it stands for, before its first call as well")
	void rootAsArgument() {
		Item item = this.ipc.root("shop", Item.class);
		assertThat(this.shop.sell(item)).isEqualTo("LocalItem book");
		assertThat(this.shop.sell(item)).isEqualTo("LocalItem book");
	}

	@Test
	@DisplayName("S8: refuses the call that an argument makes while it is encoded, and nothing else")
	void callWhileEncoding() {
		Price.computed.set(() -> this.shop.price(1));
		assertThatThrownBy(() -> this.shop.total(new Price(1))).isInstanceOf(IpcException.class)
			.hasMessageContaining("price");
	}

	@Test
	@DisplayName("S7: passes on what a callback throws, even if that cannot say what it is")
	void errorWhileEncodingReply() {
		assertThatThrownBy(() -> this.shop.ask(() -> {
			throw new Unspeakable();
		})).isInstanceOf(RemoteCallException.class);
	}

	@Test
	@DisplayName("S7: keeps an UncheckedIOException usable whose cause may not cross as its own type")
	void uncheckedIOException() {
		assertThatThrownBy(this.shop::fail).isInstanceOf(UncheckedIOException.class)
			.cause()
			.isInstanceOf(IOException.class)
			.hasMessageContaining("a.pdf");
	}

}
