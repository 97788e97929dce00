package dev.millrace.agent.supervisor;

import dev.millrace.agent.supervisor.ExitRecord.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Orders and reports as bytes: a length of four bytes, a kind, the fields in their order. Both ends are of one release. */
final class MessageCodec {
    private static final int LIMIT = 16 << 20;
    private static final int NOBODY = -1;

    /** Orders: of those that keep one lease, or tell of one operation's output, the newest. */
    static final Outbox.Encoder<Order> ORDERS = new Outbox.Encoder<>() {
        @Override
        public Object key(Order order) {
            return switch (order) {
                case Order.Keep(var lease, var _) -> lease;
                case Order.Taken(var name, var _) -> name;
                case Order.Start _, Order.Cancel _, Order.End _, Order.Leave _ -> new Object();
            };
        }

        @Override
        public void write(OutputStream out, Order order) throws IOException {
            MessageCodec.write(out, order);
        }
    };

    /** Reports: of those that one operation's output has grown, the newest. */
    static final Outbox.Encoder<Report> REPORTS = new Outbox.Encoder<>() {
        @Override
        public Object key(Report report) {
            return switch (report) {
                case Report.Grown(var name, var _) -> name;
                case Report.Attached _, Report.Ended _, Report.Gone _ -> report;
            };
        }

        @Override
        public void write(OutputStream out, Report report) throws IOException {
            MessageCodec.write(out, report);
        }
    };

    private MessageCodec() {}

    static void write(OutputStream out, Order order) throws IOException {
        frame(out, data -> {
            switch (order) {
                case Order.Keep(var lease, var deadline) -> {
                    data.writeByte(1);
                    text(data, lease);
                    data.writeLong(deadline);
                }
                case Order.Start start -> {
                    data.writeByte(7);
                    start(data, start);
                }
                case Order.Cancel(var name, var grace) -> {
                    data.writeByte(3);
                    name(data, name);
                    data.writeLong(grace.toMillis());
                }
                case Order.End(var lease, var grace) -> {
                    data.writeByte(4);
                    text(data, lease);
                    data.writeLong(grace.toMillis());
                }
                case Order.Leave() -> data.writeByte(5);
                case Order.Taken(var name, var offset) -> {
                    data.writeByte(6);
                    name(data, name);
                    data.writeLong(offset);
                }
            }
        });
    }

    private static void start(DataOutputStream data, Order.Start start) throws IOException {
        name(data, start.name());
        text(data, start.directory().toString());
        data.writeInt(start.command().size());
        for (var argument : start.command()) {
            text(data, argument);
        }
        text(data, start.workDirectory().toString());
        data.writeInt(start.environment().size());
        for (var variable : start.environment().entrySet()) {
            text(data, variable.getKey());
            text(data, variable.getValue());
        }
        data.writeBoolean(start.capture());
        data.writeLong(start.captureLimit());
        data.writeInt(start.hidden().size());
        for (var hidden : start.hidden()) {
            bytes(data, hidden.value());
            text(data, hidden.placeholder());
        }
        enclosure(data, start.enclosure());
    }

    private static void enclosure(DataOutputStream data, Enclosure enclosure) throws IOException {
        data.writeInt(enclosure.entrances().size());
        for (var entrance : enclosure.entrances()) {
            text(data, entrance.source().toString());
            text(data, entrance.at().toString());
            data.writeBoolean(entrance.lasting());
        }
        data.writeInt(enclosure.given().size());
        for (var content : enclosure.given()) {
            bytes(data, content);
        }
        paths(data, enclosure.groups());
        var birth = enclosure.birth();
        data.writeInt(birth.user().orElse(NOBODY));
        paths(data, birth.inherited());
        paths(data, birth.joined());
        data.writeLong(birth.fileBytes());
        data.writeInt(birth.openFiles());
        data.writeLong(enclosure.disk().bytes());
        paths(data, enclosure.disk().places());
    }

    private static void paths(DataOutputStream data, List<Path> paths) throws IOException {
        data.writeInt(paths.size());
        for (var path : paths) {
            text(data, path.toString());
        }
    }

    private static Enclosure enclosure(DataInputStream data) throws IOException {
        List<Entrance> entrances = new ArrayList<>();
        for (int i = data.readInt(); i > 0; i--) {
            entrances.add(new Entrance(Path.of(text(data)), Path.of(text(data)), data.readBoolean()));
        }
        List<byte[]> given = new ArrayList<>();
        for (int i = data.readInt(); i > 0; i--) {
            given.add(bytes(data));
        }
        var groups = paths(data);
        int user = data.readInt();
        var birth = new Birth(
                user == NOBODY ? OptionalInt.empty() : OptionalInt.of(user),
                paths(data),
                paths(data),
                data.readLong(),
                data.readInt());
        return new Enclosure(entrances, given, groups, birth, new DiskLimit(data.readLong(), paths(data)));
    }

