package dev.millrace.evaluator.fence;

import java.util.List;
import java.util.Random;

/** A program that reaches for a class in a way that nobody wrote down: some way to hold it, some act on it, wrapped in some of the places where code stands. */
final class RandomEscape {
    private static final List<String> HOLDS = List.of(
            "%s",
            "[%s][0]",
            "[a: %s].a",
            "[a: %s]['a']",
            "({ %s })()",
            "({ -> %s }.call())",
            "(%s ?: null)",
            "(true ? %s : null)",
            "[%s].first()",
            "[%s].find { true }",
            "([%s] as Set).iterator().next()",
            "((Object) %s)",
            "((Class) %s)",
            "(%s as Class)",
            "[x: %s].with { x }",
            "[%s].collect { it }[0]",
            "Optional.of(%s).get()",
            "({ a = %s -> a })()",
            "[1].inject(%s) { a, b -> a }",
            "{ it -> it }.curry(%s).call()");

    private static final List<String> ACTS = List.of(
            "X.touch()",
            "X?.touch()",
            "X.\"touch\"()",
            "X.\"${'to' + 'uch'}\"()",
            "X.touch(1)",
            "X.touch(*[1])",
            "X.touch([1])",
            "X.touched",
            "X?.touched",
            "X.'touched'",
            "X['touched']",
            "X.\"${'touched'}\"",
            "X.getTouched()",
            "X.touched = 1",
            "X['touched'] = 1",
            "X.open = 'x'",
            "X.@open = 'x'",
            "X.setTouched(2)",
            "X.touched += 1",
            "X.touched++",
            "[X]*.touch()",
            "[X]*.touched",
            "[X].touched",
            "[X].each { it.touch() }",
            "[X].collect { it.touched }",
            "(X.&touch)()",
            "(X.&touch).call()",
            "(X::touch)()",
            "(X.&new)()",
            "(X::new)()",
            "[1].each(X.&touch)",
            "[1].stream().map(X.&touch).toList()",
            "(X.&touch >> { it })()",
            "({ 1 } >> X.&touch)()",
            "(X.&touch).memoize()()",
            "(X.&touch).curry(1)()",
            "X.newInstance()",
            "X.newInstance('x')",
            "X.newInstance([value: 1])",
            "X.getDeclaredConstructor().newInstance()",
            "X.getMethod('touch').invoke(null)",
            "X.declaredFields.each { it.set(null, 'x') }",
            "X.invokeMethod('touch', [] as Object[])",
            "X.metaClass.invokeStaticMethod(X, 'touch', [] as Object[])",
            "X.metaClass.touch = { 1 }",
            "X.getMetaClass().getProperty(X, 'touched')",
            "['x'].asType(X)",
            "[value: 1].asType(X)",
            "({ 1 }).asType(X)",
            "'x'.asType(X)",
            "[].asType(X)",
            "[1, 'x'].&asType(X)",
            "X.with { touch() }",
            "X.with { touched }",
            "X.tap { touch() }",
            "use(X) { 1.touch() }",
            "\"${-> X.touch()}\".toString()",
            "\"${X.touched}\".toString()",
            "'a'.replaceAll('a') { X.touch() }",
            "[:].withDefault { X.touch() }.k",
            "[2, 1].sort { X.touch() }",
            "switch (1) { case { X.touch() }: break }",
            "assert X.touch() == 1",
            "for (q in [X]) { q.touch() }",
            "def (m, n) = [X, 1]; m.touch()",
            "X.classLoader.loadClass(X.name).touch()",
            "Class.forName(X.name).touch()",
            "X.class.forName(X.name).touch()",
            "def z = { touch() }; z.delegate = X; z.resolveStrategy = Closure.DELEGATE_FIRST; z()",
            "def z = { touched }; z.delegate = X; z.resolveStrategy = Closure.DELEGATE_ONLY; z()",
            "(({ touch() }).rehydrate(X, X, X))()",
            "([get: { X.touch() }] as java.util.function.Supplier).get()",
            "({ X.touch() } as Runnable).run()",
            "({ X.touch() } as java.util.concurrent.Callable).call()");

    /** Where a body stands: declarations at the top, then the call of it. */
    private record Wrap(String declarations, String body) {}

