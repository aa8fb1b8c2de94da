package dev.multiprocess.ipc.benchmarks.served;

import java.io.Serializable;
import java.util.List;

/**
 * A value as applications have them: five fields, one of them a list.
 *
 * @param id a number
 * @param customer a name
 * @param quantity a small number
 * @param price a fraction
 * @param lines texts
 */
public record Order(long id, String customer, int quantity, double price, List<String> lines) implements Serializable {

	/** The order that is sent. */
	public static final Order SAMPLE = new Order(4711, "Ada Lovelace", 3, 19.95, List.of("wheel", "axle", "lever"));

}
