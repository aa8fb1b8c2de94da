package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;

import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What the frame under way knows of its connection: ids of types, and references.
 * Confined to one thread.
 */
public interface ValueContext {

	/**
	 * Returns the id under which the peer knows a class.
	 * @param type a class that may cross by value
	 * @return its id, zero or more
	 * @throws NotBoundException if the peer does not know it yet; the frame is dropped
	 * and encoded again
	 * @throws dev.multiprocess.ipc.TypeNotAllowedException if it may not cross there
	 * @throws dev.multiprocess.ipc.IncompatibleInterfaceException if it is another one
	 * there
	 */
	int typeId(Class<?> type);

	/**
	 * Checks that a class is a subtype of another one at the peer as well.
	 * @param type a class that may cross by value and has an id there
	 * @param declared the type with which its value is declared
	 * @throws dev.multiprocess.ipc.IncompatibleInterfaceException if it is none there
	 */
	void checkIsA(Class<?> type, Class<?> declared);

	/**
	 * Returns the constants that the peer has of an enum.
	 * @param type an enum that may cross
	 * @return its constants there, or null if they are the same as here
	 */
	@Nullable PeerConstants constants(Class<?> type);

	/**
	 * Returns the class behind an id sent by the peer.
	 * @param id the id
	 * @return the class
	 * @throws ProtocolException if the peer never bound that id
	 */
	Class<?> type(int id);

	/**
	 * Mentions an object that crosses by reference.
	 * @param object an object of this program, or a proxy
	 * @param functionalType the functional type it is declared with, or null if it
	 * implements a remote interface
	 * @return its index among the references of this frame, zero or more
	 * @throws NotBoundException if the peer does not know one of its interfaces yet
	 */
	int mention(Object object, @Nullable Type functionalType);

	/**
	 * Returns an object that crossed by reference.
	 * @param index its index among the references of this frame
	 * @param expected the class it must be an instance of
	 * @param functionalType the functional type it is declared with, or null
	 * @return a proxy, or the object itself if it came home
	 * @throws ProtocolException if there is no such reference or it is of another type
	 */
	Object reference(int index, Class<?> expected, @Nullable Type functionalType);

	/**
	 * Returns the wire name of an interface that crosses as a {@link Class} value.
	 * @param type a remote interface
	 * @return its wire name
	 */
	String interfaceName(Class<?> type);

	/**
	 * Returns the interface behind a wire name that crossed as a {@link Class} value.
	 * @param name the wire name
	 * @return the interface
	 * @throws dev.multiprocess.ipc.UnsupportedInterfaceException if this program serves
	 * no interface of that name
	 */
	Class<?> interfaceNamed(String name);

}
