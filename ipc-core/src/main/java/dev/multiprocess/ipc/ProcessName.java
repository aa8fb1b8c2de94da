package dev.multiprocess.ipc;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What processes may be called: names appear in logs, names of threads and keys.
 */
final class ProcessName {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

	private ProcessName() {
	}

	/**
	 * Returns a name after it was checked.
	 * @param name the name
	 */
	static String checked(String name) {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(
					"Process name '" + name + "' must be made of letters, digits, '-', '_' and '.'");
		}
		return name;
	}

	/**
	 * Derives a name.
	 * @param program what is run
	 */
	static String of(Program program) {
		String name = "in-process";
		if (program instanceof Program.Main main) {
			name = main.mainClass().substring(main.mainClass().lastIndexOf('.') + 1);
		}
		else if (program instanceof Program.Jar jar) {
			name = String.valueOf(jar.jar().getFileName()).replaceFirst("\\.jar$", "");
		}
		else if (program instanceof Program.Command command) {
			if (command.command().isEmpty()) {
				throw new IllegalArgumentException("The command is empty; name the program to run");
			}
			name = String.valueOf(Path.of(command.command().get(0)).getFileName());
		}
		return name.replaceAll("[^A-Za-z0-9_.-]", "-");
	}

}
