package dev.multiprocess.ipc.adapter;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/**
 * Stands here for a stream of another process: the handler of an object that is a
 * sequential {@link Stream} of this program over the elements of that, and is known for
 * it when it comes home. Closing it closes the owner's stream.
 */
final class ImportedStream implements InvocationHandler, Imported {

	private final RemoteStream<?> remote;

	private final Stream<?> stream;

	ImportedStream(RemoteStream<?> remote) {
		this.remote = remote;
		ImportedIterator<?> elements = new ImportedIterator<>(remote);
		this.stream = StreamSupport.stream(Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED), false)
			.onClose(elements::close);
	}

	@Override
	public @Nullable Object proxy() {
		return this.remote;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getName().equals("equals")) {
			return arguments != null && arguments[0] == proxy;
		}
		try {
			return method.invoke((method.getDeclaringClass() == Imported.class) ? this : this.stream, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
