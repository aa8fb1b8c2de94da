package dev.multiprocess.ipc.protocol;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S38: a collection is asked for")
class CollectionPressureTests {

	private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

	private final AtomicInteger collections = new AtomicInteger();

	private final CollectionPressure pressure = new CollectionPressure(1000, Runnable::run,
			this.collections::incrementAndGet, this.clock::get);

	@Test
	@DisplayName("at 80 percent of the limit, not before")
	void atEightyPercent() {
		this.pressure.holds(799);
		assertThat(this.collections).hasValue(0);
		this.pressure.holds(800);
		assertThat(this.collections).hasValue(1);
	}

	@Test
	@DisplayName("once in ten seconds at most")
	void onceInTenSeconds() {
		this.pressure.holds(900);
		this.clock.addAndGet(TimeUnit.SECONDS.toNanos(10) - 1);
		this.pressure.holds(1000);
		assertThat(this.collections).hasValue(1);
		this.clock.addAndGet(1);
		this.pressure.holds(800);
		this.pressure.holds(800);
		assertThat(this.collections).hasValue(2);
	}

	@Test
	@DisplayName("even where the limit is one")
	void smallestLimit() {
		CollectionPressure smallest = new CollectionPressure(1, Runnable::run, this.collections::incrementAndGet,
				this.clock::get);
		smallest.holds(0);
		assertThat(this.collections).hasValue(0);
		smallest.holds(1);
		assertThat(this.collections).hasValue(1);
	}

}
