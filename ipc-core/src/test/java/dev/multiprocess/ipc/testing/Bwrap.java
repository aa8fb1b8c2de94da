package dev.multiprocess.ipc.testing;

import java.io.IOException;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Whether this machine can make sandboxes, without which their tests are skipped.
 */
public final class Bwrap {

	private Bwrap() {
	}

	/** Skips a test where there are none. */
	public static void assumeThere() throws IOException, InterruptedException {
		assumeTrue(works(), "Skipped: there is no program 'bwrap' that can make a sandbox here;"
				+ " install the package 'bubblewrap' and allow user namespaces");
	}

	private static boolean works() throws InterruptedException {
		try {
			return new ProcessBuilder("bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--ro-bind", "/",
					"/", "--proc", "/proc", "true")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
