package dev.millrace.evaluator.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryTest {
    private static Program with(String source) {
        return Program.of(source)
                .library(
                        "shop",
                        "main",
                        "resources/com/acme/config.json",
                        "{\"name\": \"shop\"}",
                        "src/com/acme/Greeter.groovy",
                        """
                        package com.acme

                        class Greeter implements Serializable {
                            static int made = 0
                            final script
                            Greeter(script) { this.script = script; made++ }
                            def greet(String who) { script.echo "${Words.HELLO} ${who}"; script.sh 'greet'; new Words(script).last() }
                            static String name() { 'greeter' }
                        }
                        """,
                        "src/com/acme/Words.groovy",
                        """
                        package com.acme
                        import com.acme.Greeter
                        class Words {
                            static final String HELLO = 'hello'
                            def script
                            Words(script) { this.script = script }
                            def last() { "made ${Greeter.made}" }
                        }
                        class Aside { static int one() { 1 } }
                        """,
                        "src/com/acme/Tools.groovy",
                        "package com.acme\ndef make(x) { sh \"make ${x}\"; return this }\ndef twice(x) { x * 2 }\nreturn this\n",
                        "vars/shop.groovy",
                        """
                        import com.acme.Greeter
                        import groovy.transform.Field

                        @Field int calls = 0

                        def call(Map config = [:], Closure body = null) {
                            calls++
                            node(config.label ?: 'any') {
                                stage("shop ${calls}") {
                                    if (body) { body.delegate = [inner: 'd']; body() }
                                    echo new Greeter(this).greet(config.who ?: 'nobody')
                                }
                            }
                        }

                        def version() { 'v' + calls }
                        """,
                        "vars/broken.groovy",
                        "def call() {\n  echo 'x'\n  if (\n}\n",
                        "vars/fails.groovy",
                        "def call() {\n\n  error 'no luck'\n}\n",
                        "vars/shop.txt",
                        "Greets.")
                .library("other", "1.0", "vars/other.groovy", "def call() { library('shop'); shop.version() }")
                .library("other", "2.0", "vars/other.groovy", "def call() { 'two' }");
    }

    @Test
    void a_library_brings_variables_and_classes() {
        var seen = with("""
                @Library('shop') _
                shop(who: 'you') { echo 'body' }
                shop()
                echo shop.version()
                """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("body", "hello you", "made 1", "hello nobody", "made 2", "v2"), seen.echoes());
        assertEquals(1, seen.asked("library").size());
    }

    @Test
    void steps_of_a_library_say_its_file_and_line() {
        var seen = with("@Library('shop') _\nshop()\n").run();
        var sh = seen.asked("sh").getFirst();
        assertEquals("src/com/acme/Greeter.groovy", sh.getPlace().getFile());
        assertEquals(7, sh.getPlace().getLine());
        assertEquals(
                "vars/shop.groovy", seen.asked("node").getFirst().getPlace().getFile());
        var failed = with("@Library('shop') _\nfails()\n").run();
        assertEquals("vars/fails.groovy", failed.ended().getProblems(0).getFile());
        assertEquals(3, failed.ended().getProblems(0).getLine());
    }

    @Test
    void imports_and_types_of_a_library_are_there_when_the_pipeline_is_compiled() {
        var seen = with("""
                @Library('shop@main') import com.acme.Greeter
                import com.acme.*
                Greeter g = new Greeter(this)
                node { echo g.greet('x') }
                echo "${Words.HELLO} ${new Tools().twice(2)} ${g instanceof Greeter}"
                node { new com.acme.Tools().make('all') }
                """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("hello x", "made 1", "hello 4 true"), seen.echoes());
        assertEquals(2, seen.asked("sh").size());
    }

    @Test
    void the_step_library_loads_while_the_run_goes_on_and_gives_classes_by_name() {
        var seen = with("""
                def lib = library('shop')
                echo "${lib.com.acme.Greeter.name()} ${lib.com.acme.Words.HELLO} ${library('shop').com.acme.Tools.new().twice(4)}"
                node { echo lib.com.acme.Greeter.new(this).greet('z') }
                library identifier: 'other@2.0', changelog: false
                echo other()
                """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("greeter hello 8", "hello z", "made 1", "two"), seen.echoes());
    }

    @Test
    void several_libraries_are_loaded_in_order_and_one_that_is_loaded_is_not_asked_for_again() {
        var seen = with("@Library(['shop', 'other@1.0']) _\necho other()\nlibrary 'shop'\n")
                .run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("v0"), seen.echoes());
        assertEquals(2, seen.asked("library").size());
    }

    @Test
    void a_run_has_one_version_of_a_library() {
        var seen = with("@Library('other@1.0') _\nlibrary 'other@2.0'\n").run();
        assertEquals(Result.FAILURE, seen.result());
        assertTrue(
                seen.ended().getProblems(0).getMessage().startsWith("Library other is loaded in version 1.0 already"));
    }

    @Test
    void declarative_pipelines_name_libraries_too() {
        var seen = with("""
                pipeline {
                    agent any
                    libraries { lib('shop@main') }
                    stages { stage('A') { steps { script { echo shop.version() } } } }
                }
                """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("v0"), seen.echoes());
    }

    @Test
    void declarative_pipelines_may_compute_the_names_of_their_libraries() {
        var seen = Program.of("""
                        def version = 'main'
                        def name() { 'shop' }
                        pipeline {
                            agent none
                            libraries { lib("${name()}@${version}") }
                            stages { stage('a') { steps { sayHello() } } }
                        }
                        """)
                .library("shop", "main", "vars/sayHello.groovy", "def call() { echo 'hello' }")
                .run();
        assertEquals(List.of("hello"), seen.echoes(), () -> seen.ended().toString());
    }

    @Test
    void to_import_a_variable_of_a_library_is_to_say_that_it_is_there() {
        var seen = Program.of("""
                        @Library('shop@main')
                        import sayHello
                        sayHello()
                        """)
                .library("shop", "main", "vars/sayHello.groovy", "def call() { echo 'hello' }")
                .run();
        assertEquals(List.of("hello"), seen.echoes(), () -> seen.ended().toString());
    }

    @Test
    void a_run_has_one_pipeline() {
        var text = "pipeline { agent none; stages { stage('a') { steps { echo '%s' } } } }\n";
        var seen = Program.of("@Library('shop@main') _\nfirst()\nsecond()\n")
                .library(
                        "shop",
                        "main",
                        "vars/first.groovy",
                        "def call() {\n" + text.formatted("one") + "}",
                        "vars/second.groovy",
                        "def call() {\n" + text.formatted("two") + "}")
                .run();
        assertEquals(List.of("one"), seen.echoes());
        assertEquals(Result.FAILURE, seen.result());
        var message =
                "java.lang.IllegalStateException: Only one pipeline { ... } block can be executed in a single run";
        assertEquals(message, seen.ended().getProblems(0).getMessage());
        var both = Program.of("@Library('shop@main') _\nboth()\n")
                .library(
                        "shop",
                        "main",
                        "vars/both.groovy",
                        "def call() {\n" + text.formatted("one") + text.formatted("two") + "}")
                .run();
        assertEquals(List.of("one"), both.echoes());
        assertEquals(message, both.ended().getProblems(0).getMessage());
    }

    @Test
    void steps_of_declarative_pipelines_may_be_variables_of_libraries() {
        var seen = with("""
                @Library('shop') _
                pipeline {
                    agent any
                    stages { stage('A') { steps { shop(who: 'a') } } }
                    post { always { fails() } }
                }
                """).run();
        assertEquals(Result.FAILURE, seen.result());
        assertEquals(List.of("hello a", "made 1"), seen.echoes().subList(0, 2));
        assertEquals("vars/fails.groovy", seen.ended().getProblems(0).getFile());
    }

    @Test
    void a_variable_may_hold_whole_declarative_pipelines() {
        var seen = Program.of("@Library('p') _\nbuildIt(2)\n")
                .library("p", "main", "vars/buildIt.groovy", """
                        def call(int number) {
                            if (number % 2 == 0) {
                                pipeline {
                                    agent any
                                    stages { stage('Even') { steps { echo "even ${number}" } } }
                                }
                            } else {
                                pipeline {
                                    agent any
                                    stages { stage('Odd') { steps { echo "odd ${number}" } } }
                                }
                            }
                        }
                        """)
                .run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("even 2"), seen.echoes());
        var odd = Program.of(
                        "def go(n) { if (n) { pipeline { agent any\n stages { stage('A') { steps { echo \"a$n\" } } } } } }\ngo(1)\n")
                .run();
        assertEquals(List.of("a1"), odd.echoes());
    }

    @Test
    void what_the_installation_loads_into_every_run_is_loaded_first() {
        var seen = with("echo shop.version()")
                .build("implicitLibraries", List.of("shop"))
                .run();
        assertEquals(List.of("v0"), seen.echoes());
        assertTrue(seen.asked("library").getFirst().getArgumentsList().stream()
                .anyMatch(argument -> argument.getName().equals("implicit")));
    }

    @Test
    void resources_are_texts_and_a_wrong_name_says_the_nearest() {
        var seen = with("""
                library 'shop'
                echo new groovy.json.JsonSlurperClassic().parseText(libraryResource('com/acme/config.json')).name
                echo libraryResource(resource: 'com/acme/config.json', encoding: 'Base64')
                libraryResource 'com/acme/confg.json'
                """).run();
        assertEquals(List.of("shop", "eyJuYW1lIjogInNob3AifQ=="), seen.echoes());
        assertEquals(
                "No such library resource com/acme/confg.json could be found. Did you mean 'com/acme/config.json'?",
                seen.ended().getProblems(0).getMessage());
    }

    @Test
    void all_libraries_that_are_missing_are_named_at_their_places_before_anything_runs() {
        var seen = with("@Library(['shop', 'none', 'other@3']) _\necho 'x'\n").run();
        assertTrue(seen.ended().getRefused());
        assertEquals(
                List.of("1:19 There is no library none in version main", "1:27 There is no library other in version 3"),
                seen.ended().getProblemsList().stream()
                        .map(problem -> problem.getLine() + ":" + problem.getColumn() + " " + problem.getMessage())
                        .toList());
        var computed = with("@Library(\"${x}\") _\n").run();
        assertTrue(computed.ended().getProblems(0).getMessage().contains("has to be written out"));
    }

    @Test
    void a_variable_that_is_not_groovy_fails_where_it_is_used_with_the_place_in_its_file() {
        var seen = with("@Library('shop') _\ntry { broken() } catch (e) { echo e.message }\nbroken()\n")
                .run();
        assertTrue(seen.echoes().getFirst().startsWith("vars/broken.groovy:"), seen.echoes()::toString);
        var problem = seen.ended().getProblems(0);
        assertEquals("vars/broken.groovy", problem.getFile());
        assertTrue(problem.getLine() > 2, problem::toString);
    }

    @Test
    void a_class_that_is_not_groovy_is_a_problem_of_its_own_file() {
        var seen = Program.of("@Library('bad') import com.acme.Bad\nnew Bad()\n")
                .library("bad", "main", "src/com/acme/Bad.groovy", "package com.acme\nclass Bad {\n  def x( { }\n}\n")
                .run();
        assertTrue(seen.ended().getRefused(), () -> seen.ended().toString());
        assertEquals("src/com/acme/Bad.groovy", seen.ended().getProblems(0).getFile());
        assertEquals(3, seen.ended().getProblems(0).getLine());
    }

    @Test
    void what_pipelines_may_not_use_libraries_may_not_use_either() {
        var seen = Program.of("@Library('bad') _\nbad()\n")
                .library("bad", "main", "vars/bad.groovy", "def call() {\n  new File('/etc/passwd').text\n}\n")
                .run();
        assertEquals(2, seen.ended().getProblems(0).getLine());
        assertTrue(seen.ended().getProblems(0).getMessage().contains("java.io.File is not for pipelines"));
    }

    @Test
    void libraries_that_load_each_other_end() {
        var seen = Program.of("@Library('a') _\necho a()\n")
                .library("a", "main", "vars/a.groovy", "def call() { library 'b'; b(1) }\ndef last() { 'last' }")
                .library("b", "main", "vars/b.groovy", "def call(n) { library 'a'; a.last() + n }")
                .run();
        assertEquals(List.of("last1"), seen.echoes());
    }

    @Test
    void a_name_that_is_nearly_a_variable_says_so() {
        var seen = with("@Library('shop') _\nshopp()\n").run();
        assertTrue(seen.ended().getProblems(0).getMessage().contains("Did you mean 'shop'?"));
    }

    @Test
    void a_file_of_the_workspace_is_loaded_as_a_script() {
        var seen = Program.of("""
                x = 'shared'
                node {
                    def tools = load 'ci/tools.groovy'
                    tools.say('one')
                    echo "${tools.last} ${load('ci/value.groovy')}"
                    tools.fail()
                }
                """)
                .file(
                        "ci/tools.groovy",
                        "last = 'none'\ndef say(m) { echo \"$x $m\"; last = m }\ndef fail() {\n  error 'here'\n}\nreturn this\n")
                .file("ci/value.groovy", "40 + 2")
                .run();
        assertEquals(List.of("shared one", "one 42"), seen.echoes());
        assertEquals("ci/tools.groovy", seen.ended().getProblems(0).getFile());
        assertEquals(4, seen.ended().getProblems(0).getLine());
    }

    @Test
    void a_file_that_is_not_there_or_not_groovy_is_named() {
        var missing = Program.of("node { load 'no.groovy' }").run();
        assertEquals("no.groovy is not there", missing.ended().getProblems(0).getMessage());
        var wrong = Program.of("node {\n load 'x.groovy'\n}")
                .file("x.groovy", "def (\n")
                .run();
        assertEquals("x.groovy", wrong.ended().getProblems(0).getFile());
        var nowhere = Program.of("load 'x.groovy'").run();
        assertTrue(nowhere.ended().getProblems(0).getMessage().contains("load needs an agent"));
    }
}
