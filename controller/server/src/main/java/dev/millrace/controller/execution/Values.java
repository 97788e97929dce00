package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.api.step.Described;
import dev.millrace.wire.proto.ListValue;
import dev.millrace.wire.proto.MapValue;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the wire and of plugins. */
final class Values {
    private static final int DEEPEST = 64;

    private Values() {}

    /** The Java value that plugins see. */
    static @Nullable Object toJava(Value value) {
        return switch (value.getKindCase()) {
            case TRUTH -> value.getTruth();
            case INTEGER -> value.getInteger();
            case BIG_INTEGER -> new BigInteger(value.getBigInteger());
            case REAL -> value.getReal();
            case DECIMAL -> new BigDecimal(value.getDecimal());
            case TEXT -> value.getText();
            case DATA -> value.getData().toByteArray();
            case LIST -> {
                var list = new ArrayList<@Nullable Object>();
                value.getList().getItemsList().forEach(item -> list.add(toJava(item)));
                yield Collections.unmodifiableList(list);
            }
            case MAP -> toJava(value.getMap().getEntriesList());
            case PLACEHOLDER -> value.getPlaceholder();
            case KIND_NOT_SET -> null;
        };
    }

    /** A map in the order of its entries. */
    static Map<String, @Nullable Object> toJava(List<NamedValue> entries) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        entries.forEach(entry -> map.put(entry.getName(), toJava(entry.getValue())));
        return Collections.unmodifiableMap(map);
    }

    /** The value for the wire. Fails with {@link IllegalArgumentException} where a type is not one that steps may return. */
    static Value toWire(@Nullable Object value) {
        return toWire(value, 0);
    }

    private static Value toWire(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("A value is nested deeper than %d".formatted(DEEPEST));
        }
        var wire = Value.newBuilder();
        switch (value) {
            case null -> {}
            case Boolean truth -> wire.setTruth(truth);
            case Integer number -> wire.setInteger(number);
            case Long number -> wire.setInteger(number);
            case BigInteger number -> wire.setBigInteger(number.toString());
            case Double number -> wire.setReal(number);
            case BigDecimal number -> wire.setDecimal(number.toPlainString());
            case CharSequence text -> wire.setText(text.toString());
            case byte[] data -> wire.setData(ByteString.copyFrom(data));
            case List<?> list -> {
                var items = ListValue.newBuilder();
                list.forEach(item -> items.addItems(toWire(item, depth + 1)));
                wire.setList(items);
            }
            case Map<?, ?> map -> wire.setMap(toWire(map, depth));
            case Described object ->
                wire.setMap(toWire(object.fields(), depth).toBuilder().setText(object.text()));
            default ->
                throw new IllegalArgumentException(
                        "A step cannot return a " + value.getClass().getName());
        }
        return wire.build();
    }

    /** A map for the wire. */
    static MapValue toWire(Map<?, ?> map, int depth) {
        var entries = MapValue.newBuilder();
        map.forEach((key, item) -> entries.addEntries(
                NamedValue.newBuilder().setName(String.valueOf(key)).setValue(toWire(item, depth + 1))));
        return entries.build();
    }

    /** As people read it. */
    static String text(Value value) {
        return switch (value.getKindCase()) {
            case LIST ->
                value.getList().getItemsList().stream()
                        .map(Values::text)
                        .toList()
                        .toString();
            case MAP -> {
                if (!value.getMap().getText().isEmpty()) {
                    yield value.getMap().getText();
                }
                var parts = value.getMap().getEntriesList().stream()
                        .map(entry -> entry.getName() + ":" + text(entry.getValue()))
                        .toList();
                yield parts.isEmpty() ? "[:]" : parts.toString();
            }
            case DATA -> value.getData().size() + " bytes";
            case TRUTH, INTEGER, BIG_INTEGER, REAL, DECIMAL, TEXT, PLACEHOLDER, KIND_NOT_SET ->
                String.valueOf(toJava(value));
        };
    }
}
