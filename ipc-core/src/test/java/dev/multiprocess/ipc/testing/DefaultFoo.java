package dev.multiprocess.ipc.testing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * What the tests call, together with its parts.
 */
public final class DefaultFoo extends DefaultFooCallbacks implements Foo {

	private final Gates gates = new Gates();

	@Override
	public @Nullable Parcel echo(@Nullable Parcel value) {
		return value;
	}

	@Override
	public int add(int a, int b) {
		return a + b;
	}

	@Override
	public void nothing() {
	}

	@Override
	public String overloaded(int value) {
		return "int " + value;
	}

	@Override
	public String overloaded(long value) {
		return "long " + value;
	}

	@Override
	public String overloaded(@Nullable Integer value) {
		return "Integer " + value;
	}

	@Override
	public String overloaded(@Nullable String value) {
		return "String " + value;
	}

	@Override
	public String overloaded(String first, int second) {
		return "two " + first + second;
	}

	@Override
	public String join(String separator, @Nullable String... parts) {
		return String.join(separator, parts);
	}

	@Override
	public int mapSize(Map<String, Integer> map) {
		return map.size();
	}

	@Override
	public @Nullable Color passEnum(@Nullable Color color) {
		return color;
	}

	@Override
	public double passDouble(double value) {
		return value;
	}

	@Override
	public byte @Nullable [] passData(byte @Nullable [] data) {
		return data;
	}

	@Override
	public List<byte @Nullable []> passList(List<byte @Nullable []> list) {
		return list;
	}

	@Override
	public @Nullable Integer passBoxed(@Nullable Integer value) {
		return value;
	}

	@Override
	public Object[] primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h) {
		return new Object[] { a, b, c, d, e, f, g, h };
	}

	@Override
	public int[][] passArrays(int[][] arrays) {
		return arrays;
	}

	@Override
	public Set<Map<Color, List<Parcel>>> passNested(Set<Map<Color, List<Parcel>>> nested) {
		return nested;
	}

	@Override
	public List<Object> passCyclic(List<Object> list) {
		return list;
	}

	@Override
	public long pid() {
		return ProcessHandle.current().pid();
	}

	@Override
	public void raise(int code, List<String> hints) throws FooException {
		throw new FooException(code, hints, new IllegalStateException("because"));
	}

	@Override
	public void raiseSubclass() throws FooException {
		throw new FooSubException();
	}

	@Override
	public void raiseWithCauseAndSuppressed() throws FooException {
		FooException exception = new FooException(1, List.of(),
				new IllegalStateException("outer cause", new IOException("inner cause")));
		exception.addSuppressed(new IllegalArgumentException("first suppressed"));
		exception.addSuppressed(new IllegalArgumentException("second suppressed"));
		throw exception;
	}

	@Override
	public void raiseUndeclared() {
		DefaultFoo.<RuntimeException>sneak(new IOException("undeclared"));
	}

	@SuppressWarnings("unchecked")
	private static <E extends Exception> void sneak(Exception exception) throws E {
		throw (E) exception;
	}

	@Override
	public void raiseUnchecked(String message) {
		throw new IllegalArgumentException(message);
	}

	@Override
	public void raiseAllowed(String message, Color color) {
		throw new AllowedException(message, color);
	}

	@Override
	public void raiseForeign(String message) {
		throw new ForeignException(message);
	}

	@Override
	public void raiseError(String message) {
		throw new AssertionError(message);
	}

	@Override
	public int recurse(int depth) {
		return recurse(depth + 1) + 1;
	}

	@Override
	public int raiseFrom(FooCallback callback) {
		return callback.call(1);
	}

	@Override
	public Parcel tooDeep(int levels) {
		return Parcel.nested(levels);
	}

	@Override
	public byte[] bytes(int length) {
		return new byte[length];
	}

	@Override
	public long threadId() {
		return Thread.currentThread().getId();
	}

	@Override
	public boolean isInterrupted() {
		return Thread.currentThread().isInterrupted();
	}

	@Override
	public String pass(String gate) {
		return this.gates.gate(gate).pass() ? "passed" : "interrupted";
	}

	@Override
	public String passStubbornly(String gate) {
		this.gates.gate(gate).passStubbornly();
		return "passed";
	}

	@Override
	public void spin(String gate) {
		this.gates.gate(gate).arrived.incrementAndGet();
		while (!Thread.currentThread().isInterrupted()) {
			Thread.onSpinWait();
		}
	}

	@Override
	public void open(String gate) {
		this.gates.gate(gate).open();
	}

	@Override
	public int arrived(String gate) {
		return this.gates.gate(gate).arrived.get();
	}

	@Override
	public int interrupted(String gate) {
		return this.gates.gate(gate).interrupted.get();
	}

	@Override
	public void meet(String barrier, int parties) {
		this.gates.meet(barrier, parties);
	}

	@Override
	public int callThenPass(FooCallback callback, String gate) {
		int result = callback.call(1);
		this.gates.gate(gate).pass();
		return result;
	}

	@Override
	public int throughAnotherThread(FooCallback callback, int arg) {
		return CompletableFuture.supplyAsync(() -> callback.call(arg), (task) -> new Thread(task, "another").start())
			.join();
	}

}
