package dev.millrace.plugins.git;

import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the {@code extensions} of {@code GitSCM} ask for; one that is not known is refused by name rather than ignored.
 *
 * @param depth how many commits of history; 0 is all
 * @param noTags leave tags on the server
 * @param directory below the current directory; empty is that directory itself
 * @param wipe empty the directory first
 * @param clean remove what git does not track, before the checkout
 * @param submodules check out submodules too
 * @param localBranch branch to be on; empty leaves the head detached, {@code **} takes the remote branch's name
 */
record Extensions(
        int depth,
        boolean noTags,
        String directory,
        boolean wipe,
        boolean clean,
        boolean submodules,
        String localBranch) {
    static Extensions of(List<?> extensions) throws StepException {
        var all = new Extensions(0, false, "", false, false, false, "");
        for (var extension : extensions) {
            var map = Fields.map(extension, "extensions");
            all = all.with(Fields.text(map, "$class").orElse(""), map);
        }
        return all;
    }

    private Extensions with(String name, Map<?, ?> map) throws StepException {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "cloneoption" -> {
                int asked = Fields.count(map, "depth");
                boolean shallow = Fields.truth(map, "shallow") || asked > 0;
                int commits = shallow ? Math.max(1, asked) : 0;
                yield new Extensions(
                        commits, Fields.truth(map, "noTags"), directory, wipe, clean, submodules, localBranch);
            }
            case "relativetargetdirectory" -> {
                var target = Fields.text(map, "relativeTargetDir").orElse("");
                yield new Extensions(depth, noTags, target, wipe, clean, submodules, localBranch);
            }
            case "wipeworkspace" -> new Extensions(depth, noTags, directory, true, clean, submodules, localBranch);
            case "cleanbeforecheckout", "cleancheckout" ->
                new Extensions(depth, noTags, directory, wipe, true, submodules, localBranch);
            case "submoduleoption" -> {
                boolean on = !Fields.truth(map, "disableSubmodules");
                yield new Extensions(depth, noTags, directory, wipe, clean, on, localBranch);
            }
            case "localbranch" -> {
                var branch = Fields.text(map, "localBranch")
                        .filter(text -> !text.isBlank())
                        .orElse("**");
                if (!branch.equals("**")) {
                    Revision.Names.checked(branch, branch);
                }
                yield new Extensions(depth, noTags, directory, wipe, clean, submodules, branch);
            }
            // Stale branches are always pruned; the others shape a changelog that is not made.
            case "prunestalebranch", "authorinchangelog", "changelogtobranch" -> this;
            default ->
                throw new StepException(
                        "not-supported",
                        "GitSCM extension '%s' is not supported. Supported: CloneOption, RelativeTargetDirectory, WipeWorkspace, CleanBeforeCheckout, SubmoduleOption, LocalBranch"
                                .formatted(name));
        };
    }
}
