package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.StartupCache;
import dev.multiprocess.ipc.testing.Jars;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("An archive that is being made")
class ArchiveDraftTests {

	@TempDir
	private Path folder;

	private Path cache;

	private Path jar;

	@BeforeEach
	void writeJar() throws Exception {
		this.cache = this.folder.resolve("cache");
		this.jar = Jars.write(this.folder.resolve("a.jar"), Map.of(), Map.of("a", Jars.text("a")));
	}

	@Test
	@DisplayName("is found when it is published")
	void published() throws Exception {
		try (ArchiveDraft draft = write("archive")) {
			assertThat(draft.publish()).hasContent("archive").hasParent(this.cache.toRealPath());
			assertThat(archive().isThere()).isTrue();
		}
		assertThat(entries()).hasSize(1);
	}

	@Test
	@DisplayName("is given up if a jar was replaced meanwhile, as nobody knows which one it is made of")
	void replaced() throws Exception {
		try (ArchiveDraft draft = write("archive")) {
			Files.setLastModifiedTime(this.jar, FileTime.fromMillis(1));
			assertThatThrownBy(draft::publish).isInstanceOf(IOException.class).hasMessageContaining("replaced");
		}
		assertThat(archive().isThere()).isFalse();
		assertThat(entries()).isEmpty();
	}

	@Test
	@DisplayName("gives way to one that another program has made meanwhile")
	void another() throws Exception {
		try (ArchiveDraft one = write("one"); ArchiveDraft other = write("other")) {
			Path first = one.publish();
			assertThat(other.publish()).isEqualTo(first).hasContent("one");
		}
		assertThat(entries()).hasSize(1);
	}

	private StartupArchive archive() {
		ProcessSpec spec = ProcessSpec.java("a.Main").classPath(this.jar).cache(StartupCache.in(this.cache)).build();
		return StartupArchive.of(spec, JavaProgram.of(spec, this.folder), Map.of());
	}

	/** Begins one, and writes what its process would. */
	private ArchiveDraft write(String content) throws Exception {
		ArchiveDraft draft = archive().draft();
		String file = draft.program()
			.defaults()
			.stream()
			.filter((option) -> option.startsWith("-XX:ArchiveClassesAtExit=")
					|| option.startsWith("-XX:AOTCacheOutput="))
			.findFirst()
			.orElseThrow();
		Files.writeString(Path.of(file.substring(file.indexOf('=') + 1)), content);
		return draft;
	}

	private List<Path> entries() throws IOException {
		try (Stream<Path> entries = Files.list(this.cache)) {
			return entries.toList();
		}
	}

}
