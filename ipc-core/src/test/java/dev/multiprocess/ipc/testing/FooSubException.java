package dev.multiprocess.ipc.testing;

import java.util.List;

/**
 * Is not declared itself, but its super-class is.
 */
public class FooSubException extends FooException {

	public FooSubException() {
		super(7, List.of("sub"), new IllegalStateException("below"));
	}

}
