package dev.multiprocess.ipc.testing;

/**
 * An enumeration; one constant has a body.
 */
public enum Color {

	RED, GREEN, BLUE {
		@Override
		public int wavelength() {
			return 450;
		}
	};

	public int wavelength() {
		return 0;
	}

}
