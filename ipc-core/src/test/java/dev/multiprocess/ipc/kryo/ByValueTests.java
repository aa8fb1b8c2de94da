package dev.multiprocess.ipc.kryo;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ByValueTests {

	@Test
	void smoke() {
		Wire wire = new Wire(Types.Point.class);
		assertThat(wire.send(Types.Point.class, new Types.Point(1, -2))).isEqualTo(new Types.Point(1, -2));
		assertThat(wire.send(Object.class, new Types.Point(1, -2))).isEqualTo(new Types.Point(1, -2));
	}

}
