package dev.millrace.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.millrace.bench.Benchmark;
import dev.millrace.bench.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One benchmark as a verb below {@code bench}: its options, its JSON, its exit code. */
final class BenchVerb implements Callable<Integer> {
    private final Benchmark benchmark;
    private final Terminal terminal;
    private final CommandSpec spec;

    private BenchVerb(Benchmark benchmark, Terminal terminal) {
        this.benchmark = benchmark;
        this.terminal = terminal;
        this.spec = CommandSpec.wrapWithoutInspection(this).name(benchmark.name());
        spec.usageMessage().description(benchmark.summary());
        benchmark
                .options()
                .forEach((name, usual) -> spec.addOption(OptionSpec.builder("--" + name)
                        .type(String.class)
                        .paramLabel("N")
                        .defaultValue(usual)
                        .description("Usually " + usual + ".")
                        .build()));
    }

    static CommandLine of(Benchmark benchmark, Terminal terminal) {
        return new CommandLine(new BenchVerb(benchmark, terminal).spec);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = System.getProperty("millrace.home", "");
        if (home.isEmpty()) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    "The system property millrace.home is not set: start Millrace with its launcher");
        }
        var values = new LinkedHashMap<String, String>();
        for (var name : benchmark.options().keySet()) {
            values.put(name, spec.findOption("--" + name).getValue());
        }
        var report = benchmark.run(Path.of(home), values);
        terminal.out().println(json(report));
        return report.met() ? ExitCode.SUCCESS : ExitCode.FAILURE;
    }

    private static String json(Report report) throws IOException {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", report.name());
        object.put("machine", Benchmark.machine());
        object.put("figures", report.figures());
        object.put("budgets", report.budgets());
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(object);
    }
}
