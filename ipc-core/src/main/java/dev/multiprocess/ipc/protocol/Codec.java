package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.MessageTooLargeException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into bytes and back, directed by the types they are declared with.
 *
 * <p>
 * One instance serves one connection. It knows which classes may cross: those reachable
 * from the layouts asked for so far, and those allowed by hand. Safe for use by any
 * number of threads.
 */
public interface Codec {

	/** Does ahead, while the peer gets ready, what the first frame would wait for. */
	void prepare();

	/**
	 * Analyses values that are declared together and tries them out.
	 * @param values the declared types, free of type variables of their context
	 * @return their layout; the same for the same values
	 * @throws TypeNotAllowedException if values of one of these types can never cross
	 */
	Layout layout(List<DeclaredValue> values);

	/**
	 * Describes how values of a class are laid out; equal on both sides if the class
	 * means the same to both.
	 * @param type a class that may cross by value
	 * @return its description, such as {@code record Point(int x, int y)}
	 */
	String shape(Class<?> type);

	/**
	 * Finds a class by the name the peer gave, among those that may cross.
	 * @param typeName a class name
	 * @return the class, or null if no class of that name may cross here
	 */
	@Nullable Class<?> find(String typeName);

	/**
	 * A declared type and where it stands.
	 *
	 * @param type the type
	 * @param path the place for error messages, such as {@code Calculator.solve(arg 0)}
	 */
	record DeclaredValue(Type type, String path) {
	}

	/**
	 * How values declared together become bytes. Safe for use by any number of threads.
	 */
	interface Layout {

		/** Returns the classes outside the JDK whose objects may appear by value. */
		Set<Class<?>> types();

		/** Returns the remote interfaces that are declared somewhere in these values. */
		Set<Class<?>> remoteInterfaces();

		/**
		 * Returns the functional types that are declared somewhere, with their type
		 * arguments.
		 */
		Set<Type> functionalTypes();

		/**
		 * Appends values to a frame.
		 * @param values as many as were declared; array and values are only read
		 * @param target receives the bytes; left with any content if this throws
		 * @param context knows ids and references
		 * @throws TypeNotAllowedException if a value's class may not cross
		 * @throws MessageTooLargeException if the frame or the nesting of values exceeds
		 * its limit
		 * @throws NotBoundException as thrown by the context
		 */
		void encode(@Nullable Object[] values, FrameBuffer target, ValueContext context);

		/**
		 * Appends the only value, or nothing where none was declared; else as
		 * {@link #encode}.
		 * @param value the value, null where none was declared
		 * @param target receives the bytes
		 * @param context knows ids and references
		 */
		void encodeOnly(@Nullable Object value, FrameBuffer target, ValueContext context);

		/**
		 * Reads values back.
		 * @param source holds the bytes; never changed, and not kept
		 * @param from index of the first byte
		 * @param to index behind the last byte
		 * @param context knows ids and references
		 * @return as many values as were declared, each of its declared type
		 * @throws ProtocolException if the bytes are not what an honest peer writes
		 * @throws IpcException if a constructor of this program refused a value; the
		 * cause tells
		 */
		@Nullable Object[] decode(byte[] source, int from, int to, ValueContext context);

		/**
		 * Reads the only value back; else as {@link #decode}.
		 * @param source holds the bytes
		 * @param from index of the first byte
		 * @param to index behind the last byte
		 * @param context knows ids and references
		 * @return the value, null where none was declared
		 */
		@Nullable Object decodeOnly(byte[] source, int from, int to, ValueContext context);

	}

}
