package dev.millrace.evaluator.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.evaluator.Program;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pipelines compute with, beside what {@code IdiomsTest} has of steps. */
class AllowedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "echo java.security.MessageDigest.getInstance('SHA-256').digest('x'.bytes).encodeHex().toString().take(8) ¦ 2d711642",
                "echo 'x'.bytes.encodeBase64().toString() + new String('eA=='.decodeBase64()) ¦ eA==x",
                "echo Base64.encoder.encodeToString('x'.getBytes('UTF-8')) + new String(Base64.getDecoder().decode('eA==')) ¦ eA==x",
                "echo 'x'.md5() + 'x'.sha256().take(4) ¦ 9dd4e461268c8034f5c8564e155c67a62d71",
                "echo URLEncoder.encode('a b', 'UTF-8') + URLDecoder.decode('a%20b', 'UTF-8') + new URI('http://h/p').host ¦ a+ba bh",
                "echo new URL('http://h:1/p?q').with { it.host + it.port + it.path } ¦ h1/p",
                "def c = Calendar.getInstance(); c.setTimeInMillis(0); echo c.get(Calendar.YEAR).toString() ¦ 1970",
                "echo new java.text.SimpleDateFormat('yyyy').format(new Date(0)) ¦ 1970",
                "echo java.time.LocalDate.parse('2020-02-28').plusDays(2).toString() ¦ 2020-03-01",
                "echo java.time.Duration.ofMinutes(90).toHours().toString() ¦ 1",
                "echo java.util.regex.Pattern.compile('b').matcher('abc').replaceAll('x') ¦ axc",
                "def m = 'abc' =~ /b(.)/; m.find(); echo m.group(1) ¦ c",
                "echo(\"${[1, 2, 3].stream().filter { it > 1 }.map { it * 2 }.collect(java.util.stream.Collectors.toList())}\") ¦ [4, 6]",
                "echo Optional.of('x').map { it + 'y' }.orElse('z') ¦ xy",
                "def s = new java.util.concurrent.ConcurrentHashMap(); s.put('a', 1); s.b = 2; echo s.keySet().sort().join('') ¦ ab",
                "def n = new java.util.concurrent.atomic.AtomicInteger(); n.incrementAndGet(); echo n.toString() ¦ 1",
                "def p = new Properties(); p.load(new StringReader('a=b')); echo p.getProperty('a') + p.a + p['a'] ¦ bbb",
                "def x = new XmlParser().parseText('<a><b>1</b></a>'); x.b[0].value = '2'; echo groovy.xml.XmlUtil.serialize(x).contains('<b>2</b>').toString() ¦ true",
                "def x = new XmlSlurper().parseText('<a><b n=\"1\">x</b><b n=\"2\">y</b></a>'); echo x.b.findAll { it.@n == '2' }.text() + x.children().size() + x.b[0].@n ¦ y21",
                "def b = new groovy.json.JsonBuilder(); b.a { c 1 }; echo b.toString() + b.toPrettyString().length() ¦ {\"a\":{\"c\":1}}35",
                "echo groovy.json.JsonOutput.prettyPrint(groovy.json.JsonOutput.toJson([a: [1, 'x']])).replaceAll(/\\s/, '') ¦ {\"a\":[1,\"x\"]}",
                "class P { String a = 'x'; int b = 2 }; echo groovy.json.JsonOutput.toJson(new P()) ¦ {\"a\":\"x\",\"b\":2}",
                "class P { String a = 'x' }; echo new P().properties.a + P.name + P.simpleName + new P().class.name ¦ xPPP",
                "@groovy.transform.Canonical class P { String a }; echo new P('x').toString() + (new P('x') == new P('x')) ¦ P(x)true",
                "@groovy.transform.Immutable class P { String a }; echo new P(a: 'x').toString() ¦ P(x)",
                "@groovy.transform.ToString(includeNames = true) class P { int a }; echo new P(a: 1).toString() ¦ P(a:1)",
                "@groovy.transform.CompileStatic class P { int f(int n) { n * 2 } }; echo new P().f(4).toString() ¦ 8",
                "record R(int x) { def twice() { x * 2 } }; echo new R(1).toString() + new R(2).twice() + (new R(1) == new R(1)) ¦ R[x=1]4true",
                "trait T { def f() { 'x' } }; class A implements T { }; echo new A().f() ¦ x",
                "class D { @Delegate List l = [1] }; echo new D().size().toString() ¦ 1",
                "class L extends ArrayList { def twice() { size() * 2 } }; def l = new L(); l << 1; echo \"${l.twice()} $l\" ¦ 2 [1]",
                "class M extends HashMap { def n = 3; def f() { n + 1 } }; def m = new M(); m.x = 1; echo \"${m.x} ${m.f()}\" ¦ 1 4",
                "class E extends RuntimeException { E(String m) { super(m) } }; try { throw new E('m') } catch (E e) { echo e.message } ¦ m",
                "class C implements Comparable<C> { int n; int compareTo(C o) { n <=> o.n } }; echo(([new C(n: 2), new C(n: 1)].sort()*.n).join()) ¦ 12",
                "def c = [compare: { a, b -> b <=> a }] as Comparator; echo([1, 2].toSorted(c).join()) ¦ 21",
                "Runnable r = { echo 'ran' }; r.run() ¦ ran",
                "class Text { static shout(String self) { self.toUpperCase() } }; use(Text) { echo 'x'.shout() } ¦ X",
                "def t = new Tuple2('a', 1); echo t.first + t.v2 ¦ a1",
                "echo(['a', 'b'].withIndex().collect { s, i -> s + i }.join()) ¦ a0b1",
                "def (q, r) = 7.intdiv(2).with { [it, 7 % 2] }; echo \"$q$r\" ¦ 31",
                "echo sprintf('%03d', 7) + String.format('%s', 'x') + 'y'.padLeft(2, '.') ¦ 007x.y",
                "echo 'b\\na'.readLines().sort().join() + 'a b'.tokenize().size() + 'ab'.toList().reverse().join() ¦ ab2ba",
                "echo new Random(1).nextInt(10).toString() + UUID.fromString('00000000-0000-0000-0000-000000000001').toString()[-1] ¦ 51",
                "def f = { int n -> n < 2 ? 1 : n * call(n - 1) }; echo f(5).toString() ¦ 120",
                "def f = { n -> n < 2 ? 1 : n * f(n - 1) }.memoize(); echo 'x' ¦ x",
                "def f = [1, 2].&size; echo f().toString() + ['a', 'bb'].collect(String::length).join() ¦ 212",
                "echo((['a', 'b']*.toString()).join() + [1, 2].class.simpleName + 1.class.name) ¦ abArrayListjava.lang.Integer",
                "StringBuilder b = new StringBuilder(); b << 'x'; b.append(1).insert(0, 'y'); echo b.toString() + b.length() ¦ yx13",
                "echo Integer.MAX_VALUE.toString() + Integer.parseInt('12') + Math.max(1, 2) + Long.valueOf(3) ¦ 21474836471223",
                "assert [a: 1].a == 1; echo ([1, 2, 3].sum { it } as String) ¦ 6",
                "System.out.println('nowhere'); echo 'x'.equals('x').toString() ¦ true",
                "try { assert 1 == 2 } catch (AssertionError e) { echo e.message.readLines()[0] } ¦ assert 1 == 2",
                "try { [].first() } catch (NoSuchElementException e) { echo 'none' } ¦ none",
                "enum E { A(1), B(2); final int n; E(int n) { this.n = n } }; echo E.values()*.n.join() + E.valueOf('B').ordinal() + E.A.next() ¦ 121B"
            })
    void a_program_computes(String source, String echo) {
        var seen = Program.of(source).play(List.of());
        assertEquals(List.of(echo), seen.echoes(), () -> seen.ended().toString());
    }
}
