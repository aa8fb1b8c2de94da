package dev.multiprocess.ipc.autoconfigure.observation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.testing.DeskInit;
import dev.multiprocess.ipc.autoconfigure.testing.Desks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.brave.bridge.BraveBaggageManager;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * That calls are observed and traced, and processes measured, where Micrometer is.
 */
@DisplayName("Micrometer")
class ObservationTests {

	private static final String ANSWER = DeskInit.class.getName() + "/answer";

	private final List<MutableSpan> spans = Collections.synchronizedList(new ArrayList<>());

	private final Tracing tracing = Tracing.newBuilder().addSpanHandler(new SpanHandler() {
		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			ObservationTests.this.spans.add(span);
			return true;
		}
	}).build();

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final ApplicationContextRunner runner = Desks
		.runner(IpcObservationAutoConfiguration.class, IpcMetricsAutoConfiguration.class)
		.withBean(ObservationRegistry.class, this::registry)
		.withPropertyValues("ipc.process.other.main-class=Other");

	@AfterEach
	void close() {
		this.tracing.close();
	}

	private ObservationRegistry registry() {
		ObservationRegistry registry = ObservationRegistry.create();
		BraveTracer tracer = new BraveTracer(this.tracing.tracer(),
				new BraveCurrentTraceContext(this.tracing.currentTraceContext()), new BraveBaggageManager());
		BravePropagator propagator = new BravePropagator(this.tracing);
		registry.observationConfig()
			.observationHandler(new FirstMatchingCompositeObservationHandler(
					new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
					new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
					new DefaultTracingObservationHandler(tracer)))
			.observationHandler(new DefaultMeterObservationHandler(this.meters));
		return registry;
	}

	private MutableSpan span(String name, brave.Span.Kind kind) {
		return this.spans.stream()
			.filter((span) -> name.equals(span.name()) && span.kind() == kind)
			.findFirst()
			.orElseThrow(() -> new AssertionError(name + " " + kind + " among " + this.spans));
	}

	@Test
	@DisplayName("traces calls to the other process, and callbacks from there back")
	void trace() {
		this.runner.run((context) -> {
			DeskInit desk = context.getBean(Ipc.class).root("desk", DeskInit.class);
			assertThat(desk.ask(() -> desk.answer("hi"))).isEqualTo("hi");
			List<MutableSpan> chain = List.of(span("DeskInit/ask", brave.Span.Kind.CLIENT),
					span("DeskInit/ask", brave.Span.Kind.SERVER), span("Supplier/get", brave.Span.Kind.CLIENT),
					span("Supplier/get", brave.Span.Kind.SERVER), span("DeskInit/answer", brave.Span.Kind.CLIENT),
					span("DeskInit/answer", brave.Span.Kind.SERVER));
			assertThat(chain).extracting(MutableSpan::traceId).containsOnly(chain.get(0).traceId());
			for (int i = 1; i < chain.size(); i++) {
				assertThat(chain.get(i).parentId()).as(chain.get(i).toString()).isEqualTo(chain.get(i - 1).id());
			}
			assertThat(chain.get(0).parentId()).isNull();
		});
	}

	@Test
	@DisplayName("measures calls at both ends by OpenTelemetry's names, with what they failed with")
	void measure() {
		this.runner.run((context) -> {
			DeskInit desk = context.getBean(Ipc.class).root("desk", DeskInit.class);
			desk.answer("hi");
			assertThatIllegalStateException().isThrownBy(desk::fail);
			assertThat(this.meters.get("rpc.client.call.duration")
				.tags("rpc.system.name", "ipc", "rpc.method", ANSWER, "server.address", "desk", "error.type", "none")
				.timer()
				.count()).isOne();
			assertThat(this.meters.get("rpc.server.call.duration")
				.tags("rpc.method", ANSWER, "server.address", "parent")
				.timer()
				.count()).isOne();
			assertThat(this.meters.get("rpc.client.call.duration")
				.tags("rpc.method", DeskInit.class.getName() + "/fail", "error.type",
						IllegalStateException.class.getName())
				.timer()
				.count()).isOne();
		});
	}

	@Test
	@DisplayName("takes other names from conventions that are beans")
	void conventions() {
		this.runner.withBean(IpcClientObservationConvention.class, () -> new IpcClientObservationConvention() {
			@Override
			public String getName() {
				return "my.calls";
			}
		}).run((context) -> {
			context.getBean(Ipc.class).root("desk", DeskInit.class).answer("hi");
			assertThat(this.meters.get("my.calls").timer().count()).isOne();
			assertThat(this.meters.get("rpc.server.call.duration").timer().count()).isOne();
		});
	}

	@Test
	@DisplayName("measures processes")
	void processes() {
		this.runner.run((context) -> {
			ProcessMetrics metrics = context.getBean(ProcessMetrics.class);
			context.getBean(Ipc.class).root("desk", DeskInit.class).answer("hi");
			Awaitility.await().untilAsserted(() -> {
				MeterRegistry registry = new SimpleMeterRegistry();
				metrics.bindTo(registry);
				assertThat(registry.get("ipc.processes").tag("process", "desk").gauge().value()).isOne();
				assertThat(registry.get("ipc.lanes").tag("process", "desk").gauge().value()).isPositive();
				assertThat(registry.get("ipc.processes").tag("process", "other").gauge().value()).isZero();
				assertThat(registry.get("ipc.restarts").tag("process", "desk").functionCounter().count()).isZero();
			});
		});
	}

	@Test
	@DisplayName("may be absent, or switched off")
	void optional() {
		this.runner.withPropertyValues("ipc.observation.enabled=false").run((context) -> {
			context.getBean(Ipc.class).root("desk", DeskInit.class).answer("hi");
			assertThat(this.meters.getMeters()).isEmpty();
			assertThat(this.spans).isEmpty();
		});
		Desks.runner(IpcObservationAutoConfiguration.class, IpcMetricsAutoConfiguration.class)
			.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(IpcMetricsAutoConfiguration.class);
				assertThat(Objects.requireNonNull(context.getBean(Ipc.class)).root("desk", DeskInit.class).answer("hi"))
					.isEqualTo("hi");
			});
	}

}
