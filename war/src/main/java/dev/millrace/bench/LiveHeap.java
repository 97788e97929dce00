package dev.millrace.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What another virtual machine holds on to: the heap in use after a full collection, which the JDK's {@code jcmd} makes it do. */
final class LiveHeap {
    private static final Pattern SPACE =
            Pattern.compile("\\btotal (?:reserved )?\\d+K,(?: committed \\d+K,)? used (\\d+)K");
    private static final double KIBIBYTES = 1024;

    private final ProcessHandle process;

    LiveHeap(ProcessHandle process) {
        this.process = process;
    }

    /** In MiB. */
    double mebibytes() throws IOException, InterruptedException {
        tell("GC.run");
        return used(tell("GC.heap_info")) / KIBIBYTES;
    }

    private String tell(String command) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var told = new ProcessBuilder(jcmd, Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        var answer = new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (told.waitFor() != 0) {
            throw new IOException("%s %d %s says: %s".formatted(jcmd, process.pid(), command, answer));
        }
        return answer;
    }

    /** KiB in use of all spaces that {@code GC.heap_info} lists. */
    static long used(String info) throws IOException {
        var spaces = SPACE.matcher(info);
        long used = -1;
        while (spaces.find()) {
            used = Math.max(0, used) + Long.parseLong(spaces.group(1));
        }
        if (used < 0) {
            throw new IOException("The virtual machine did not say how much of its heap is in use: " + info);
        }
        return used;
    }
}
