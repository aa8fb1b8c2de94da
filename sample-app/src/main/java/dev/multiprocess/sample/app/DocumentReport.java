package dev.multiprocess.sample.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.sample.DocumentInit;
import dev.multiprocess.sample.DocumentInspector;
import dev.multiprocess.sample.DocumentSummary;
import dev.multiprocess.sample.PageSummary;
import dev.multiprocess.sample.UnreadableDocumentException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * Prints what documents hold, or why one cannot be shown.
 */
final class DocumentReport {

	private static final int THUMBNAIL_DPI = 36;

	private static final int LINE_LENGTH = 60;

	private static final int EXIT_SECONDS = 5;

	private final DocumentInit documents;

	private final Function<DocumentInspector, Future<ProcessExit>> exits;

	private final PrintStream out;

	private final @Nullable Path thumbnails;

	private final Set<Path> written = new HashSet<>();

	DocumentReport(DocumentInit documents, Function<DocumentInspector, Future<ProcessExit>> exits, PrintStream out,
			@Nullable Path thumbnails) {
		this.documents = documents;
		this.exits = exits;
		this.out = out;
		this.thumbnails = thumbnails;
	}

	/**
	 * Shows one document.
	 * @param name how to call it
	 * @param document where it is
	 * @return whether it could be shown
	 */
	boolean show(String name, Resource document) {
		this.out.println();
		if (!document.exists()) {
			return failed(name, "there is no such file");
		}
		Future<ProcessExit> exit = new CompletableFuture<>();
		try (InputStream content = document.getInputStream()) {
			// If the worker died of the document before, this call starts a new one.
			try (DocumentInspector inspector = this.documents.makeInspector()) {
				exit = this.exits.apply(inspector);
				show(inspector, name, content);
			}
			return true;
		}
		catch (UnreadableDocumentException ex) {
			return failed(name, "it " + ex.reason());
		}
		catch (ConnectionClosedException ex) {
			return failed(name, "the worker process died: " + describe(ex, exit));
		}
		// Whatever one document brings about, the others have their turn.
		catch (IOException | RuntimeException ex) {
			return failed(name, describe(ex));
		}
	}

	private void show(DocumentInspector inspector, String name, InputStream content)
			throws UnreadableDocumentException, IOException {
		DocumentSummary summary = inspector.inspect(name, content,
				(page, pageCount) -> this.out.println(printable(name) + ": page " + page + " of " + pageCount));
		this.out.println("  title   " + printable(Objects.requireNonNullElse(summary.title(), "-")));
		this.out.println("  author  " + printable(Objects.requireNonNullElse(summary.author(), "-")));
		this.out.println("  pages   " + summary.pageCount() + ", " + summary.words() + " words");
		for (PageSummary page : summary.pages()) {
			this.out.println("    %3d  %.0f x %.0f pt  %5d words  %s".formatted(page.number(), page.width(),
					page.height(), page.words(), shortened(printable(page.firstLine()))));
		}
		if (this.thumbnails != null) {
			byte[] picture = inspector.renderPage(1, THUMBNAIL_DPI);
			this.out.println("  picture " + write(this.thumbnails, name, picture));
		}
	}

	private Path write(Path directory, String name, byte[] picture) throws IOException {
		Files.createDirectories(directory);
		Path fileName = Objects.requireNonNull(Path.of(name).getFileName());
		Path file = directory.resolve(fileName + ".png");
		for (int i = 2; !this.written.add(file); i++) {
			file = directory.resolve(fileName + "-" + i + ".png");
		}
		return Files.write(file, picture);
	}

	private boolean failed(String name, String reason) {
		this.out.println(printable(name) + ": NOT SHOWN, " + printable(reason));
		return false;
	}

	/** The call fails at once; how the process ended may be known a little later. */
	private static String describe(ConnectionClosedException ex, Future<ProcessExit> exit) {
		try {
			return ex.exit().isPresent() ? ex.exit().get().description()
					: exit.get(EXIT_SECONDS, TimeUnit.SECONDS).description();
		}
		catch (InterruptedException interrupted) {
			Thread.currentThread().interrupt();
			return describe(ex);
		}
		catch (ExecutionException | TimeoutException ignored) {
			// Nobody knows.
			return describe(ex);
		}
	}

	private static String describe(Exception ex) {
		boolean speaksForItself = ex instanceof IpcException && ex.getMessage() != null;
		String description = speaksForItself ? ex.getMessage() : ex.toString();
		return description.lines().findFirst().orElse("");
	}

	/**
	 * Keeps what a foreign document says from steering the terminal.
	 */
	private static String printable(String text) {
		return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ").strip();
	}

	private static String shortened(String text) {
		return (text.length() > LINE_LENGTH) ? text.substring(0, LINE_LENGTH - 3) + "..." : text;
	}

}
