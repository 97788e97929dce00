package dev.millrace.cli;

import dev.millrace.cli.Migration.Item;
import dev.millrace.cli.Migration.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What works in no pipeline here, because it reaches into Jenkins itself, into its machine, or out of the program; and what to write instead. */
final class Obstacles {
    private static final List<Rule> RULES = List.of(
            rule(
                    "\\b(Jenkins|Hudson)\\s*\\.\\s*(instance|get\\(\\)|getInstance|getActiveInstance|instanceOrNull)",
                    "the Jenkins object: there is none",
                    "Use the steps build, input and lock, the variables env and currentBuild, or the HTTP API with httpRequest"),
            rule(
                    "\\brawBuild\\b",
                    "Jenkins' own object of the build: there is none",
                    "currentBuild has number, result, previousBuild, changeSets, buildVariables and getBuildCauses()"),
            rule(
                    "^\\s*import\\s+(static\\s+)?(hudson|jenkins)\\.(?!AbortException)",
                    "a class of Jenkins' core: there is none",
                    "Use steps in place of it: readFile, writeFile and findFiles for FilePath, env for EnvVars, currentBuild for Run"),
            rule(
                    "^\\s*import\\s+(static\\s+)?com\\.cloudbees\\.(?!groovy\\.cps)|^\\s*import\\s+(static\\s+)?org\\.jenkinsci\\.(?!plugins\\.workflow\\.steps\\.FlowInterruptedException)|^\\s*import\\s+(static\\s+)?org\\.jvnet\\.hudson",
                    "a class of a Jenkins plugin: there is none",
                    "Use the plugin's steps in place of its classes: withCredentials for credentials"),
            rule(
                    "(?<!import )\\b(hudson|jenkins)\\.(model|util|scm|tasks|security|slaves|FilePath|EnvVars)\\b",
                    "a class of Jenkins' core: there is none",
                    "Use steps in place of it: readFile and writeFile for FilePath, env for EnvVars, currentBuild for Run"),
            rule(
                    "@Grab\\b|@Grapes\\b|@GrabResolver\\b|\\bGrape\\.grab",
                    "a download of a library into the program: it has no network",
                    "Put the code into a shared library, or into a script that sh runs"),
            rule(
                    "\\bnew\\s+Thread\\b|\\bThread\\.(start|startDaemon|sleep|ofVirtual)\\b|\\bExecutors\\.",
                    "a thread of its own: the program cannot have one",
                    "parallel runs things at the same time, sleep waits"),
            rule(
                    "\\bnew\\s+(java\\.io\\.)?File\\s*\\(|\\bFile(In|Out)putStream\\b|\\bnew\\s+File(Reader|Writer)\\b|\\bFiles\\.(read|write|list|walk|create|delete|copy|move|exists)",
                    "a file of the controller: the program cannot see any",
                    "readFile, writeFile, fileExists and findFiles work in the workspace"),
            rule(
                    "['\")\\]]\\.execute\\(\\s*\\)|\\bProcessBuilder\\b|\\bRuntime\\.(getRuntime|runtime)\\b",
                    "a process on the controller: the program cannot start one",
                    "sh runs it on an agent; with returnStdout: true it gives the output"),
            rule(
                    "\\bnew\\s+URL\\s*\\(|\\.toURL\\(\\)|\\bHttpURLConnection\\b|\\bnew\\s+Socket\\b|\\bHttpBuilder\\b",
                    "a connection from the controller: the program has no network",
                    "httpRequest, or sh 'curl ...' on an agent"),
            rule(
                    "\\bSystem\\.(getenv|getProperty|setProperty|exit|load)\\b",
                    "the controller's own process: the program cannot reach it",
                    "env has the variables, error ends the run, finish('reason') ends it early and well"),
            rule(
                    "\\bnew\\s+GroovyShell\\b|\\bGroovyClassLoader\\b|\\bEval\\.(me|x|xy)\\b|\\bClass\\.forName\\b",
                    "code that loads code past the language",
                    "load runs a file of the workspace, evaluate a text, library brings a shared library"),
            rule(
                    "\\bmanager\\.(addShortText|addBadge|addWarningBadge|addErrorBadge|createSummary|buildFailure|buildUnstable|listener|build|hudson|envVars)\\b",
                    "the object of the Groovy Postbuild plugin: there is none",
                    "currentBuild.description says something about a run, unstable and error set its result"));

    private Obstacles() {}

    static List<Item> in(String source) {
        var found = new ArrayList<Item>();
        var number = 0;
        for (var line : withoutComments(source).lines().toList()) {
            number++;
            for (var rule : RULES) {
                var match = rule.when().matcher(line);
                if (match.find()) {
                    found.add(new Item(
                            number,
                            Verdict.CHANGE,
                            "%s is %s".formatted(match.group().strip(), rule.what()),
                            rule.instead()));
                }
            }
        }
        return found;
    }

    /** Comments become blanks, so that lines stay what they are; what is in quotes is no comment. */
    private static String withoutComments(String source) {
        return COMMENT_OR_TEXT.matcher(source).replaceAll(match -> {
            var text = match.group();
            var comment = text.startsWith("/*") || text.startsWith("//");
            return java.util.regex.Matcher.quoteReplacement(comment ? text.replaceAll("[^\\n]", " ") : text);
        });
    }

    private static final Pattern COMMENT_OR_TEXT = Pattern.compile(
            "/\\*(?s:.*?)\\*/|//[^\\n]*|'''(?s:.*?)'''|\"\"\"(?s:.*?)\"\"\"|'(?:\\\\.|[^'\\\\\\n])*'|\"(?:\\\\.|[^\"\\\\\\n])*\"");

    private static Rule rule(String when, String what, String instead) {
        return new Rule(Pattern.compile(when), what, instead);
    }

    private record Rule(Pattern when, String what, String instead) {}
}
