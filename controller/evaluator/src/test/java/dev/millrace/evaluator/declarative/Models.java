package dev.millrace.evaluator.declarative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;

/** Models of sources, for tests: every name is a step that takes anything. */
final class Models {
    private Models() {}

    private static final class Anything implements Known {
        @Override
        public Set<String> steps() {
            return Set.of("echo", "sh");
        }

        @Override
        public String hint(String name, Set<String> names) {
            return "";
        }

        @Override
        public Optional<Signature> takes(String step) {
            return Optional.empty();
        }

        @Override
        public Optional<Missing> missing(String step, Set<String> defined) {
            return Optional.empty();
        }
    }

    static Model of(String source) {
        var models = new ArrayList<Model>();
        var unit = new CompilationUnit();
        unit.addSource("Jenkinsfile", source);
        unit.addPhaseOperation(
                parsed -> {
                    var found = PipelineReader.read(
                                    parsed.getAST().getStatementBlock().getStatements(), Set.of(), new Anything())
                            .orElseThrow();
                    assertEquals(List.of(), found.problems());
                    models.add(found.model().orElseThrow());
                },
                Phases.CONVERSION);
        unit.compile(Phases.CONVERSION);
        return models.getFirst();
    }
}
