package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pipelines are made of: each is run, and run again from every position of its journal. */
class IdiomsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "def (a, b) = [1, 2]; def (String c, int d) = ['x', 3]; echo \"$a$b$c$d\" ¦ 12x3",
                "assert 1 + 1 == 2 : 'sums'; echo 'ok' ¦ ok",
                "['a', 'b'].eachWithIndex { it, i -> echo \"$i$it\" } ¦ 0a,1b",
                "for (x in ['a', 'b']) { echo x }; for (int i = 0; i < 2; i++) { echo \"$i\" } ¦ a,b,0,1",
                "echo \"${[3, 1, 2].sort()} ${[1, 1, 2].unique()}\".replace(',', ';') ¦ [1; 2; 3] [1; 2]",
                "echo \"${[a: 1, b: 2].collectEntries { k, v -> [v, k] }}\".replace(',', ';') ¦ [1:a; 2:b]",
                "echo \"${(['b', 'a', 'b'] as Set).size()} ${['a', 'b'] as String[]}\".replace(',', ';') ¦ 2 [a; b]",
                "echo \"${Eval.me('40 + 2')} ${evaluate('x = 1; x + 1')} $x\" ¦ 42 2 1",
                "def m = [:].withDefault { [] }; m.a << 1; echo \"${m.a} ${m?.b?.size()}\" ¦ [1] 0",
                "echo new Date(0).format('yyyy-MM-dd') + (new Date(0) + 1).format('dd', TimeZone.getTimeZone('UTC')) ¦ 1970-01-0102",
                "echo Date.parse('yyyy-MM-dd', '2020-02-29').format('EEE') + (Date.parse('yyyy', '2021') - Date.parse('yyyy', '2020')) ¦ Sat366",
                "echo new Date().format('yyyy').length() as String ¦ 4",
                "echo \"${new groovy.json.JsonSlurperClassic().parseText('{\"a\": [1, {\"b\": 2}]}').a[1].b}\" ¦ 2",
                "echo new groovy.json.JsonSlurper().parseText('{\"a\": \"x\"}').a ¦ x",
                "echo groovy.json.JsonOutput.toJson([a: 1]) ¦ {\"a\":1}",
                "echo new XmlSlurper().parseText('<a><b c=\"1\">x</b></a>').b.@c.text() ¦ 1",
                "echo new XmlParser().parseText('<a><b>x</b></a>').b.text() ¦ x",
                "echo \"${'abc'[-1..0]} ${'a-b'.replaceAll(/-(.)/) { m, c -> c.toUpperCase() }}\" ¦ cba aB",
                "def v = ('v1.2' =~ /v(\\d)\\.(\\d)/); echo v[0][2]; echo \"${'x' ==~ /x/}\" ¦ 2,true",
                "switch ('rc-1') { case 'a': echo 'a'; break; case ~/rc-.*/: echo 'rc'; break; default: echo 'd' } ¦ rc",
                "try { throw new IllegalStateException('x') } catch (IOException | RuntimeException e) { echo e.message } finally { echo 'f' } ¦ x,f",
                "try { error 'x' } catch (Exception e) { echo e.toString() } ¦ hudson.AbortException: x",
                "try { throw new hudson.AbortException('y') } catch (hudson.AbortException e) { echo e.message } ¦ y",
                "def f = { int n -> n < 2 ? 1 : n * owner.f(n - 1) }; f = { n -> n < 2 ? 1 : n * f(n - 1) }; echo \"${f(5)}\" ¦ 120",
                "def c = { a, b = 2 -> a + b }; echo \"${c(1)} ${c.curry(1)(5)}\" ¦ 3 6",
                "echo 'a,b'.split(',').collect { it.toUpperCase() }.join('+') ¦ A+B",
                "echo \"${10 / 4} ${7.intdiv(2)} ${2 ** 10} ${1.0G} ${'5' as Integer}\" ¦ 2.5 3 1024 1.0 5",
                "echo \"${[1, [2, [3]]].flatten()} ${(1..10).step(3)}\".replace(',', ';') ¦ [1; 2; 3] [1; 4; 7; 10]",
                "echo \"${[[n: 2], [n: 1]].sort { it.n }*.n} ${[1, 2, 3].findAll { it > 1 }.inject(0) { a, b -> a + b }}\".replace(',', ';') ¦ [1; 2] 5",
                "def s = \"\"\"a${1 + 1}\\n\"\"\".trim(); echo s; echo '''x'''.stripIndent() ¦ a2,x",
                "int n = 3L; long l = 5; float f = 1.5; char c = 'x'; echo \"$n$l$f$c\" ¦ 351.5x",
                "println 'p'; print 'q'; printf('%s-%d', 'r', 1); println() ¦ p,q,r-1,",
                "@groovy.transform.Field def count = 1; def up() { count++ }; up(); echo \"$count\" ¦ 2",
                "import groovy.transform.Field; @Field List items = []; def add(x) { items << x }; add('a'); echo items[0] ¦ a",
                "@groovy.transform.Field int n = 0; def c = { n++; n += 1; \"${n}\" }; echo c(); stage('x') { n = 7 }; echo \"$n\" ¦ 2,7",
                "class P { String a; int b = 2 }; def p = new P(a: 'x'); echo \"${p.a}${p.b}\" ¦ x2",
                "class A { static int n = 0; static int up() { ++n } }; A.up(); echo \"${A.up()}\" ¦ 2",
                "enum E { ONE, TWO; String low() { name().toLowerCase() } }; echo E.TWO.low() ¦ two",
                "class L implements Serializable { def steps; L(steps) { this.steps = steps }; def say(x) { steps.echo x; steps.stage(x) { steps.echo 'in' } } }; new L(this).say('s') ¦ s,in",
                "class L { def script; def go() { script.node { script.sh 'make' }; script.env.X = 'y'; script.echo script.env.X + script.currentBuild.currentResult } }; new L(script: steps).go() ¦ ySUCCESS",
                "import hudson.model.*; import jenkins.model.Jenkins; echo \"${Result.FAILURE} ${Result.FAILURE.isWorseThan(Result.SUCCESS)}\" ¦ FAILURE true",
                "import hudson.EnvVars; def f(EnvVars x) { 1 }; hudson.FilePath p = null; echo 'fine' ¦ fine",
                "echo \"${currentBuild.number} ${currentBuild.id} ${currentBuild.displayName} ${currentBuild.duration} ${currentBuild.getBuildCauses().size()}\" ¦ 7 7 #7 0 0",
                "currentBuild.result = 'UNSTABLE'; currentBuild.result = 'SUCCESS'; echo currentBuild.result; currentBuild.result = null ¦ UNSTABLE",
                "echo \"${currentBuild.resultIsBetterOrEqualTo('SUCCESS')} ${currentBuild.resultIsWorseOrEqualTo('FAILURE')}\" ¦ true false",
                "echo \"${currentBuild.previousBuild.result} ${currentBuild.getPreviousBuild().getPreviousBuild().result} ${currentBuild.previousBuild.durationString}\" ¦ UNSTABLE SUCCESS 1 min 1 sec",
                "currentBuild.description = \"v${1}\"; echo currentBuild.description; currentBuild.setDisplayName('n'); echo currentBuild.displayName ¦ v1,n",
                "echo \"${params.A} ${params['A']} ${params.get('B')} $A\" ¦ a a null a",
                "properties([parameters([string(name: 'P', defaultValue: 'd'), booleanParam(name: 'Q', defaultValue: true), choice(name: 'R', choices: ['r', 's'])]), disableConcurrentBuilds(), buildDiscarder(logRotator(numToKeepStr: '5'))]); echo \"${params.P}${params.Q}${params.R}\" ¦ dtruer",
                "properties([[$class: 'ParametersDefinitionProperty', parameterDefinitions: [[$class: 'StringParameterDefinition', name: 'P', defaultValue: 'd']]], pipelineTriggers([cron('@daily')])]); echo params.P ¦ d",
                "node { step([$class: 'JUnitResultArchiver', testResults: 'x.xml']); echo currentBuild.result } ¦ UNSTABLE",
                "node { def r = sh(returnStatus: true, script: 'false'); if (r != 0) { echo \"r$r\" } } ¦ r1",
                "withEnv(['PATH+X=/x', 'A=1']) { echo \"$A ${env.getProperty('A')} ${env['A']}\" } ¦ 1 1 1",
                "timeout(time: 1, unit: 'MINUTES') { echo 't' }; timeout(5) { echo 'u' }; sleep time: 1, unit: 'SECONDS'; sleep 1 ¦ t,u",
                "def steps1 = [:]; for (n in ['a', 'b']) { def x = n; steps1[n] = { echo x } }; steps1.failFast = true; parallel steps1 ¦ a,b",
                "def m = this.&say; def say(x) { echo x }; m('p'); ['q'].each(this.&say) ¦ p,q",
                "def call(x) { echo \"called $x\" }; call(1); this.call(2) ¦ called 1,called 2",
                "binding.setVariable('z', 1); echo \"$z ${binding.hasVariable('z')}\" ¦ 1 true",
                "def x = 'a'; def y = x ?: 'b'; def z = null ?: 'c'; echo \"$y$z${null?.foo}\" ¦ acnull",
                "echo \"${'x'.with { it + 'y' }} ${[1, 2, 3].max()} ${['a', 'b'].contains('a')} ${'Foo'.toLowerCase().capitalize()}\" ¦ xy 3 true Foo",
                "def a = [1, 2]; a += 3; a << 4; echo a.join(''); def m = [x: 1] + [y: 2]; echo m.keySet().join('') ¦ 1234,xy"
            })
    void idioms(String source, String echoes) {
        var seen = Program.of(source).build("number", 7).parameter("A", "a").run(12);
        assertEquals(
                currentlyUnstable(source) ? Result.UNSTABLE : Result.SUCCESS,
                seen.result(),
                () -> seen.ended().toString());
        assertEquals(List.of(echoes.split(",", -1)), seen.echoes());
    }

    private static boolean currentlyUnstable(String source) {
        return source.contains("JUnitResult") || source.contains("result = 'UNSTABLE'");
    }
}
