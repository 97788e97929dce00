package dev.millrace.plugins.data;

import dev.millrace.api.step.StepException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML 1.1, as Jenkins reads and writes it, except that times stay the texts that they are. */
final class Yamls {
    private static final int MOST_DOCUMENTS = 10_000;

    private Yamls() {}

    /**
     * All documents of a text.
     *
     * @param aliases how many aliases of maps and lists a document may have
     */
    static List<@Nullable Object> read(String text, String where, int aliases) throws StepException {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(aliases);
        options.setNestingDepthLimit(Values.DEEPEST);
        options.setCodePointLimit(8 << 20);
        options.setAllowRecursiveKeys(false);
        var dumping = new DumperOptions();
        var yaml =
                new Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options, new WithoutTimes());
        var documents = new ArrayList<@Nullable Object>();
        try {
            for (Iterator<Object> each = yaml.loadAll(text).iterator(); each.hasNext(); ) {
                if (documents.size() == MOST_DOCUMENTS) {
                    throw new StepException(
                            "too-large", "%s has more than %d documents".formatted(where, MOST_DOCUMENTS));
                }
                documents.add(each.next());
            }
            var values = new ArrayList<@Nullable Object>();
            if (Values.of("YAML", documents) instanceof List<?> list) {
                values.addAll(list);
            }
            return values;
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            var place =
                    mark == null ? "" : " at line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
            throw new StepException("bad-yaml", "%s is not YAML%s: %s".formatted(where, place, e.getProblem()));
        } catch (YAMLException | NumberFormatException | StackOverflowError e) {
            throw new StepException("bad-yaml", "%s is not YAML that can be read: %s".formatted(where, e.getMessage()));
        }
    }

    /** Documents as text, in blocks. */
    static String write(List<?> documents) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        var yaml = new Yaml(new PlainNumbers(options), options);
        return documents.size() == 1 ? yaml.dump(documents.getFirst()) : yaml.dumpAll(documents.iterator());
    }

    private static final class WithoutTimes extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, regexp, first, limit);
            }
        }
    }

    private static final class PlainNumbers extends Representer {
        PlainNumbers(DumperOptions options) {
            super(options);
            this.representers.put(
                    BigDecimal.class, number -> representScalar(Tag.FLOAT, ((BigDecimal) number).toPlainString()));
        }
    }
}
