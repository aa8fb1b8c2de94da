package dev.multiprocess.sample.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the user asked for.
 *
 * @param files the documents to show; none means those that ship with the program
 * @param thumbnails the directory for pictures of first pages, or null if none are wanted
 * @param help whether only the usage is wanted
 */
record CommandLine(List<Path> files, @Nullable Path thumbnails, boolean help) {

	static final String USAGE = """
			Usage: sample-app [--thumbnails DIR] [FILE...]

			Shows title, author, pages and words of PDF files. Each file is opened in a worker process; a
			file that cannot be read, or that the worker dies of, does not disturb the others.

			  --thumbnails DIR  write a picture of each first page into DIR
			  --help            show this text

			Without a file, the documents that ship with the program are shown.
			Exit status: 0 all is well, 1 a file could not be shown, 2 the arguments make no sense.""";

	private static final String THUMBNAILS = "--thumbnails";

	private static final Pattern SPRING_OPTION = Pattern.compile("--(debug|trace|[^=]+\\.[^=]+(=.*)?)");

	/**
	 * Reads the arguments. Options that set a property, as
	 * {@code --logging.level.root=info} does, are left to Spring.
	 * @param args the arguments of the program
	 * @return what they ask for
	 * @throws IllegalArgumentException if they make no sense, with a message for the user
	 */
	static CommandLine parse(String... args) {
		List<Path> files = new ArrayList<>();
		String thumbnails = null;
		boolean help = false;
		for (int i = 0; i < args.length; i++) {
			String arg = args[i];
			if (arg.equals(THUMBNAILS)) {
				i++;
				thumbnails = (i < args.length) ? args[i] : "";
			}
			else if (arg.startsWith(THUMBNAILS + "=")) {
				thumbnails = arg.substring(THUMBNAILS.length() + 1);
			}
			else if (arg.equals("--help") || arg.equals("-h")) {
				help = true;
			}
			else if (!arg.startsWith("-")) {
				files.add(Path.of(arg));
			}
			else if (!SPRING_OPTION.matcher(arg).matches()) {
				throw new IllegalArgumentException("there is no option " + arg);
			}
		}
		if (thumbnails != null && thumbnails.isEmpty()) {
			throw new IllegalArgumentException(THUMBNAILS + " needs a directory");
		}
		return new CommandLine(List.copyOf(files), (thumbnails != null) ? Path.of(thumbnails) : null, help);
	}

}
