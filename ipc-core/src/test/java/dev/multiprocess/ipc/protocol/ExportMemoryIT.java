package dev.multiprocess.ipc.protocol;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exports objects in a JVM that is too small for them.
 */
@DisplayName("An object for whose export there is no memory")
class ExportMemoryIT {

	@Test
	@DisplayName("is exported later, found under its id, and shares it with no other")
	void exported() throws Exception {
		Process small = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx24m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp",
				System.getProperty("java.class.path"), SmallProgram.class.getName())
			.redirectErrorStream(true)
			.start();
		String output = new String(small.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(output).endsWith("as it should be\n");
		assertThat(small.waitFor()).isZero();
	}

	/** What is run. */
	static final class SmallProgram {

		private SmallProgram() {
		}

		public static void main(String[] args) {
			// Differently full, so that memory runs out at different moments.
			for (int reserve = 0; reserve < 10; reserve++) {
				check((1 << 20) + reserve * 128 * 1024);
			}
			System.out.println("as it should be");
		}

		private static void check(int reserve) {
			ExportTable table = new ExportTable(new LocalObjects((object, closed) -> {
			}), () -> Integer.MAX_VALUE, (id) -> {
			});
			Object[] objects = new Object[300_000];
			int count = fill(table, objects, reserve);
			if (table.size() != count) {
				throw new IllegalStateException(count + " objects are exported, in the table are " + table.size());
			}
			for (int i = 0; i < count / 2; i++) {
				Export export = table.mention(objects[i], null, Export.NO_INTERFACES);
				table.release(export.id, 2);
				objects[i] = null;
			}
			Set<Long> ids = new HashSet<>();
			for (int i = count - 3; i < count + 3; i++) {
				if (objects[i] == null) {
					objects[i] = new Object();
				}
				Export export = table.mention(objects[i], null, Export.NO_INTERFACES);
				if (table.find(export.id) != export || !ids.add(export.id)) {
					throw new IllegalStateException("Object " + i + " of " + count + " has id " + export.id);
				}
			}
		}

		/** Returns how many there was memory for. */
		private static int fill(ExportTable table, Object[] objects, int reserve) {
			// There is as much again for what follows.
			byte[] spare = new byte[reserve];
			int count = 0;
			try {
				while (spare.length > 0) {
					objects[count] = new Object();
					table.mention(objects[count], null, Export.NO_INTERFACES);
					count++;
				}
			}
			catch (OutOfMemoryError ex) {
				// As it is meant.
			}
			return count;
		}

	}

}
