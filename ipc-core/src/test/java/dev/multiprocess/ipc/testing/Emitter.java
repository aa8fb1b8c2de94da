package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes numbers on the thread that emits them, to each subscriber no more than it has
 * asked for.
 */
public final class Emitter implements Flow.Publisher<Integer> {

	private final List<Subscribed> subscribers = new CopyOnWriteArrayList<>();

	/** One that has subscribed. */
	private final class Subscribed implements Flow.Subscription {

		private final Flow.Subscriber<? super Integer> subscriber;

		private final AtomicLong demand = new AtomicLong();

		private final AtomicBoolean cancelled = new AtomicBoolean();

		private Subscribed(Flow.Subscriber<? super Integer> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long count) {
			this.demand.addAndGet(count);
		}

		@Override
		public void cancel() {
			this.cancelled.set(true);
			Emitter.this.subscribers.remove(this);
		}

		private void emit(int number) {
			Eventually.until(() -> "nobody asked for " + number, () -> this.demand.get() > 0 || this.cancelled.get());
			if (!this.cancelled.get()) {
				this.demand.decrementAndGet();
				this.subscriber.onNext(number);
			}
		}

	}

	@Override
	public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
		Subscribed subscribed = new Subscribed(subscriber);
		this.subscribers.add(subscribed);
		subscriber.onSubscribe(subscribed);
	}

	/** Emits numbers from zero, then ends. */
	public void emit(int count, boolean failing) {
		for (Subscribed each : this.subscribers) {
			for (int i = 0; i < count; i++) {
				each.emit(i);
			}
			if (failing) {
				each.subscriber.onError(new AllowedException("failed", Color.GREEN));
			}
			else {
				each.subscriber.onComplete();
			}
		}
		this.subscribers.clear();
	}

	public int subscribers() {
		return this.subscribers.size();
	}

}
