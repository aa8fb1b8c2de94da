package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.concurrent.Flow;

/**
 * Asks for two numbers at a time, and keeps every signal; cancels at number 100.
 */
public class Listener implements Flow.Subscriber<Integer> {

	private final List<String> heard;

	private Flow.Subscription subscription;

	/**
	 * Creates it.
	 * @param heard takes the signals, from any thread
	 */
	public Listener(List<String> heard) {
		this.heard = heard;
		this.subscription = new Flow.Subscription() {

			@Override
			public void request(long count) {
				throw new IllegalStateException("not subscribed");
			}

			@Override
			public void cancel() {
				throw new IllegalStateException("not subscribed");
			}

		};
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		this.heard.add("subscribed");
		subscription.request(2);
	}

	@Override
	public void onNext(Integer number) {
		this.heard.add(number + "");
		if (number == 100) {
			this.subscription.cancel();
		}
		else if (number % 2 == 1) {
			this.subscription.request(2);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.heard.add(failure.getClass().getSimpleName());
	}

	@Override
	public void onComplete() {
		this.heard.add("complete");
	}

}
