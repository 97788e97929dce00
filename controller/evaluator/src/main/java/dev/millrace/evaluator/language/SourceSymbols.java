package dev.millrace.evaluator.language;

import static dev.millrace.evaluator.language.Descriptions.first;
import static dev.millrace.evaluator.language.Descriptions.named;
import static dev.millrace.evaluator.language.Descriptions.open;
import static dev.millrace.evaluator.language.Descriptions.required;
import static dev.millrace.evaluator.language.Descriptions.symbol;
import static dev.millrace.wire.proto.ParameterDescription.Type.ANY;
import static dev.millrace.wire.proto.ParameterDescription.Type.INTEGER;
import static dev.millrace.wire.proto.ParameterDescription.Type.LIST;
import static dev.millrace.wire.proto.ParameterDescription.Type.TEXT;
import static dev.millrace.wire.proto.ParameterDescription.Type.TRUTH;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.List;
import java.util.stream.Stream;

/** Descriptions of what {@code checkout} and {@code library} are told of sources. Which of them can be fetched is up to the plugins. */
final class SourceSymbols {
    private static final String SCM = "source control";
    private static final String EXTENSION = "extension of git";
    private static final String GIT = "checkout scmGit(branches: [[name: 'main']], "
            + "userRemoteConfigs: [[url: 'https://example.org/shop.git']]";
    private static final ParameterDescription CREDENTIALS = named("credentialsId", TEXT, "Id of the credentials.");
    private static final ParameterDescription MINUTES = named("timeout", INTEGER, "Minutes that it may take.");

    private SourceSymbols() {}

    static List<SymbolDescription> all() {
        return Stream.of(git(), fetching(), files(), history(), libraries())
                .flatMap(List::stream)
                .toList();
    }

    private static List<SymbolDescription> git() {
        ParameterDescription[] parameters = {
            named("branches", LIST, "What to check out: maps with name."),
            named("userRemoteConfigs", LIST, "Where from: maps with url and credentialsId."),
            named("extensions", LIST, "What to do differently: cloneOption(...), localBranch(...), ..."),
            named("browser", ANY, "Accepted."),
            named("gitTool", TEXT, "Name of the git installation."),
            named("doGenerateSubmoduleConfigurations", TRUTH, "Accepted."),
            named("submoduleCfg", LIST, "Accepted.")
        };
        return List.of(
                open(symbol(SCM, "scmGit", "GitSCM", "A git repository.", GIT + ")", parameters)),
                open(symbol(
                        SCM, "gitSCM", "", "The same as scmGit.", GIT.replace("scmGit", "gitSCM") + ")", parameters)),
                symbol(
                                "repository of git",
                                "userRemoteConfig",
                                "UserRemoteConfig",
                                "A repository to fetch from.",
                                GIT + ")",
                                named("url", TEXT, "Its address."),
                                CREDENTIALS,
                                named("name", TEXT, "Name of the remote; origin without."),
                                named("refspec", TEXT, "What is fetched; all branches without."))
                        .toBuilder()
                        .addWithin("userRemoteConfigs")
                        .build(),
                symbol(
                                "revision of git",
                                "branchSpec",
                                "BranchSpec",
                                "A branch, tag or commit.",
                                GIT + ")",
                                first("name", TEXT, "Name of the branch, refs/tags/NAME, or a commit's hash."))
                        .toBuilder()
                        .addWithin("branches")
                        .build());
    }

    private static List<SymbolDescription> fetching() {
        return List.of(
                extension(
                        "cloneOption",
                        "CloneOption",
                        "How much is fetched.",
                        "shallow: true, depth: 1",
                        named("shallow", TRUTH, "Not the whole history."),
                        named("depth", INTEGER, "So many commits of it."),
                        named("noTags", TRUTH, "No tags."),
                        named("reference", TEXT, "Repository on the agent to take objects from."),
                        named("honorRefspec", TRUTH, "Only what the refspec names."),
                        MINUTES),
                extension("checkoutOption", "CheckoutOption", "How long a checkout may take.", "timeout: 20", MINUTES),
                extension(
                        "submodule",
                        "SubmoduleOption",
                        "What becomes of submodules.",
                        "recursiveSubmodules: true",
                        submodules()),
                extension("submoduleOption", "", "The same as submodule.", "recursiveSubmodules: true", submodules()),
                extension("pruneStaleBranch", "PruneStaleBranch", "Forgets branches that are gone.", ""),
                extension(
                        "pruneTags",
                        "PruneTags",
                        "Forgets tags that are gone.",
                        "true",
                        first("pruneTags", TRUTH, "It does.")),
                extension("lfs", "GitLFSPull", "Fetches large files.", ""),
                extension("gitLFSPull", "", "The same as lfs.", ""));
    }

