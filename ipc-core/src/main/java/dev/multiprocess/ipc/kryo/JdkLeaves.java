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
 * safe and exact.
 */
final class JdkLeaves {

	/** Numbers beyond this scale cost far more to calculate with than to send. */
	static final int LARGEST_SCALE = 10_000;

	static final Leaf<String> STRING = Leaf.nullable(Output::writeString, Input::readString);

	static final Leaf<BigInteger> BIG_INTEGER = Leaf.of((output, value) -> writeBytes(output, value.toByteArray()),
			(input) -> new BigInteger(readBytes(input)));

	static final Leaf<BigDecimal> BIG_DECIMAL = Leaf.of(JdkLeaves::writeDecimal, JdkLeaves::readDecimal);

	static final Leaf<UUID> UUID = Leaf.of((output, value) -> {
		output.writeLong(value.getMostSignificantBits());
		output.writeLong(value.getLeastSignificantBits());
	}, (input) -> new UUID(input.readLong(), input.readLong()));

	static final Leaf<URI> URI = Leaf.of((output, value) -> output.writeString(value.toString()), JdkLeaves::readUri);

	static final Leaf<Locale> LOCALE = Leaf.of(JdkLeaves::writeLocale, JdkLeaves::readLocale);

	static final Leaf<BitSet> BIT_SET = Leaf.of((output, value) -> writeBytes(output, value.toByteArray()),
			(input) -> BitSet.valueOf(readBytes(input)));

	static final Leaf<OptionalInt> OPTIONAL_INT = Leaf.of((output, value) -> {
		output.writeBoolean(value.isPresent());
		value.ifPresent(output::writeInt);
	}, (input) -> input.readBoolean() ? OptionalInt.of(input.readInt()) : OptionalInt.empty());

	static final Leaf<OptionalLong> OPTIONAL_LONG = Leaf.of((output, value) -> {
		output.writeBoolean(value.isPresent());
		value.ifPresent(output::writeLong);
	}, (input) -> input.readBoolean() ? OptionalLong.of(input.readLong()) : OptionalLong.empty());

	static final Leaf<OptionalDouble> OPTIONAL_DOUBLE = Leaf.of((output, value) -> {
		output.writeBoolean(value.isPresent());
		value.ifPresent(output::writeDouble);
	}, (input) -> input.readBoolean() ? OptionalDouble.of(input.readDouble()) : OptionalDouble.empty());

	/** Keeps which of the two offsets is meant when clocks are set back. */
	static final Leaf<ZonedDateTime> ZONED_DATE_TIME = Leaf.of((output, value) -> {
		output.writeLong(value.toEpochSecond());
		output.writeInt(value.getNano());
		output.writeString(value.getZone().getId());
	}, (input) -> {
		Instant instant = Instant.ofEpochSecond(input.readLong(), input.readInt());
		return ZonedDateTime.ofInstant(instant, zone(input));
	});

	static final Leaf<ZoneId> ZONE_ID = Leaf.of((output, value) -> output.writeString(value.getId()), JdkLeaves::zone);

	static final Leaf<Class<?>> CLASS = Leaf.of(JdkLeaves::writeInterface,
			(input) -> ValueSerializer.context(input).interfaceNamed(text(input)));

	private JdkLeaves() {
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
