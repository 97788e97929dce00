package dev.millrace.controller.rehearsal;

import dev.millrace.api.step.StepException;
import dev.millrace.controller.execution.Programs.Call;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What scripts would print, where that is simple to see; else nothing. Only the last command counts, and the first rule that fits. */
final class ScriptAnswers {
    private static final long LONGEST_FILE = 1 << 20;

    /** Rule by rule: what the script has somewhere, and what it prints. */
    private static final List<Rule> RULES = List.of(
            rule("rev-parse\\s+.*--abbrev-ref|symbolic-ref|branch\\s+--show-current", "{GIT_BRANCH}"),
            rule("rev-parse\\s+.*--short|log\\b.*%h\\b|\\bcut -c ?1-7|\\bcut -b ?1-7", "{SHORT}"),
            rule("rev-parse\\s+.*--show-toplevel|^pwd$|\\$\\(pwd\\)", "{PWD}"),
            rule("rev-parse|log\\b.*%H|ls-remote|merge-base", "{GIT_COMMIT}"),
            rule("rev-list\\b.*--count|wc -l|grep -c", "1"),
            rule("log\\b.*%a[eE]|config.*user\\.email|log\\b.*%ce", "somebody@example.com"),
            rule("log\\b.*%[ac][nN]|config.*user\\.name", "Somebody"),
            rule("log\\b.*%c[dtir]|log\\b.*%a[dtir]", "1767225600"),
            rule("git\\b.*\\blog\\b|git\\b.*\\bshow\\b", "A change"),
            rule("remote\\.origin\\.url|remote get-url|ls-remote --get-url|remote -v", "{GIT_URL}"),
            rule("git\\b.*\\bdescribe|git\\b.*\\btag\\b", "v1.0.0"),
            rule("http_code|http_status", "200"),
            rule("\\bwhoami\\b|id -un", "build"),
            rule("\\bid -[ug]\\b", "1000"),
            rule("\\bhostname\\b", Surroundings.NODE),
            rule("\\buname\\b.*-m", "x86_64"),
            rule("\\buname\\b", "Linux"),
            rule("\\bnproc\\b", "2"),
            rule("\\bdate\\b.*%s", "1767225600"),
            rule("\\bdate\\b.*%Y-%m-%d", "2026-01-01"),
            rule("\\bdate\\b.*\\+", "20260101"),
            rule("\\bdate\\b", "Thu Jan  1 00:00:00 UTC 2026"),
            rule("mktemp\\b.*-d", "/tmp/tmp.dry-run"),
            rule("mktemp", "/tmp/tmp.dry-run"),
            rule("which \\S+|command -v \\S+", "/usr/bin/tool"),
            rule("(?i)version", "1.0.0"));

    private static final Pattern CAT = Pattern.compile("^cat\\s+([^\\s|;&<>$*]+)$");
    private static final Pattern ECHO = Pattern.compile("^echo\\s+(?:-n\\s+)?(['\"]?)([^'\"|;&<>$`]*)\\1$");

    private final Surroundings surroundings;

    ScriptAnswers(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    String output(Call call, String script) {
        var text = last(script);
        var said = said(call, text);
        return said.isEmpty() ? "" : said + "\n";
    }

    private String said(Call call, String command) {
        var cat = CAT.matcher(command);
        if (cat.matches()) {
            return content(call, cat);
        }
        var echo = ECHO.matcher(command);
        if (echo.matches()) {
            return echo.group(2).strip();
        }
        return RULES.stream()
                .filter(rule -> rule.when().matcher(command).find())
                .findFirst()
                .map(rule -> fill(call, rule.prints()))
                .orElse("");
    }

    private String content(Call call, Matcher cat) {
        try {
            var bytes = surroundings.workspace(call).read(cat.group(1), LONGEST_FILE);
            return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        } catch (StepException e) {
            return fill(call, cat.group(1).matches("(?i).*version.*") ? "1.0.0" : "");
        }
    }

    private String fill(Call call, String text) {
        var facts = surroundings.source().facts();
        var commit = facts.getOrDefault("GIT_COMMIT", SimulatedSource.COMMIT);
        return switch (text) {
            case "{GIT_COMMIT}" -> commit;
            case "{SHORT}" -> commit.substring(0, Math.min(7, commit.length()));
            case "{GIT_BRANCH}" -> facts.getOrDefault("GIT_BRANCH", "main");
            case "{GIT_URL}" -> facts.getOrDefault("GIT_URL", "");
            case "{PWD}" -> surroundings.paths(call).absolute();
            default -> text;
        };
    }

    private static String last(String script) {
        var lines = script.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    private static Rule rule(String when, String prints) {
        return new Rule(Pattern.compile(when), prints);
    }

    /** A script that has this prints that. */
    private record Rule(Pattern when, String prints) {}
}
