package dev.millrace.evaluator.declarative;

import dev.millrace.evaluator.Program;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.evaluator.library.SharedLibraries;
import dev.millrace.evaluator.stages.Stages;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.StepDescription;
import java.util.ArrayList;
import java.util.List;

/** Sources for tests in which a {@code §} stands where a problem must be found. */
final class Sources {
    private static final Pipelines PIPELINES = new Pipelines(catalog(), Stages.DIALECT, SharedLibraries.ofProcess());

    private Sources() {}

    private static StepCatalog catalog() {
        var steps = new ArrayList<StepDescription>();
        for (var name : Program.catalog().names()) {
            steps.add(Program.catalog().step(name).orElseThrow());
        }
        steps.add(StepDescription.newBuilder()
                .setName("pick")
                .addParameters(ParameterDescription.newBuilder()
                        .setName("colour")
                        .setType(ParameterDescription.Type.CHOICE)
                        .setPositional(true)
                        .addAllChoices(List.of("red", "green")))
                .addParameters(
                        ParameterDescription.newBuilder().setName("share").setType(ParameterDescription.Type.REAL))
                .addParameters(ParameterDescription.newBuilder().setName("tags").setType(ParameterDescription.Type.MAP))
                .build());
        return new StepCatalog(steps);
    }

    /** A pipeline with this in front of its stages, and one stage. */
    static String pipeline(String head) {
        return "pipeline {\n" + head + "\nstages { stage('s') { steps { echo 'x' } } }\n}\n";
    }

    /** A pipeline with one stage that holds this. */
    static String stage(String body) {
        return "pipeline {\nagent none\nstages {\nstage('s') {\n" + body + "\n}\n}\n}\n";
    }

    /** A pipeline whose only stage has these steps. */
    static String steps(String steps) {
        return stage("steps {\n" + steps + "\n}");
    }

    /** A pipeline with these stages. */
    static String stages(String stages) {
        return "pipeline {\nagent none\nstages {\n" + stages + "\n}\n}\n";
    }

    /** What is wrong, with its place. */
    static List<ProblemRecord> check(String source) {
        return PIPELINES.check("Jenkinsfile", source.replace("§", ""));
    }

    /** {@code line:column} of each mark. */
    static List<String> marks(String source) {
        var places = new ArrayList<String>();
        int line = 1;
        int column = 1;
        for (int at = 0; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '§') {
                places.add(line + ":" + column);
            } else if (c == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return places;
    }

    static List<String> places(List<ProblemRecord> problems) {
        return problems.stream()
                .map(problem -> problem.getLine() + ":" + problem.getColumn())
                .toList();
    }

    /** What a message and a hint must hold: {@code "message | hint"}. */
    static List<String> parts(String expected) {
        int bar = expected.indexOf("| ");
        return bar < 0 ? List.of(expected) : List.of(expected.substring(0, bar).strip(), expected.substring(bar + 2));
    }

    static String words(List<ProblemRecord> problems) {
        var words = new StringBuilder();
        for (var problem : problems) {
            words.append(problem.getMessage());
            words.append(problem.getHint().isEmpty() ? "" : " | " + problem.getHint());
            words.append('\n');
        }
        return words.toString().strip();
    }
}
