package dev.multiprocess.ipc.kryo;

import dev.multiprocess.ipc.kryo.Types.Base;
import dev.multiprocess.ipc.kryo.Types.Box;
import dev.multiprocess.ipc.kryo.Types.Color;
import dev.multiprocess.ipc.kryo.Types.Dto;
import dev.multiprocess.ipc.kryo.Types.Nested;
import dev.multiprocess.ipc.kryo.Types.Operation;
import dev.multiprocess.ipc.kryo.Types.Point;
import dev.multiprocess.ipc.kryo.Types.Shape;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The text by which two programs find out whether a class means the same to both.
 */
@DisplayName("S34: the shape of a class")
class ShapeTests {

	private static final String HERE = "dev.multiprocess.ipc.kryo.Types$";

	@Test
	@DisplayName("names the components of a record in order, with generic types")
	void ofRecords() {
		assertThat(shape(Point.class)).isEqualTo("record " + HERE + "Point(int x, int y)");
		assertThat(shape(Box.class)).isEqualTo("record " + HERE + "Box<T1 extends java.lang.Object>(T1 content)");
		assertThat(shape(Nested.class)).isEqualTo("record " + HERE
				+ "Nested(java.util.Map<java.lang.String, java.util.List<" + HERE + "Box<" + HERE + "Point>>> boxes, "
				+ "java.util.Optional<" + HERE + "Point> maybe, " + HERE + "Point[][] grid)");
	}

	@Test
	@DisplayName("leaves out the constants of an enum")
	void ofEnums() {
		assertThat(shape(Color.class)).isEqualTo("enum " + HERE + "Color");
		assertThat(shape(Operation.class)).isEqualTo("enum " + HERE + "Operation");
	}

	@Test
	@DisplayName("names the fields of a bean by name, inherited ones with what they hold")
	void ofBeans() {
		assertThat(shape(Dto.class)).isEqualTo("class " + HERE + "Dto{int count, " + HERE
				+ "Point inherited, java.lang.String name, java.util.List<java.lang.String> tags}");
		assertThat(shape(Base.class)).isEqualTo("class " + HERE + "Base<T1 extends java.lang.Object>{T1 inherited}");
	}

	@Test
	@DisplayName("leaves out the subclasses of a sealed type")
	void ofSealedTypes() {
		assertThat(shape(Shape.class)).isEqualTo("sealed " + HERE + "Shape");
	}

	private static String shape(Class<?> type) {
		return Wire.codec().shape(type);
	}

}
