package dev.multiprocess.ipc.protocol;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.OneWay;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * What both the victim and the hostile peer serve.
 */
@RemoteInterface
public interface Door extends Init {

	String echo(String text);

	int count();

	List<String> names();

	Room room();

	Shape shape();

	Tree tree(Tree tree);

	/** Gives an object that is called back, and returned. */
	Room exchange(Room room);

	/** Calls a room, and so the peer again. */
	String visit(Room room);

	/** Runs something of the peer. */
	void run(Runnable task);

	/** Takes note of something; waits for the gate if that is "wait". */
	@OneWay
	void tell(String text);

	/** Returns what is not done yet. */
	CompletableFuture<String> later();

	/** Returns a number that is not there yet. */
	CompletableFuture<Integer> number();

	/** Returns a stream without end. */
	InputStream stream();

	/** Waits until the serving thread is interrupted. */
	void hold();

	/** Another object of the peer. */
	@RemoteInterface
	interface Room {

		String enter(String name);

	}

	/** A type that leaves the class open. */
	sealed interface Shape permits Circle, Square {

	}

	/** One class of it. */
	record Circle(int radius) implements Shape {
	}

	/** The other. */
	record Square(int side) implements Shape {
	}

	/** Nests as deep as one likes. */
	record Tree(List<Tree> branches) {
	}

}
