package dev.millrace.controller.execution;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.source.LibraryTrees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code checkout}: an uploaded working tree is unpacked here, everything else is done by the plugin that has the symbol. */
record CheckoutBody(StepCatalog catalog, LibraryTrees trees, Run run) implements StepBody {
    static final String WORKING_TREE = "WorkingTree";

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var scm = new LinkedHashMap<String, Object>();
        call.arguments().map("scm").forEach((name, value) -> {
            if (value != null) {
                scm.put(String.valueOf(name), value);
            }
        });
        var symbol = scm.remove("$class");
        if (symbol == null) {
            throw new StepException("no-scm", "checkout needs a source: checkout scm, or checkout([$class: ..., ...])");
        }
        if (symbol.equals(WORKING_TREE) || own(scm)) {
            return unpack(call);
        }
        return catalog.checkout(symbol.toString())
                .orElseThrow(() -> new StepException(
                        "no-such-scm", "No plugin can check out %s: is its plugin enabled?".formatted(symbol)))
                .checkout(call, scm);
    }

    /** Put together from the fields of the variable {@code scm}: that means the run's own files. */
    private boolean own(Map<String, Object> scm) {
        return scm.get("userRemoteConfigs") instanceof List<?> list
                && list.stream()
                        .anyMatch(remote -> remote instanceof Map<?, ?> map
                                && map.get("tree") instanceof String tree
                                && run.source()
                                        .tree()
                                        .map(Digest::hex)
                                        .filter(tree::equals)
                                        .isPresent());
    }

    private Map<String, String> unpack(StepCall call) throws StepException, InterruptedException {
        // the run's own tree, whatever the program says: it could name another run's
        var tree = run.source()
                .tree()
                .orElseThrow(() -> new StepException("no-scm", "This run has no working tree to check out"));
        call.workspace().unpack(new TreeDigest(tree.hex()), "");
        if (!Boolean.FALSE.equals(call.arguments().values().get("changelog"))) {
            var told = new TreeHistory(trees, run).since(tree, call.revisions().before(TreeHistory.SOURCE));
            call.revisions().checkedOut(told);
        }
        return run.source().facts();
    }
}
