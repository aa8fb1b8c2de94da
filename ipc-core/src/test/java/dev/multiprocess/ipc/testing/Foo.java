package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.multiprocess.ipc.RemoteInterface;
import org.jspecify.annotations.Nullable;

/**
 * The interface that most tests call: a method for each thing that crosses.
 */
@RemoteInterface
public interface Foo extends Echo<Parcel>, FooCallbacks, FooFailures, FooThreads {

	int add(int a, int b);

	void nothing();

	String overloaded(int value);

	String overloaded(long value);

	String overloaded(@Nullable Integer value);

	String overloaded(@Nullable String value);

	String overloaded(String first, int second);

	String join(String separator, @Nullable String... parts);

	int mapSize(Map<String, Integer> map);

	@Nullable Color passEnum(@Nullable Color color);

	double passDouble(double value);

	byte @Nullable [] passData(byte @Nullable [] data);

	List<byte @Nullable []> passList(List<byte @Nullable []> list);

	@Nullable Integer passBoxed(@Nullable Integer value);

	Object[] primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h);

	int[][] passArrays(int[][] arrays);

	Set<Map<Color, List<Parcel>>> passNested(Set<Map<Color, List<Parcel>>> nested);

	List<Object> passCyclic(List<Object> list);

	default String greet(String name) {
		return "Hello " + name + " from " + getClass().getSimpleName();
	}

	static String local() {
		return "static";
	}

	long pid();

}