    private static ParameterDescription[] submodules() {
        return new ParameterDescription[] {
            named("disableSubmodules", TRUTH, "Leaves them alone."),
            named("recursiveSubmodules", TRUTH, "Theirs, too."),
            named("parentCredentials", TRUTH, "With the credentials of the repository."),
            named("trackingSubmodules", TRUTH, "The tips of their branches."),
            named("reference", TEXT, "Repository on the agent to take objects from."),
            named("shallow", TRUTH, "Not the whole history."),
            named("depth", INTEGER, "So many commits of it."),
            named("threads", INTEGER, "So many at a time."),
            named("branch", TEXT, "Accepted."),
            MINUTES
        };
    }

    private static List<SymbolDescription> files() {
        return List.of(
                extension("wipeWorkspace", "WipeWorkspace", "Empties the directory first.", ""),
                extension(
                        "cleanBeforeCheckout",
                        "CleanBeforeCheckout",
                        "Removes what git does not track before the checkout.",
                        "",
                        named("deleteUntrackedNestedRepositories", TRUTH, "Repositories among it, too.")),
                extension(
                        "cleanAfterCheckout",
                        "CleanCheckout",
                        "Removes what git does not track after the checkout.",
                        "",
                        named("deleteUntrackedNestedRepositories", TRUTH, "Repositories among it, too.")),
                extension("cleanCheckout", "", "The same as cleanAfterCheckout.", ""),
                extension(
                        "localBranch",
                        "LocalBranch",
                        "Is on a branch, not on a commit.",
                        "'main'",
                        first("localBranch", TEXT, "Name of the branch; ** is that of the remote branch.")),
                extension(
                        "relativeTargetDirectory",
                        "RelativeTargetDirectory",
                        "Checks out into a directory below the current one.",
                        "'shop'",
                        required(first("relativeTargetDir", TEXT, "Path of the directory."))),
                extension(
                        "sparseCheckout",
                        "SparseCheckoutPaths",
                        "Checks out some paths only.",
                        "sparseCheckoutPaths: [[path: 'docs/']]",
                        named("sparseCheckoutPaths", LIST, "The paths: maps with path.")),
                symbol(
                                "path of a checkout",
                                "sparseCheckoutPath",
                                "SparseCheckoutPath",
                                "A path that is checked out.",
                                GIT + ", extensions: [sparseCheckout(sparseCheckoutPaths: [[path: 'docs/']])])",
                                first("path", TEXT, "The path."))
                        .toBuilder()
                        .addWithin("sparseCheckoutPaths")
                        .build(),
                extension(
                        "scmName",
                        "ScmName",
                        "A name, where there are several sources.",
                        "'shop'",
                        first("name", TEXT, "The name.")));
    }

