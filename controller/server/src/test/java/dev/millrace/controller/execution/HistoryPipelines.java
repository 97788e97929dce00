package dev.millrace.controller.execution;

import dev.millrace.controller.run.RunResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The pipelines whose runs are kept as histories, by name. What is here is run by another release one day: nothing here changes, there only come more. */
final class HistoryPipelines {
    /**
     * A pipeline.
     *
     * @param meanwhile what is done while it runs
     * @param result how it ends
     */
    record Pipeline(String source, Meanwhile meanwhile, RunResult result) {}

    /** What happens to a run from outside. */
    enum Meanwhile {
        NOTHING,
        ABORT,
        ANSWER,
        RESTART
    }

    static final Map<String, Pipeline> ALL = new HistoryPipelines().all();

    private final Map<String, Pipeline> pipelines = new LinkedHashMap<>();

    private HistoryPipelines() {}

    private void add(String name, RunResult result, String source) {
        add(name, result, Meanwhile.NOTHING, source);
    }

    private void add(String name, RunResult result, Meanwhile meanwhile, String source) {
        pipelines.put(name, new Pipeline(source, meanwhile, result));
    }

    private Map<String, Pipeline> all() {
        add("declarative-post", RunResult.UNSTABLE, """
                pipeline {
                    agent any
                    options { timeout(time: 5, unit: 'MINUTES'); retry(2) }
                    environment { COLOUR = 'blue'; BOTH = "${COLOUR}-${env.BUILD_NUMBER}" }
                    stages {
                        stage('Build') {
                            when { expression { params.WHO == 'world' } }
                            steps { sh 'lines 2'; echo "$BOTH" }
                            post { always { echo 'built' } }
                        }
                        stage('Skipped') {
                            when { not { environment name: 'COLOUR', value: 'blue' } }
                            steps { error 'never' }
                        }
                        stage('Test') {
                            steps { tests() }
                            post { unstable { echo 'unstable' }; success { echo 'no' } }
                        }
                        stage('After') { steps { script { def n = 3; n.times { echo "after $it" } } } }
                    }
                    post { always { echo 'always' }; unstable { echo 'unstable' }; failure { echo 'no' }; cleanup { echo 'cleanup' } }
                }
                """);
        add("declarative-matrix", RunResult.SUCCESS, """
                pipeline {
                    agent none
                    stages {
                        stage('All') {
                            matrix {
                                axes {
                                    axis { name 'OS'; values 'linux', 'mac', 'windows' }
                                    axis { name 'ARCH'; values 'x86', 'arm' }
                                }
                                excludes { exclude { axis { name 'OS'; values 'mac' }; axis { name 'ARCH'; values 'x86' } } }
                                stages {
                                    stage('Build') { steps { echo "$OS on $ARCH" } }
                                    stage('Test') { when { environment name: 'ARCH', value: 'arm' }; steps { echo "test $OS" } }
                                }
                            }
                        }
                    }
                }
                """);
        add("declarative-fail-fast", RunResult.FAILURE, """
                pipeline {
                    agent any
                    stages {
                        stage('Both') {
                            failFast true
                            parallel {
                                stage('Bad') { steps { sh 'exit 3' } }
                                stage('Slow') { steps { sleep 60 }; post { aborted { echo 'stopped' } } }
                                stage('Quick') { stages { stage('One') { steps { echo '1' } }; stage('Two') { steps { echo '2' } } } }
                            }
                        }
                        stage('Never') { steps { echo 'never' } }
                    }
                    post { failure { echo 'failed' } }
                }
                """);
        add("declarative-graph", RunResult.SUCCESS, """
                pipeline {
                    agent none
                    stages {
                        stage('build') { outputs { text 'version' }; steps { script { output 'version', '1.2' } } }
                        stage('lint') { steps { sleep(time: 30, unit: 'MILLISECONDS') } }
                        stage('test') { needs('build'); steps { echo "testing ${outputs.build.version}" } }
                        stage('ship') { needs('test', 'lint'); steps { echo 'shipped' } }
                    }
                }
                """);
        add("declarative-input", RunResult.SUCCESS, Meanwhile.ANSWER, """
                pipeline {
                    agent none
                    stages {
                        stage('Ask') {
                            input { message 'Ready?'; parameters { string(name: 'WHERE', defaultValue: 'south') } }
                            steps { echo "going $WHERE" }
                        }
                    }
                }
                """);
        add("scripted-input", RunResult.SUCCESS, Meanwhile.ANSWER, """
                def where = input(message: 'Ready?', parameters: [string(name: 'WHERE', defaultValue: 'south')])
                echo "going $where"
                """);
        add("scripted-try-retry", RunResult.FAILURE, """
                class Counter implements Serializable {
                    int count = 0
                    def next() { ++count }
                }
                @groovy.transform.Field def seen = []
                def note(what) { seen << what }
                def counter = new Counter()
                node {
                    retry(3) {
                        note(counter.next())
                        if (counter.count < 3) { sh 'exit 1' }
                    }
                    try {
                        sh 'exit 4'
                    } catch (e) {
                        echo "caught ${e.message}"
                    } finally {
                        echo "seen ${seen.join(',')}"
                    }
                    catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') { error 'kept' }
                    warnError('warned') { sh 'exit 2' }
                    echo currentBuild.currentResult
                    [1, 2, 3].findAll { it % 2 }.each { echo "odd $it" }
                }
                error 'the end'
                """);
        add("scripted-timeout", RunResult.SUCCESS, """
                try {
                    timeout(time: 200, unit: 'MILLISECONDS') { sleep 60 }
                } catch (e) {
                    echo e.class.simpleName
                }
                timeout(time: 5, unit: 'MINUTES') { echo 'in time' }
                """);
        add("scripted-parallel", RunResult.SUCCESS, """
                def order = []
                def work = [:]
                for (int i = 0; i < 4; i++) {
                    def n = i
                    work["w$n"] = {
                        sleep(time: 40 * (4 - n), unit: 'MILLISECONDS')
                        order << n
                        echo "w$n of ${order.size()}"
                    }
                }
                parallel work
                echo order.size().toString()
                parallel(left: { node { sh 'lines 1' } }, right: { node { sh 'lines 2' } })
                """);
        add("scripted-parallel-fails", RunResult.FAILURE, """
                parallel failFast: true,
                    bad: { sleep(time: 50, unit: 'MILLISECONDS'); error 'bad' },
                    slow: { try { sleep 60 } finally { echo 'stopped' } },
                    quick: { echo 'quick' }
                """);
        add("scripted-surroundings", RunResult.SUCCESS, """
                properties([buildDiscarder(logRotator(numToKeepStr: '5'))])
                currentBuild.description = "for ${params.WHO}"
                withEnv(['A=1', "B=${env.BRANCH_NAME}"]) {
                    echo "$A $B"
                    env.C = 'set'
                }
                echo env.C
                node {
                    echo pwd()
                    ws('other') { echo env.WORKSPACE }
                    isUnix()
                }
                if (params.LOUD) { echo 'LOUD' }
                def text = evaluate('1 + 1')
                echo "$text ${currentBuild.number > 0}"
                timestamps { echo 'timed' }
                """);
        add("time-and-chance", RunResult.SUCCESS, """
                def begin = System.currentTimeMillis()
                def id = UUID.randomUUID().toString()
                def dice = new Random().nextInt(6)
                def day = new Date()
                sleep(time: 10, unit: 'MILLISECONDS')
                echo "${System.currentTimeMillis() >= begin} ${id.size()} ${dice in 0..5} ${day.time > 0}"
                """);
        add("library", RunResult.SUCCESS, """
                @Library('open@v2') _
                hello()
                node { hello() }
                """);
        add("aborted", RunResult.ABORTED, Meanwhile.ABORT, """
                stage('Wait') {
                    try {
                        parallel(a: { sleep 60 }, b: { node { sh 'lines 1' }; sleep 60 })
                    } finally {
                        echo 'cleaning up'
                    }
                }
                """);
        add("aborted-declarative", RunResult.ABORTED, Meanwhile.ABORT, """
                pipeline {
                    agent any
                    stages { stage('Wait') { steps { retry(3) { sleep 60 } }; post { aborted { echo 'stage aborted' } } } }
                    post { aborted { echo 'aborted' }; cleanup { echo 'cleanup' } }
                }
                """);
        add("restarted", RunResult.FAILURE, Meanwhile.RESTART, """
                node {
                    stage('First') { echo 'first' }
                    stage('Second') { sh 'exit 5' }
                }
                """);
        add(
                "long",
                RunResult.SUCCESS,
                "def sum = 0\n"
                        + IntStream.range(0, 1_200)
                                .mapToObj(i ->
                                        (i % 4 == 0 ? "def v" + i + " = " + i + "\n" : "sum += v" + (i - i % 4) + "\n"))
                                .collect(Collectors.joining())
                        + "echo \"$sum\"\nif (sum > 5) { stage('More') { echo 'more' }; return }\nerror 'never'\n");
        return Collections.unmodifiableMap(pipelines);
    }
}
