package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.Nearest;
import dev.millrace.evaluator.language.PipelineRun;
import groovy.lang.GroovyObjectSupport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object {@code outputs}: {@code outputs.plan.version}, {@code outputs['a stage'].version}. */
final class OutputsView extends GroovyObjectSupport {
    private final Standing standing;

    OutputsView(Standing standing) {
        this.standing = standing;
    }

    @Override
    public Object getProperty(String stage) {
        return new StageView(standing.find(stage), standing);
    }

    /** {@code outputs['a stage']}. */
    public Object getAt(String stage) {
        return getProperty(stage);
    }

    /** What one stage put out: null where nothing did, or the stage has not ended; of a matrix a list, in the order of its cells. */
    static final class StageView extends GroovyObjectSupport {
        private final Outputs outputs;
        private final Standing standing;

        StageView(Outputs outputs, Standing standing) {
            this.outputs = outputs;
            this.standing = standing;
        }

        @Override
        public @Nullable Object getProperty(String name) {
            if (outputs.cellular() && name.equals("cells")) {
                return cells();
            }
            if (outputs.declaration(name).isEmpty()) {
                var names = outputs.declared().stream().map(Model.Output::name).toList();
                var hint = Nearest.hint(name, names);
                throw PipelineRun.failure("Stage '" + outputs.stage() + "' declares no output '" + name + "'"
                        + (hint.isEmpty() ? "" : ". " + hint));
            }
            if (outputs.cellular()) {
                var values = new ArrayList<@Nullable Object>();
                if (visible()) {
                    outputs.cells().forEach(cell -> values.add(cell.value(name)));
                }
                return values;
            }
            return visible() ? outputs.value(name) : null;
        }

        /** {@code outputs.plan['version']}. */
        public @Nullable Object getAt(String name) {
            return getProperty(name);
        }

        private boolean visible() {
            return outputs.ended().isPresent() || standing.inside(outputs);
        }

        private List<Map<String, Object>> cells() {
            var all = new ArrayList<Map<String, Object>>();
            if (visible()) {
                for (var cell : outputs.cells()) {
                    var facts = new LinkedHashMap<String, Object>();
                    facts.put("axes", cell.axes());
                    facts.put("outputs", cell.values());
                    facts.put("result", cell.ended().map(Enum::name).orElse("NOT_BUILT"));
                    all.add(facts);
                }
            }
            return all;
        }

        /** The outputs of the cell with these values: {@code outputs.test.cell(SHARD: 'a').coverage}. */
        public Map<String, @Nullable Object> cell(Map<?, ?> axes) {
            var wanted = new LinkedHashMap<String, String>();
            axes.forEach((name, value) -> wanted.put(String.valueOf(name), String.valueOf(value)));
            return outputs.cells().stream()
                    .filter(cell -> cell.axes().entrySet().containsAll(wanted.entrySet()))
                    .findFirst()
                    .map(Outputs::values)
                    .orElseThrow(() ->
                            new IllegalArgumentException("Stage '" + outputs.stage() + "' has no cell with " + wanted));
        }
    }
}
