package dev.millrace.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.ToAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What agents of a released version of the protocol say and understand is still said in the same way. Fields may be added; one that was released keeps its
 * number and type, or the version is raised. {@code -Dprotocol.write=true} records what this release has.
 */
class AgentProtocolTest {
    private static final Path RECORDED =
            Path.of("src/test/resources/dev/millrace/wire/agent-protocol-%d.txt".formatted(Protocol.OLDEST));

    @Test
    void what_was_released_keeps_its_numbers_and_types() throws IOException {
        var now = new TreeSet<String>();
        var seen = new HashSet<Descriptor>();
        collect(FromAgent.getDescriptor(), seen, now);
        collect(ToAgent.getDescriptor(), seen, now);
        if (Boolean.getBoolean("protocol.write")) {
            Files.writeString(RECORDED, String.join("\n", now) + "\n", StandardCharsets.UTF_8);
        }
        var gone = Files.readAllLines(RECORDED, StandardCharsets.UTF_8).stream()
                .filter(line -> !now.contains(line))
                .toList();
        assertEquals(
                List.of(),
                gone,
                "an agent of protocol %d says or expects these: keep them, or raise Protocol.VERSION and OLDEST"
                        .formatted(Protocol.OLDEST));
    }

    private static void collect(Descriptor message, Set<Descriptor> seen, Set<String> lines) {
        if (!seen.add(message)) {
            return;
        }
        for (var field : message.getFields()) {
            lines.add("%s.%s = %d %s%s"
                    .formatted(
                            message.getFullName(),
                            field.getName(),
                            field.getNumber(),
                            field.isRepeated() ? "repeated " : "",
                            type(field)));
            switch (field.getJavaType()) {
                case MESSAGE -> collect(field.getMessageType(), seen, lines);
                case ENUM ->
                    field.getEnumType()
                            .getValues()
                            .forEach(value -> lines.add("%s = %d".formatted(value.getFullName(), value.getNumber())));
                case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING -> {}
            }
        }
    }

    private static String type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                field.getType().toString().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
