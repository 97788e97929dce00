package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.MAP;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** What a commit's page says of the run. */
final class Statuses {
    private Statuses() {}

    static List<Step> all() {
        return List.of(
                Waiting.step(named("githubNotify")
                        .summary("Sets the status of a commit on GitHub.")
                        .optional("status", TEXT, "PENDING, SUCCESS, FAILURE or ERROR.")
                        .optional("description", TEXT, "One line.")
                        .optional("context", TEXT, "Name of the status.")
                        .optional("account", TEXT, "Owner of the repository.")
                        .optional("repo", TEXT, "Name of the repository.")
                        .optional("sha", TEXT, "The commit.")
                        .optional("credentialsId", TEXT, "Id of the credentials.")
                        .optional("targetUrl", TEXT, "Where the status leads to.")
                        .optional("gitApiUrl", TEXT, "Address of an own server.")
                        .example("githubNotify status: 'SUCCESS', context: 'build', description: 'Built'")),
                Waiting.step(named("GitHubCommitNotifier")
                        .summary("Sets the status of the commit on GitHub from the run's result.")
                        .optional("resultOnFailure", TEXT, "Result of the run when that fails.")
                        .optional("statusMessage", MAP, "One line, as a map with content.")
                        .example("step([$class: 'GitHubCommitNotifier', resultOnFailure: 'FAILURE'])")),
                Waiting.step(named("GitHubSetCommitStatusBuilder")
                        .summary("Marks the commit on GitHub as being built.")
                        .optional("statusMessage", MAP, "One line, as a map with content.")
                        .optional("contextSource", MAP, "Name of the status, as a map with $class and context.")
                        .example("step([$class: 'GitHubSetCommitStatusBuilder'])")),
                Waiting.step(
                        named("GitHubCommitStatusSetter")
                                .summary("Sets the status of a commit on GitHub.")
                                .optional("reposSource", MAP, "Which repository, as a map with $class and url.")
                                .optional("commitShaSource", MAP, "Which commit, as a map with $class and sha.")
                                .optional("contextSource", MAP, "Name of the status, as a map with $class and context.")
                                .optional("statusResultSource", MAP, "Which status, as a map with $class and results.")
                                .optional(
                                        "statusBackrefSource",
                                        MAP,
                                        "Where the status leads to, as a map with $class and backref.")
                                .optional("errorHandlers", LIST, "What to do when it fails.")
                                .example(
                                        "step([$class: 'GitHubCommitStatusSetter', statusResultSource: [$class: 'ConditionalStatusResultSource']])")),
                Waiting.step(named("publishChecks")
                        .summary("Publishes a check on the commit.")
                        .optional("name", TEXT, "Name of the check.")
                        .optional("title", TEXT, "Title.")
                        .optional("summary", TEXT, "Summary in Markdown.")
                        .optional("text", TEXT, "Details in Markdown.")
                        .optional("detailsURL", TEXT, "Where the check leads to.")
                        .optional("status", TEXT, "QUEUED, IN_PROGRESS or COMPLETED.")
                        .optional("conclusion", TEXT, "SUCCESS, FAILURE, NEUTRAL, ...")
                        .optional("annotations", LIST, "Maps with path, startLine, endLine, message.")
                        .optional("actions", LIST, "Buttons.")
                        .example("publishChecks name: 'size', title: 'Image size', summary: '81 MB'")),
                Waiting.step(named("updateGitlabCommitStatus")
                        .summary("Sets the status of a commit on GitLab.")
                        .required("name", TEXT, "Name of the status.")
                        .required("state", TEXT, "pending, running, success, failed, canceled or skipped.")
                        .optional("builds", LIST, "Projects and revisions; those of the run without.")
                        .optional("connection", TEXT, "Connection to use.")
                        .example("updateGitlabCommitStatus name: 'build', state: 'success'")),
                Waiting.block(named("gitlabCommitStatus")
                        .summary("Sets the status of a commit on GitLab from how its body ends.")
                        .optionalPositional("name", TEXT, "Name of the status.")
                        .optional("builds", LIST, "Projects and revisions; those of the run without.")
                        .optional("connection", TEXT, "Connection to use.")
                        .example("gitlabCommitStatus('build') {\n    sh 'make'\n}")),
                Waiting.step(named("bitbucketStatusNotify")
                        .summary("Sets the status of a commit on Bitbucket.")
                        .required("buildState", TEXT, "INPROGRESS, SUCCESSFUL, FAILED or STOPPED.")
                        .optional("buildKey", TEXT, "Key of the status.")
                        .optional("buildName", TEXT, "Name of the status.")
                        .optional("buildDescription", TEXT, "One line.")
                        .optional("repoSlug", TEXT, "Name of the repository.")
                        .optional("commitId", TEXT, "The commit.")
                        .optional("credentialsId", TEXT, "Id of the credentials.")
                        .example("bitbucketStatusNotify buildState: 'SUCCESSFUL'")),
                Waiting.step(named("notifyBitbucket")
                        .symbol("StashNotifier")
                        .summary("Sets the status of a commit on Bitbucket Server.")
                        .optional("buildStatus", TEXT, "Result that is reported; that of the run without.")
                        .optional("buildName", TEXT, "Name of the status.")
                        .optional("commitSha1", TEXT, "The commit.")
                        .optional("credentialsId", TEXT, "Id of the credentials.")
                        .optional("stashServerBaseUrl", TEXT, "Address of the server.")
                        .optional("projectKey", TEXT, "Key of the project.")
                        .optional("disableInprogressNotification", TRUTH, false, "Reports only the end.")
                        .optional("considerUnstableAsSuccess", TRUTH, false, "UNSTABLE is reported as success.")
                        .optional("ignoreUnverifiedSSLPeer", TRUTH, false, "Accepts any certificate.")
                        .optional("includeBuildNumberInKey", TRUTH, false, "Each run has a status of its own.")
                        .optional("prependParentProjectKey", TRUTH, false, "Adds the folder's name to the key.")
                        .example("notifyBitbucket()")));
    }

    private static StepDescriptorBuilder named(String name) {
        return StepDescriptor.named(name).category(Category.NOTIFICATION).provider("a provider of commit statuses");
    }
}
