package dev.millrace.agent.work;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.FileModes;
import dev.millrace.agent.spool.OperationSpool;
import dev.millrace.agent.supervisor.HiddenText;
import dev.millrace.agent.supervisor.Order;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.SecretValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** From the controller's request to the supervisor's order: attachments written, secrets in their places. */
final class ProcessOrders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int CAPTURE_DEFAULT = 1 << 20;
    private static final int CAPTURE_MOST = 3 << 20; // what fits a message
    private static final int SHORTEST_LINE = 8;

    private ProcessOrders() {}

    static Order.Start prepare(ActiveLease.Room room, OperationSpool spool, Execute execute)
            throws IOException, FileFault {
        var directory = room.workspace().files().makeDirectory(execute.getDirectory());
        Map<String, Path> attachments = attachments(spool, execute);
        var command = new ArrayList<String>();
        for (var argument : execute.getCommandList()) {
            switch (argument.getKindCase()) {
                case LITERAL -> command.add(argument.getLiteral());
                case ATTACHMENT -> {
                    var path = attachments.get(argument.getAttachment());
                    if (path == null) {
                        throw new FileFault("no-such-file", "There is no such attachment", argument.getAttachment());
                    }
                    command.add(path.toString());
                }
                case KIND_NOT_SET -> command.add("");
            }
        }
        int limit = execute.getCaptureLimitBytes() == 0 ? CAPTURE_DEFAULT : execute.getCaptureLimitBytes();
        var plain = new Order.Start(
                spool.name(),
                spool.files().directory(),
                command,
                directory,
                environment(room.spool().accepted().getEnvironmentMap(), execute),
                execute.getCapture(),
                Math.min(limit, CAPTURE_MOST),
                hidden(execute.getSecretsList()));
        room.sandbox().give(execute.getDirectory());
        return room.sandbox()
                .enclose(
                        plain,
                        attachments.values().stream()
                                .map(Path::getParent)
                                .distinct()
                                .toList());
    }

    static Map<String, String> environment(Map<String, String> lease, Execute execute) {
        var environment = new HashMap<>(lease);
        execute.getUnsetList().forEach(environment::remove);
        execute.getEnvironmentMap().forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("Not a variable of an environment: " + name);
            }
            var filled = value;
            for (var secret : execute.getSecretsList()) {
                filled = filled.replace(
                        secret.getPlaceholder(), secret.getValue().toStringUtf8());
            }
            environment.put(name, filled);
        });
        return environment;
    }

    private static Map<String, Path> attachments(OperationSpool spool, Execute execute) throws IOException, FileFault {
        var paths = new HashMap<String, Path>();
        for (var attachment : execute.getAttachmentsList()) {
            var name = attachment.getName();
            if (!NAME.matcher(name).matches() || name.startsWith(".")) {
                throw new FileFault("io", "Not a name for an attachment: '%s'".formatted(name), name);
            }
            var filled = fill(attachment.getContent(), execute.getSecretsList());
            var file =
                    spool.attachments(!filled.equals(attachment.getContent())).resolve(name);
            Files.deleteIfExists(file);
            try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                FileModes.set(file, attachment.getExecutable() ? 0700 : 0600);
                var content = filled.asReadOnlyByteBuffer();
                while (content.hasRemaining()) {
                    channel.write(content);
                }
            }
            paths.put(name, file);
        }
        return paths;
    }

    /** Puts values in place of placeholders. Latin-1 keeps every byte as it is. */
    private static ByteString fill(ByteString content, List<SecretValue> secrets) {
        if (secrets.isEmpty()) {
            return content;
        }
        var text = content.toString(StandardCharsets.ISO_8859_1);
        for (var secret : secrets) {
            text = text.replace(secret.getPlaceholder(), secret.getValue().toString(StandardCharsets.ISO_8859_1));
        }
        return ByteString.copyFrom(text, StandardCharsets.ISO_8859_1);
    }

    /** The value, without its last line break too, as a shell's trace quotes it, and each of its longer lines. */
    static List<HiddenText> hidden(List<SecretValue> secrets) {
        var hidden = new ArrayList<HiddenText>();
        for (var secret : secrets) {
            var value = secret.getValue().toString(StandardCharsets.ISO_8859_1);
            var forms = new LinkedHashSet<String>();
            forms.add(value);
            forms.add(value.strip());
            forms.add(value.replace("'", "'\\''"));
            value.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST_LINE)
                    .forEach(forms::add);
            for (var form : forms) {
                if (!form.isEmpty()) {
                    hidden.add(new HiddenText(form.getBytes(StandardCharsets.ISO_8859_1), secret.getPlaceholder()));
                }
            }
        }
        return hidden;
    }
}
