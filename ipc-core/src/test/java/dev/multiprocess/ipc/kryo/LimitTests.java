package dev.multiprocess.ipc.kryo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.MessageTooLargeException;
import dev.multiprocess.ipc.kryo.Types.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values that are too large or endless fail at the sender, by name.
 */
@DisplayName("S38: limits")
class LimitTests {

	private final Wire wire = new Wire();

	@Test
	@DisplayName("S20: a cycle is refused with its path")
	void cyclesAreRefused() {
		List<Object> list = new ArrayList<>();
		list.add(list);
		assertTooDeep(list);
		Map<String, Object> map = new HashMap<>();
		map.put("self", new Object[] { map });
		assertTooDeep(map);
		List<Object> wide = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			wide.add(wide);
		}
		assertTooDeep(wide);
	}

	private void assertTooDeep(Object value) {
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> this.wire.encode(Object.class, value))
			.satisfies((ex) -> assertThat(ex.limit()).isEqualTo(Wire.DEPTH))
			.withMessageContaining("Test.call(arg 0)")
			.withMessageContaining("[]")
			.withMessageContaining("cycle");
	}

	@Test
	@DisplayName("S20: as many levels as allowed arrive, one more does not")
	void depthIsExact() {
		Node deepest = chain(Wire.DEPTH);
		assertThat(this.wire.send(Node.class, deepest)).isEqualTo(deepest);
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> this.wire.encode(Node.class, chain(Wire.DEPTH + 1)))
			.withMessageContaining(".next.next");
	}

	private static Node chain(int length) {
		@Nullable Node node = null;
		for (int i = 0; i < length; i++) {
			node = new Node(i, node);
		}
		return java.util.Objects.requireNonNull(node);
	}

	@Test
	@DisplayName("a message above the limit names what does not fit")
	void sizeIsLimited() {
		for (Object value : List.of("x".repeat(Wire.LIMIT), "字".repeat(Wire.LIMIT / 2), new byte[Wire.LIMIT],
				new long[Wire.LIMIT / 8], new ArrayList<>(java.util.Collections.nCopies(Wire.LIMIT, "x")))) {
			assertThatExceptionOfType(MessageTooLargeException.class)
				.isThrownBy(() -> this.wire.encode(Object.class, List.of(value)))
				.satisfies((ex) -> assertThat(ex.limit()).isEqualTo(Wire.LIMIT))
				.withMessageContaining("Test.call(arg 0)[]");
		}
		assertThat(this.wire.encode(byte[].class, new byte[Wire.LIMIT - 4])).hasSize(Wire.LIMIT);
	}

}
