package dev.multiprocess.ipc.kryo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.protocol.RemoteTypes;

/**
 * Serializers of JDK values that hold no other values, where Kryo has none that is both
 * safe and exact. Made when such a value is met: each reference to a method costs a class
 * of its own.
 */
final class JdkLeaves {

	/** Numbers beyond this scale cost far more to calculate with than to send. */
	static final int LARGEST_SCALE = 10_000;

	private JdkLeaves() {
	}

	static Leaf<String> string() {
		return Leaf.nullable(Output::writeString, Input::readString);
	}

	static Leaf<BigInteger> bigInteger() {
		return Leaf.of((output, value) -> writeBytes(output, value.toByteArray()),
				(input) -> new BigInteger(readBytes(input)));
	}

	static Leaf<BigDecimal> bigDecimal() {
		return Leaf.of(JdkLeaves::writeDecimal, JdkLeaves::readDecimal);
	}

	static Leaf<UUID> uuid() {
		return Leaf.of((output, value) -> {
			output.writeLong(value.getMostSignificantBits());
			output.writeLong(value.getLeastSignificantBits());
		}, (input) -> new UUID(input.readLong(), input.readLong()));
	}

	static Leaf<URI> uri() {
		return Leaf.of((output, value) -> output.writeString(value.toString()), JdkLeaves::readUri);
	}

	static Leaf<Locale> locale() {
		return Leaf.of(JdkLeaves::writeLocale, JdkLeaves::readLocale);
	}

	static Leaf<BitSet> bitSet() {
		return Leaf.of((output, value) -> writeBytes(output, value.toByteArray()),
				(input) -> BitSet.valueOf(readBytes(input)));
	}

	static Leaf<OptionalInt> optionalInt() {
		return Leaf.of((output, value) -> {
			output.writeBoolean(value.isPresent());
			value.ifPresent(output::writeInt);
		}, (input) -> input.readBoolean() ? OptionalInt.of(input.readInt()) : OptionalInt.empty());
	}

	static Leaf<OptionalLong> optionalLong() {
		return Leaf.of((output, value) -> {
			output.writeBoolean(value.isPresent());
			value.ifPresent(output::writeLong);
		}, (input) -> input.readBoolean() ? OptionalLong.of(input.readLong()) : OptionalLong.empty());
	}

	static Leaf<OptionalDouble> optionalDouble() {
		return Leaf.of((output, value) -> {
			output.writeBoolean(value.isPresent());
			value.ifPresent(output::writeDouble);
		}, (input) -> input.readBoolean() ? OptionalDouble.of(input.readDouble()) : OptionalDouble.empty());
	}

	/** Keeps which of the two offsets is meant when clocks are set back. */
	static Leaf<ZonedDateTime> zonedDateTime() {
		return Leaf.of((output, value) -> {
			output.writeLong(value.toEpochSecond());
			output.writeInt(value.getNano());
			output.writeString(value.getZone().getId());
		}, (input) -> {
			Instant instant = Instant.ofEpochSecond(input.readLong(), input.readInt());
			return ZonedDateTime.ofInstant(instant, zone(input));
		});
	}

	static Leaf<ZoneId> zoneId() {
		return Leaf.of((output, value) -> output.writeString(value.getId()), JdkLeaves::zone);
	}

	static Leaf<Class<?>> type() {
		return Leaf.of(JdkLeaves::writeInterface,
				(input) -> ValueSerializer.context(input).interfaceNamed(text(input)));
	}

	/** Reads a string that may not be null. */
	static String text(Input input) {
		String value = input.readString();
		if (value == null) {
			throw ValueSerializer.malformed("a text is missing");
		}
		return value;
	}

	private static void writeBytes(Output output, byte[] bytes) {
		output.writeVarInt(bytes.length, true);
		output.writeBytes(bytes);
	}

	private static byte[] readBytes(Input input) {
		return input.readBytes(input.readVarInt(true));
	}

	private static void writeDecimal(Output output, BigDecimal value) {
		if (Math.abs((long) value.scale()) > LARGEST_SCALE) {
			throw Refusal.notAllowed(BigDecimal.class,
					"its scale is " + value.scale() + ", allowed are " + LARGEST_SCALE + "; round it or set its scale");
		}
		writeBytes(output, value.unscaledValue().toByteArray());
		output.writeVarInt(value.scale(), false);
	}

	private static BigDecimal readDecimal(Input input) {
		BigInteger unscaled = new BigInteger(readBytes(input));
		int scale = input.readVarInt(false);
		if (Math.abs((long) scale) > LARGEST_SCALE) {
			throw ValueSerializer.malformed("a decimal of scale " + scale);
		}
		return new BigDecimal(unscaled, scale);
	}

	private static URI readUri(Input input) {
		try {
			return new URI(text(input));
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** Locales of the old kind have no language tag that leads back to them. */
	private static void writeLocale(Output output, Locale value) {
		String tag = value.toLanguageTag();
		boolean tagged = Locale.forLanguageTag(tag).equals(value);
		output.writeBoolean(tagged);
		output.writeString(tagged ? tag : value.getLanguage());
		if (!tagged) {
			output.writeString(value.getCountry());
			output.writeString(value.getVariant());
		}
	}

	@SuppressWarnings("deprecation")
	private static Locale readLocale(Input input) {
		if (input.readBoolean()) {
			return Locale.forLanguageTag(text(input));
		}
		return new Locale(text(input), text(input), text(input));
	}

	private static ZoneId zone(Input input) {
		return ZoneId.of(text(input));
	}

	private static void writeInterface(Output output, Class<?> value) {
		if (!RemoteTypes.isRemoteInterface(value)) {
			throw Refusal.notAllowed(value,
					"as values, classes cross only if they are interfaces marked with @RemoteInterface");
		}
		output.writeString(ValueSerializer.context(output).interfaceName(value));
	}

}