    private static List<Path> paths(DataInputStream data) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (int i = data.readInt(); i > 0; i--) {
            paths.add(Path.of(text(data)));
        }
        return paths;
    }

    /** Empty at the end of the stream. */
    static Optional<Order> readOrder(InputStream in) throws IOException {
        var frame = frame(in);
        if (frame.isEmpty()) {
            return Optional.empty();
        }
        var data = frame.get();
        int kind = data.readByte();
        return Optional.of(
                switch (kind) {
                    case 1 -> new Order.Keep(text(data), data.readLong());
                    case 7 -> readStart(data);
                    case 3 -> new Order.Cancel(name(data), Duration.ofMillis(data.readLong()));
                    case 4 -> new Order.End(text(data), Duration.ofMillis(data.readLong()));
                    case 5 -> new Order.Leave();
                    case 6 -> new Order.Taken(name(data), data.readLong());
                    default -> throw new IOException("An order of unknown kind " + kind);
                });
    }

    private static Order.Start readStart(DataInputStream data) throws IOException {
        var name = name(data);
        var directory = Path.of(text(data));
        List<String> command = new ArrayList<>();
        for (int i = data.readInt(); i > 0; i--) {
            command.add(text(data));
        }
        var workDirectory = Path.of(text(data));
        Map<String, String> environment = new LinkedHashMap<>();
        for (int i = data.readInt(); i > 0; i--) {
            environment.put(text(data), text(data));
        }
        boolean capture = data.readBoolean();
        long limit = data.readLong();
        List<HiddenText> hidden = new ArrayList<>();
        for (int i = data.readInt(); i > 0; i--) {
            hidden.add(new HiddenText(bytes(data), text(data)));
        }
        return new Order.Start(
                name, directory, command, workDirectory, environment, capture, limit, hidden, enclosure(data));
    }

    static void write(OutputStream out, Report report) throws IOException {
        frame(out, data -> {
            switch (report) {
                case Report.Attached(var pid, var running, var leases) -> {
                    data.writeByte(1);
                    data.writeLong(pid);
                    data.writeInt(running.size());
                    for (var name : running) {
                        name(data, name);
                    }
                    data.writeInt(leases.size());
                    for (var lease : leases) {
                        text(data, lease.lease());
                        data.writeLong(lease.deadlineNanos());
                        data.writeBoolean(lease.over());
                    }
                }
                case Report.Grown(var name, var end) -> {
                    data.writeByte(2);
                    name(data, name);
                    data.writeLong(end);
                }
                case Report.Ended(var name, var exit) -> {
                    data.writeByte(3);
                    name(data, name);
                    exit(data, exit);
                }
                case Report.Gone(var lease, var deadline) -> {
                    data.writeByte(4);
                    text(data, lease);
                    data.writeBoolean(deadline);
                }
            }
        });
    }

    /** Empty at the end of the stream. */
    static Optional<Report> readReport(InputStream in) throws IOException {
        var frame = frame(in);
        if (frame.isEmpty()) {
            return Optional.empty();
        }
        var data = frame.get();
        int kind = data.readByte();
        return Optional.of(
                switch (kind) {
                    case 1 -> readAttached(data);
                    case 2 -> new Report.Grown(name(data), data.readLong());
                    case 3 -> new Report.Ended(name(data), readExit(data));
                    case 4 -> new Report.Gone(text(data), data.readBoolean());
                    default -> throw new IOException("A report of unknown kind " + kind);
                });
    }

    private static Report.Attached readAttached(DataInputStream data) throws IOException {
        long pid = data.readLong();
        var running = new ArrayList<OperationName>();
        for (int i = data.readInt(); i > 0; i--) {
            running.add(name(data));
        }
        var leases = new ArrayList<Report.KeptLease>();
        for (int i = data.readInt(); i > 0; i--) {
            leases.add(new Report.KeptLease(text(data), data.readLong(), data.readBoolean()));
        }
        return new Report.Attached(pid, running, leases);
    }

    private static void exit(DataOutputStream data, ExitRecord exit) throws IOException {
        text(data, exit.reason().name());
        data.writeInt(exit.code());
        text(data, exit.message());
        data.writeLong(exit.outputEnd());
        data.writeLong(exit.wallMillis());
        data.writeLong(exit.cpuMillis());
        data.writeLong(exit.peakMemoryBytes());
        data.writeLong(exit.ioBytes());
    }

    private static ExitRecord readExit(DataInputStream data) throws IOException {
        return new ExitRecord(
                Reason.valueOf(text(data)),
                data.readInt(),
                text(data),
                data.readLong(),
                data.readLong(),
                data.readLong(),
                data.readLong(),
                data.readLong());
    }

    private static void name(DataOutputStream data, OperationName name) throws IOException {
        text(data, name.lease());
        text(data, name.operation());
    }

    private static OperationName name(DataInputStream data) throws IOException {
        return new OperationName(text(data), text(data));
    }

    private static void text(DataOutputStream data, String text) throws IOException {
        bytes(data, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream data) throws IOException {
        return new String(bytes(data), StandardCharsets.UTF_8);
    }

    private static void bytes(DataOutputStream data, byte[] bytes) throws IOException {
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static byte[] bytes(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0 || length > data.available()) {
            throw new IOException("A field of %d bytes in a shorter message".formatted(length));
        }
        return data.readNBytes(length);
    }

    private interface Fields {
        void write(DataOutputStream data) throws IOException;
    }

    private static void frame(OutputStream out, Fields fields) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        data.writeInt(0);
        fields.write(data);
        var frame = bytes.toByteArray();
        int length = frame.length - 4;
        for (int i = 0; i < 4; i++) {
            frame[i] = (byte) (length >>> (24 - 8 * i));
        }
        out.write(frame);
        out.flush();
    }

    private static Optional<DataInputStream> frame(InputStream in) throws IOException {
        var head = in.readNBytes(4);
        if (head.length < 4) {
            return Optional.empty();
        }
        int length = new DataInputStream(new ByteArrayInputStream(head)).readInt();
        if (length < 1 || length > LIMIT) {
            throw new IOException("A message of %d bytes; the limit is %d".formatted(length, LIMIT));
        }
        var body = in.readNBytes(length);
        return body.length < length
                ? Optional.empty()
                : Optional.of(new DataInputStream(new ByteArrayInputStream(body)));
    }
}
