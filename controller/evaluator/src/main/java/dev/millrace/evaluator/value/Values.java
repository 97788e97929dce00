package dev.millrace.evaluator.value;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.ListValue;
import dev.millrace.wire.proto.MapValue;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Value;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts between the objects of pipeline code and the schema's values. Text with expressions in it becomes plain text; integers come back as
 * {@link Integer} where they fit, maps in their order.
 */
public final class Values {
    private static final int DEEPEST = 64;
    private static final long LARGEST_BYTES = 8L << 20;

    private Values() {}

    /**
     * The value of an object.
     *
     * @param what names it in the error: {@code "script of sh"}
     * @throws Unsendable it, or something in it, is of a type that no step takes, too large, or nested too deep
     */
    public static Value of(String what, @Nullable Object object) {
        var value = new Reader(what).read(object, 0);
        if (value.getSerializedSize() > LARGEST_BYTES) {
            throw new Unsendable("The value for " + what + " has " + value.getSerializedSize() + " bytes, the limit is "
                    + LARGEST_BYTES + ": write it to a file instead");
        }
        return value;
    }

    /** Text as a value. */
    public static Value text(String text) {
        return Value.newBuilder().setText(text).build();
    }

    /** A named value. */
    public static NamedValue named(String name, Value value) {
        return NamedValue.newBuilder().setName(name).setValue(value).build();
    }

    /** The object of a value. */
    public static @Nullable Object object(Value value) {
        return switch (value.getKindCase()) {
            case TRUTH -> value.getTruth();
            case INTEGER -> integer(value.getInteger());
            case BIG_INTEGER -> new BigInteger(value.getBigInteger());
            case REAL -> value.getReal();
            case DECIMAL -> new BigDecimal(value.getDecimal());
            case TEXT -> value.getText();
            case PLACEHOLDER -> value.getPlaceholder();
            case DATA -> value.getData().toByteArray();
            case LIST -> {
                var items = new ArrayList<@Nullable Object>(value.getList().getItemsCount());
                value.getList().getItemsList().forEach(item -> items.add(object(item)));
                yield items;
            }
            case MAP ->
                value.getMap().getText().isEmpty()
                        ? map(value.getMap())
                        : new DescribedObject(value.getMap().getText(), map(value.getMap()));
            case KIND_NOT_SET -> null;
        };
    }

    /** The map of a map value, modifiable. */
    public static Map<String, @Nullable Object> map(MapValue value) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        value.getEntriesList().forEach(entry -> map.put(entry.getName(), object(entry.getValue())));
        return map;
    }

    private static Object integer(long value) {
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }

    private record Reader(String what) {
        Value read(@Nullable Object object, int depth) {
            if (depth > DEEPEST) {
                throw new Unsendable(
                        "The value for " + what + " is nested more than " + DEEPEST + " deep, or contains itself");
            }
            var value = Value.newBuilder();
            switch (object) {
                case null -> {}
                case Boolean truth -> value.setTruth(truth);
                case Byte number -> value.setInteger(number);
                case Short number -> value.setInteger(number);
                case Integer number -> value.setInteger(number);
                case Long number -> value.setInteger(number);
                case BigInteger number -> value.setBigInteger(number.toString());
                case Float number -> value.setReal(number);
                case Double number -> value.setReal(number);
                case BigDecimal number -> value.setDecimal(number.toPlainString());
                case CharSequence text -> value.setText(text.toString());
                case Character letter -> value.setText(letter.toString());
                case byte[] data -> value.setData(ByteString.copyFrom(data));
                case Enum<?> constant -> value.setText(constant.name());
                case Map<?, ?> map -> value.setMap(read(map, depth));
                case DescribedObject described ->
                    value.setMap(read(described.fields(), depth).toBuilder().setText(described.text()));
                case Collection<?> items -> value.setList(read(items, depth));
                default -> {
                    if (!object.getClass().isArray()) {
                        throw new Unsendable("The value for " + what + " is a "
                                + object.getClass().getName()
                                + ": steps take text, numbers, true or false, lists and maps");
                    }
                    var items = ListValue.newBuilder();
                    for (int i = 0; i < Array.getLength(object); i++) {
                        items.addItems(read(Array.get(object, i), depth + 1));
                    }
                    value.setList(items);
                }
            }
            return value.build();
        }

        private MapValue read(Map<?, ?> map, int depth) {
            var entries = MapValue.newBuilder();
            map.forEach((key, item) -> entries.addEntries(named(String.valueOf(key), read(item, depth + 1))));
            return entries.build();
        }

        private ListValue read(Collection<?> list, int depth) {
            var items = ListValue.newBuilder();
            for (var item : list) {
                items.addItems(read(item, depth + 1));
            }
            return items.build();
        }
    }
}
