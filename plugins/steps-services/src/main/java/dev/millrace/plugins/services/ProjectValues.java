package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.SymbolDescriptor;
import dev.millrace.api.step.SymbolDescriptorBuilder;
import java.util.List;
import java.util.stream.Stream;

/** What pipelines tell of their project that only a service can do: triggers of code hosts, parameters of plugins. */
final class ProjectValues {
    private ProjectValues() {}

    static List<SymbolDescriptor> all() {
        return Stream.of(properties(), triggers(), parameters(), sources())
                .flatMap(List::stream)
                .toList();
    }

    private static List<SymbolDescriptor> properties() {
        return List.of(
                property("copyArtifactPermission", "a provider of other projects' artifacts", "'deploy,shop'")
                        .summary("Projects that may copy this one's artifacts.")
                        .positional("projectNames", TEXT, "Their names, separated by commas.")
                        .build(),
                property(
                                "githubProjectProperty",
                                "a provider of commit statuses",
                                "projectUrlStr: 'https://github.com/a/b'")
                        .type("GithubProjectProperty")
                        .summary("Where the project is at GitHub.")
                        .optional("projectUrlStr", TEXT, "Address.")
                        .optional("displayName", TEXT, "Name of the commit status.")
                        .build(),
                property("gitLabConnection", "a provider of commit statuses", "'gitlab'")
                        .type("GitLabConnectionProperty")
                        .summary("Connection to a GitLab that the project uses.")
                        .positional("gitLabConnection", TEXT, "Its name.")
                        .build(),
                property("authorizationMatrix", "a provider of permissions", "[]")
                        .type("AuthorizationMatrixProperty")
                        .summary("Who may do what with the project.")
                        .open()
                        .build(),
                property("buildBlocker", "a provider of locks", "blockingJobs: 'deploy.*'")
                        .summary("Projects whose runs this one waits for.")
                        .open()
                        .build());
    }

    private static List<SymbolDescriptor> triggers() {
        return List.of(
                trigger("githubPush", "GitHubPushTrigger", "Pushes to GitHub start runs."),
                trigger("gitlab", "GitLabPushTrigger", "Events of GitLab start runs."),
                trigger("bitbucketPush", "BitBucketTrigger", "Pushes to Bitbucket start runs."),
                trigger("GenericTrigger", "", "Requests to an address start runs."),
                trigger("genericTrigger", "", "Requests to an address start runs."),
                trigger("issueCommentTrigger", "", "Comments start runs."),
                trigger("parameterizedCron", "ParameterizedTimerTrigger", "Times start runs with parameters."));
    }

    private static List<SymbolDescriptor> parameters() {
        return Stream.of(
                        "hidden",
                        "base64File",
                        "stashedFile",
                        "extendedChoice",
                        "gitParameter",
                        "listGitBranches",
                        "validatingString",
                        "activeChoice",
                        "reactiveChoice",
                        "persistentString",
                        "persistentChoice",
                        "persistentBoolean")
                .map(name -> SymbolDescriptor.named(name)
                        .kind("parameter of a project")
                        .provider("a provider of parameters")
                        .summary("A parameter of a Jenkins plugin.")
                        .optional("name", TEXT, "Name of the parameter, as params knows it.")
                        .optional("description", TEXT, "What it is for, for people.")
                        .example("properties([parameters([" + name + "(name: 'NAME')])])")
                        .build())
                .toList();
    }

    private static List<SymbolDescriptor> sources() {
        return List.of(
                source("svn", "SubversionSCM", "A Subversion repository.", "a provider of Subversion"),
                source("mercurial", "MercurialSCM", "A Mercurial repository.", "a provider of Mercurial"));
    }

    private static SymbolDescriptor source(String name, String type, String summary, String provider) {
        return SymbolDescriptor.named(name)
                .kind("source control")
                .type(type)
                .provider(provider)
                .summary(summary)
                .optional("source", TEXT, "Its address.")
                .open()
                .example("checkout([$class: '" + type + "'])")
                .build();
    }

    private static SymbolDescriptor trigger(String name, String type, String summary) {
        var builder = SymbolDescriptor.named(name)
                .kind("trigger of a project")
                .provider("a provider of events")
                .summary(summary)
                .open()
                .example("properties([pipelineTriggers([" + name + "()])])");
        return (type.isEmpty() ? builder : builder.type(type)).build();
    }

    private static SymbolDescriptorBuilder property(String name, String provider, String example) {
        return SymbolDescriptor.named(name)
                .kind("property of a project")
                .provider(provider)
                .example("properties([" + name + "(" + example + ")])");
    }
}