    private static List<SymbolDescription> history() {
        return List.of(
                open(extension(
                        "preBuildMerge",
                        "PreBuildMerge",
                        "Merges another branch first.",
                        "options: [mergeRemote: 'origin', mergeTarget: 'main']",
                        named("options", ANY, "Map with mergeRemote, mergeTarget, mergeStrategy."))),
                extension(
                        "userIdentity",
                        "UserIdentity",
                        "Who commits.",
                        "name: 'build', email: 'build@example.org'",
                        named("name", TEXT, "Name."),
                        named("email", TEXT, "Address.")),
                extension("perBuildTag", "PerBuildTag", "Tags what is checked out.", ""),
                extension("authorInChangelog", "AuthorInChangelog", "Names authors, not committers.", ""),
                open(extension(
                        "changelogToBranch",
                        "ChangelogToBranch",
                        "Tells changes against a branch.",
                        "[compareRemote: 'origin', compareTarget: 'main']",
                        first("options", ANY, "Map with compareRemote and compareTarget."))),
                extension(
                        "firstBuildChangelog",
                        "FirstBuildChangelog",
                        "Tells changes of a first run.",
                        "true",
                        first("makeChangelog", TRUTH, "It does.")),
                extension("disableRemotePoll", "DisableRemotePoll", "Polls with a workspace.", ""),
                extension("ignoreNotifyCommit", "IgnoreNotifyCommit", "Hooks do not start runs.", ""),
                extension(
                        "messageExclusion",
                        "MessageExclusion",
                        "Some messages do not start runs.",
                        "'(?s).*skip ci.*'",
                        first("excludedMessage", TEXT, "Pattern of those.")),
                extension(
                        "pathRestriction",
                        "PathRestriction",
                        "Some paths alone start runs.",
                        "includedRegions: 'src/.*', excludedRegions: ''",
                        named("includedRegions", TEXT, "Patterns of paths that do, one a line."),
                        named("excludedRegions", TEXT, "Patterns of paths that do not, one a line.")));
    }

    private static List<SymbolDescription> libraries() {
        return List.of(
                symbol(
                        "retriever of libraries",
                        "modernSCM",
                        "SCMSourceRetriever",
                        "A library from a source.",
                        "library identifier: 'shop@main', "
                                + "retriever: modernSCM(gitSource(remote: 'https://example.org/shop-library.git'))",
                        required(first("scm", ANY, "The source: gitSource(...).")),
                        named("libraryPath", TEXT, "Directory of the library in the repository."),
                        named("clone", TRUTH, "Accepted.")),
                symbol(
                        "retriever of libraries",
                        "legacySCM",
                        "SCMRetriever",
                        "A library from what checkout takes.",
                        "library identifier: 'shop@main', retriever: legacySCM(scm)",
                        required(first("scm", ANY, "The source: scmGit(...), or scm.")),
                        named("libraryPath", TEXT, "Directory of the library in the repository."),
                        named("clone", TRUTH, "Accepted.")),
                open(symbol(
                        "source of libraries",
                        "gitSource",
                        "GitSCMSource",
                        "A git repository with all its branches and tags.",
                        "library identifier: 'shop@main', "
                                + "retriever: modernSCM(gitSource(remote: 'https://example.org/shop-library.git'))",
                        named("remote", TEXT, "Its address."),
                        CREDENTIALS,
                        named("id", TEXT, "Accepted."),
                        named("traits", LIST, "Which branches and tags: gitBranchDiscovery(), ..."))),
                open(symbol(
                        "source of libraries",
                        "github",
                        "GitHubSCMSource",
                        "A repository at GitHub.",
                        "library identifier: 'shop@main', "
                                + "retriever: modernSCM(github(repoOwner: 'example', repository: 'shop-library'))",
                        named("repoOwner", TEXT, "Its owner."),
                        named("repository", TEXT, "Its name."),
                        named("repositoryUrl", TEXT, "Its address."),
                        CREDENTIALS,
                        named("apiUri", TEXT, "Address of the API."),
                        named("id", TEXT, "Accepted."),
                        named("traits", LIST, "Which branches and tags."))),
                trait("gitBranchDiscovery", "BranchDiscoveryTrait"),
                trait("gitTagDiscovery", "TagDiscoveryTrait"),
                trait("gitHubBranchDiscovery", ""),
                trait("gitHubTagDiscovery", ""),
                trait("gitHubPullRequestDiscovery", "OriginPullRequestDiscoveryTrait"),
                trait("headWildcardFilter", "WildcardSCMHeadFilterTrait"),
                trait("headRegexFilter", "RegexSCMHeadFilterTrait"));
    }

    private static SymbolDescription trait(String name, String type) {
        return open(symbol(
                "trait of a source",
                name,
                type,
                "Which branches and tags a source has.",
                "library identifier: 'shop@main', retriever: modernSCM(gitSource("
                        + "remote: 'https://example.org/shop-library.git', traits: [" + name + "()]))"));
    }

    private static SymbolDescription extension(
            String name, String type, String summary, String example, ParameterDescription... parameters) {
        return symbol(
                EXTENSION, name, type, summary, GIT + ", extensions: [" + name + "(" + example + ")])", parameters);
    }
}
