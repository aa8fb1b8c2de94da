package dev.multiprocess.ipc.autoconfigure.scanned;

import dev.multiprocess.ipc.RemoteInterface;

/** Implements the interface and is marked like one; must not be taken for one. */
@RemoteInterface
public class ScannedInitClass implements ScannedInit {

	@Override
	public String text(String text) {
		return text;
	}

}
