package dev.multiprocess.sample.app;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CommandLine}.
 */
class CommandLineTests {

	@Test
	void keepsTheFilesInOrder() {
		CommandLine commandLine = CommandLine.parse("b.pdf", "a.pdf");
		assertThat(commandLine.files()).containsExactly(Path.of("b.pdf"), Path.of("a.pdf"));
		assertThat(commandLine.thumbnails()).isNull();
		assertThat(commandLine.help()).isFalse();
	}

	@Test
	void takesTheDirectoryOfPicturesFromTheNextArgument() {
		CommandLine commandLine = CommandLine.parse("a.pdf", "--thumbnails", "out", "b.pdf");
		assertThat(commandLine.thumbnails()).isEqualTo(Path.of("out"));
		assertThat(commandLine.files()).containsExactly(Path.of("a.pdf"), Path.of("b.pdf"));
	}

	@Test
	void takesTheDirectoryOfPicturesFromTheSameArgument() {
		CommandLine commandLine = CommandLine.parse("--thumbnails=out", "a.pdf");
		assertThat(commandLine.thumbnails()).isEqualTo(Path.of("out"));
		assertThat(commandLine.files()).containsExactly(Path.of("a.pdf"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "--thumbnails", "--thumbnails=" })
	void asksForTheDirectoryOfPictures(String arg) {
		assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.parse("a.pdf", arg))
			.withMessage("--thumbnails needs a directory");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--help", "-h" })
	void offersHelp(String arg) {
		assertThat(CommandLine.parse(arg).help()).isTrue();
	}

	@Test
	void leavesOtherOptionsToSpring() {
		CommandLine commandLine = CommandLine.parse("--debug", "--logging.level.root=info", "a.pdf");
		assertThat(commandLine.files()).containsExactly(Path.of("a.pdf"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "--thumbnail=out", "--thumbnail", "-x", "--v", "-" })
	void refusesOptionsThatNobodyKnows(String arg) {
		assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.parse("a.pdf", arg))
			.withMessage("there is no option " + arg);
	}

}
