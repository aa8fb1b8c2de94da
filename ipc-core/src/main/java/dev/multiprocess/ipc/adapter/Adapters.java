package dev.multiprocess.ipc.adapter;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Which types of the JDK cross by reference, and through which interface their objects
 * are called.
 */
public final class Adapters {

	/** What they yield is not known to the class that is looked for. */
	@SuppressWarnings({ "rawtypes", "unchecked" })
	private static final List<Kind> KINDS = List.of(
			Kind.of(CompletionStage.class, RemoteFuture.class, ExportedFuture::new, ImportedFuture::new,
					CompletableFuture.class, CompletionStage.class, Future.class),
			Kind.of(InputStream.class, RemoteInput.class, ExportedInput::new, ImportedInput::new, InputStream.class),
			Kind.of(OutputStream.class, RemoteOutput.class, ExportedOutput::new, ImportedOutput::new,
					OutputStream.class),
			Kind.of(Iterator.class, RemoteIterator.class, ExportedIterator::new,
					(remote, link) -> new ImportedIterator(remote), Iterator.class),
			Kind.of(Stream.class, RemoteStream.class, ExportedIterator::new,
					(remote, link) -> link.proxy(new ImportedStream(remote), Stream.class), Stream.class),
			Kind.of(Flow.Publisher.class, RemotePublisher.class, FlowAdapters.ExportedPublisher::new,
					ImportedPublisher::new, Flow.Publisher.class),
			Kind.of(Flow.Subscriber.class, RemoteSubscriber.class, FlowAdapters.ExportedSubscriber::new,
					ImportedSubscriber::new, Flow.Subscriber.class),
			Kind.of(Flow.Subscription.class, RemoteSubscription.class, FlowAdapters.ExportedSubscription::new,
					(remote, link) -> new FlowAdapters.ImportedSubscription(remote), Flow.Subscription.class));

	private Adapters() {
	}

	/**
	 * One sort of objects.
	 *
	 * @param adapter the interface through which they are called
	 * @param type the class of which they must be
	 * @param declared the types that may be declared for them
	 */
	private record Kind(Class<?> adapter, Class<?> type, List<Class<?>> declared, Function<Object, Exported> exporter,
			BiFunction<Object, Link, Imported> importer) {

		private static <O, R> Kind of(Class<O> type, Class<R> adapter, Function<O, Exported> exporter,
				BiFunction<R, Link, Imported> importer, Class<?>... declared) {
			return new Kind(adapter, type, List.of(declared), (object) -> exporter.apply(type.cast(object)),
					(proxy, link) -> importer.apply(adapter.cast(proxy), link));
		}

	}

	/**
	 * Finds the interface through which objects are called that are declared with a type.
	 * @param declared the declared class
	 * @return an {@link Adapter} with the same type parameters, or null if there is none
	 */
	public static @Nullable Class<?> interfaceFor(Class<?> declared) {
		return KINDS.stream()
			.filter((kind) -> kind.declared().contains(declared))
			.findFirst()
			.<Class<?>>map(Kind::adapter)
			.orElse(null);
	}

	/**
	 * Names what can be declared for a kind of objects.
	 * @param type a type that such objects have in common
	 * @return the names of types that cross
	 */
	public static String declarable(Class<?> type) {
		return KINDS.stream()
			.flatMap((kind) -> kind.declared().stream())
			.filter(type::isAssignableFrom)
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", "));
	}

	/**
	 * Tells whether an object cannot be adapted although its declared type can.
	 * @param declared the declared class
	 * @param object an object of it
	 * @return true for a plain {@link Future}, which tells nobody when it is done
	 */
	public static boolean refuses(Class<?> declared, Object object) {
		return declared == Future.class && !(object instanceof CompletionStage<?>);
	}

	/**
	 * Makes what serves the calls for an object. Runs no user code.
	 * @param adapter the interface through which it is called
	 * @param object the object
	 * @return an implementation of the interface
	 */
	public static Exported export(Class<?> adapter, Object object) {
		return of(adapter).exporter().apply(object);
	}

	/**
	 * Makes what stands for an object of another process.
	 * @param adapter the interface through which it is called
	 * @param proxy its proxy
	 * @param link its connection
	 * @return an object of the types that are declared for it
	 */
	public static Imported wrap(Class<?> adapter, Object proxy, Link link) {
		return of(adapter).importer().apply(proxy, link);
	}

	private static Kind of(Class<?> adapter) {
		return KINDS.stream().filter((kind) -> kind.adapter() == adapter).findFirst().orElseThrow();
	}

}
