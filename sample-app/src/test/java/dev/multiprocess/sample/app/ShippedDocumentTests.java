package dev.multiprocess.sample.app;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShippedDocument}.
 */
class ShippedDocumentTests {

	@Test
	void areThereAndSmall() throws IOException {
		long total = 0;
		for (ShippedDocument document : ShippedDocument.all()) {
			long length = document.resource().contentLength();
			assertThat(length).as(document.fileName()).isBetween(1L, 120L * 1024);
			total += length;
		}
		assertThat(total).isLessThan(500 * 1024);
	}

	@Test
	void aReadableOneFollowsEachKindOfFailure() {
		List<Boolean> readable = ShippedDocument.all().stream().map(ShippedDocument::readable).toList();
		assertThat(readable).contains(true, false).last().isEqualTo(true);
	}

}