    private static final List<Wrap> WRAPS = List.of(
            new Wrap("", "B"),
            new Wrap("", "({ B })()"),
            new Wrap("", "if (true) { B }"),
            new Wrap("", "[1].each { i -> B }"),
            new Wrap("", "1.times { B }"),
            new Wrap("", "try { throw new Exception('x') } catch (e) { B }"),
            new Wrap("", "try { 1 } finally { B }"),
            new Wrap("", "stage('s') { B }"),
            new Wrap("", "withEnv(['A=1']) { B }"),
            new Wrap("", "def f = { p -> B }; f(1)"),
            new Wrap("", "parallel(a: { B })"),
            new Wrap("", "retry(1) { B }"),
            new Wrap("def fN() { B }", "fN()"),
            new Wrap("def fN(p = { B }()) { p }", "fN()"),
            new Wrap("@NonCPS def fN() { B }", "fN()"),
            new Wrap("@groovy.transform.CompileStatic class CN { def f() { B } }", "new CN().f()"),
            new Wrap("class CN { def f() { B } }", "new CN().f()"),
            new Wrap("class CN { static f() { B } }", "CN.f()"),
            new Wrap("class CN { CN() { B } }", "new CN()"),
            new Wrap("class CN { def x = { B }() }", "new CN().x"),
            new Wrap("class CN { static x = { B }() }", "CN.x"),
            new Wrap("class CN { String toString() { B; '' } }", "new CN().toString()"),
            new Wrap("class CN { def getP() { B } }", "new CN().p"),
            new Wrap("class CN { void setP(v) { B } }", "new CN().p = 1"),
            new Wrap("class CN { def methodMissing(String n, a) { B } }", "new CN().zzz()"),
            new Wrap("class CN { def propertyMissing(String n) { B } }", "new CN().zzz"),
            new Wrap("class CN extends ArrayList { def f() { B } }", "new CN().f()"),
            new Wrap("class CN extends Exception { String getMessage() { B; 'x' } }", "new CN().message"),
            new Wrap("class CN implements Comparable { int compareTo(o) { B; 0 } }", "[new CN(), new CN()].sort()"),
            new Wrap("enum EN { A; def f() { B } }", "EN.A.f()"),
            new Wrap("trait TN { def f() { B } }\nclass CN implements TN { }", "new CN().f()"),
            new Wrap("interface IN { def f() }", "({ B } as IN).f()"),
            new Wrap("abstract class CN { abstract f(); def g() { f() } }", "new CN() { def f() { B } }.g()"));

    private final String declarations;
    private final String body;

    RandomEscape(long seed) {
        var random = new Random(seed);
        var held = "c";
        for (int depth = random.nextInt(3); depth >= 0; depth--) {
            held = pick(random, HOLDS).formatted(held);
        }
        // in classes and methods there is no variable of the script: the class is found anew
        var act = "def c = BAIT; " + pick(random, ACTS).replace("X", held);
        var top = new StringBuilder();
        int number = 0;
        for (int depth = random.nextInt(3); depth >= 0; depth--) {
            var wrap = pick(random, WRAPS);
            number++;
            top.append(wrap.declarations()
                            .replaceAll("N\\b(?!ew)", Integer.toString(number))
                            .replace("B", mark(act)))
                    .append('\n');
            act = wrap.body().replaceAll("\\b([CEITf])N\\b", "$1" + number).replace("B", mark(act));
            act = unmark(act);
        }
        this.declarations = unmark(top.toString());
        this.body = act;
    }

    private static String mark(String text) {
        return text.replace("BAIT", "\u0001");
    }

    private static String unmark(String text) {
        return text.replace("\u0001", "BAIT");
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Reaching for a class of the process, by its name. */
    String reaching(Class<?> type) {
        return "Class name() { '%s' }\n".formatted(type.getName())
                + program("({ Class k = '%s'; k }())".formatted(type.getName()), body);
    }

    /** The same, reaching for a class that the program itself defines; what it prints at its end says how often that was reached. */
    String baited() {
        return """
                class Bait {
                    static int hits = 0
                    static Object open = 'untouched'
                    static void setOpen(v) { hits++ }
                    def value
                    Bait() { hits++ }
                    Bait(String s) { hits++ }
                    Bait(int n, String s) { hits++ }
                    static touch() { hits++; 'touched' }
                    static touch(v) { touch() }
                    static getTouched() { touch() }
                    static void setTouched(v) { touch() }
                }
                """ + program("Bait", "try { " + body + " } finally { echo \"hits ${Bait.hits}\" }");
    }

    private String program(String bait, String text) {
        return declarations.replace("BAIT", bait) + text.replace("BAIT", bait) + "\n";
    }
}
