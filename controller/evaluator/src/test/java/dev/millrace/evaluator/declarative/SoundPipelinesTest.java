package dev.millrace.evaluator.declarative;

import static dev.millrace.evaluator.declarative.Sources.pipeline;
import static dev.millrace.evaluator.declarative.Sources.stage;
import static dev.millrace.evaluator.declarative.Sources.stages;
import static dev.millrace.evaluator.declarative.Sources.steps;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Jenkins' users write, and nothing is wrong with. */
class SoundPipelinesTest {
    static Stream<String> agents() {
        return Stream.of(
                pipeline("agent any"),
                pipeline("agent none"),
                pipeline("agent { any }"),
                pipeline("agent { label 'a && b' }"),
                pipeline("agent { label \"${params.WHERE}\" }"),
                pipeline("agent { node { label 'a'; customWorkspace '/x' } }"),
                pipeline("agent { docker 'maven:3' }"),
                pipeline("agent { docker { image 'x'; args '-v /a:/b'; label 'y'; alwaysPull true; reuseNode false;"
                        + " registryUrl 'https://r'; registryCredentialsId 'c' } }"),
                pipeline("agent { dockerfile true }"),
                pipeline(
                        "agent { dockerfile { filename 'Dockerfile.build'; dir 'build'; additionalBuildArgs '--x' } }"),
                pipeline("agent { kubernetes { yaml '''\nkind: Pod\n'''\ndefaultContainer 'jnlp'\nretries 2\n} }"),
                pipeline("agent { kubernetes { containerTemplate { name 'maven'\nimage 'x'\nttyEnabled true }\n"
                        + "volumes([emptyDirVolume(mountPath: '/x')]) } }"));
    }

    static Stream<String> directives() {
        return Stream.of(
                pipeline(
                        "agent any\nenvironment { A = 'x'; B = \"${A}y\"; C = credentials('id'); D = A + 'z'; _E = sh(script: 'x', returnStdout: true).trim() }"),
                pipeline("agent any\nenvironment { A = \"${params.X ?: 'y'}\"\nB = f('x')\nC = \"\"\"a\nb\"\"\" }"),
                pipeline(
                        "agent any\noptions { buildDiscarder(logRotator(numToKeepStr: '5', artifactNumToKeepStr: '1')); timeout(time: 1, unit: 'HOURS');"
                                + " timestamps(); disableConcurrentBuilds(abortPrevious: true); skipDefaultCheckout true; retry(3); preserveStashes(buildCount: 5);"
                                + " quietPeriod(5); durabilityHint('PERFORMANCE_OPTIMIZED'); checkoutToSubdirectory('x'); parallelsAlwaysFailFast();"
                                + " newContainerPerStage(); skipStagesAfterUnstable(); disableResume(); overrideIndexTriggers(false); ansiColor('xterm');"
                                + " rateLimitBuilds(throttle: [count: 1, durationName: 'hour', userBoost: true]); copyArtifactPermission('*') }"),
                pipeline(
                        "agent any\nparameters { string(name: 'A', defaultValue: 'x', description: 'y', trim: true); text(name: 'B', defaultValue: '''a\nb''');"
                                + " booleanParam(name: 'C', defaultValue: true); choice(name: 'D', choices: ['a', 'b']); choice(name: 'E', choices: 'a\\nb');"
                                + " password(name: 'F', defaultValue: 'x'); file(name: 'G'); run(name: 'H', projectName: 'p', filter: 'ALL');"
                                + " credentials(name: 'I', credentialType: 'x', required: false, defaultValue: '') }"),
                pipeline(
                        "agent any\ntriggers { cron('H 4 * * 1-5'); pollSCM('@daily'); upstream(upstreamProjects: 'a,b', threshold: hudson.model.Result.SUCCESS);"
                                + " githubPush(); GenericTrigger(token: 'x', genericVariables: [[key: 'a', value: 'b']]) }"),
                pipeline(
                        "agent any\ntools { maven 'M3'; jdk \"JDK${params.V}\"; nodejs 'x'; 'hudson.plugins.sonar.SonarRunnerInstallation' 'y' }"),
                pipeline("agent any\nlibraries { lib('a@master'); lib 'b' }"),
                pipeline(
                        "agent any\npost { always { script { if (true) { echo 'x' } } }\nunsuccessful { echo 'x' }\nfixed { echo 'x' }\ncleanup { echo 'x' } }"),
                stage("input { message 'Go?'; id 'x'; ok 'Yes'; submitter 'a,b'; submitterParameter 'WHO';"
                        + " parameters { string(name: 'P', defaultValue: 'x') } }\nsteps { echo \"${P}\" }"),
                stage(
                        "options { timeout(time: 1); retry(2); skipDefaultCheckout(); timestamps() }\ntools { maven 'M' }\nsteps { echo 'x' }"));
    }

    static Stream<String> conditions() {
        return Stream.of(
                        "branch 'main'",
                        "branch pattern: 'release-\\\\d+', comparator: 'REGEXP'",
                        "changeset '**/*.js'",
                        "changeset pattern: '.*TEST\\\\.java', comparator: 'regexp', caseSensitive: true",
                        "changelog '.*^\\\\[DEPENDENCY\\\\] .+$'",
                        "buildingTag()",
                        "tag 'v*'",
                        "tag()",
                        "changeRequest()",
                        "changeRequest target: 'main', comparator: 'EQUALS'",
                        "changeRequest authorEmail: '[\\\\w_-.]+@example.com', comparator: 'REGEXP'",
                        "environment name: 'A', value: 'b', ignoreCase: true",
                        "equals expected: 2, actual: currentBuild.number",
                        "expression { return params.X }",
                        "triggeredBy 'TimerTrigger'",
                        "triggeredBy cause: 'UserIdCause', detail: 'me'",
                        "isRestartedRun()",
                        "not { branch 'main' }",
                        "allOf { branch 'x'; not { anyOf { branch 'y'; environment name: 'A', value: 'b' } } }",
                        "beforeAgent true\nbeforeInput true\nbeforeOptions false\nbranch 'x'")
                .map(condition -> stage("when { " + condition + " }\nsteps { echo 'x' }"));
    }

    static Stream<String> calls() {
        return Stream.of(
                        "echo 'x'",
                        "echo(message: 'x')",
                        "echo(['x'].join())",
                        "sh '''\nmake\n'''",
                        "sh(script: \"make ${X}\", returnStatus: true)",
                        "sh([script: 'x', returnStdout: 'true'])",
                        "timeout(5) { echo 'x' }",
                        "timeout(time: '5', unit: 'HOURS') { sh 'x' }",
                        "timeout(time: N, unit: U) { sh 'x' }",
                        "retry(3) { dir('x') { sh 'y' } }",
                        "script { def x = 1\nfor (i in 1..3) { echo \"$i\" } }",
                        "waitUntil { script { true } }",
                        "catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') { sh 'x' }",
                        "withEnv(['A=b', \"C=${D}\"]) { sh 'x' }",
                        "parallel(a: { echo 'x' }, b: { echo 'y' }, failFast: true)",
                        "steps.echo 'x'",
                        "currentBuild.setDisplayName('x')",
                        "pick colour: 'red', share: 0.5, tags: [a: 1]",
                        "pick colour: C, share: -1",
                        "// a comment\n/* another\none */ echo /* here */ 'x' // there",
                        "echo 'a' + \"b\" + '''c''' + \"\"\"d\"\"\" + /e/ + $/f/$",
                        "isUnix()",
                        "error 'x'")
                .map(Sources::steps);
    }

    static Stream<String> shapes() {
        return Stream.of(
                stage(
                        "stages { stage('a') { steps { echo 'x' } }\nstage('b') { stages { stage('c') { steps { echo 'x' } } } } }"),
                stage(
                        "failFast true\nparallel { stage('a') { agent any\nsteps { echo 'x' } }\nstage('b') { stages { stage('c') { steps { echo 'x' } } } } }"),
                stage("stages { stage('a') { parallel { stage('b') { steps { echo 'x' } } } } }"),
                stage("""
                        matrix {
                            agent { label "${OS}" }
                            when { anyOf { environment name: 'OS', value: 'linux'; expression { true } } }
                            axes { axis { name 'OS'; values 'linux', "mac" }; axis { name 'V'; values 1, true } }
                            excludes { exclude { axis { name 'OS'; values 'mac' }; axis { name 'V'; notValues 1 } } }
                            environment { A = "${OS}" }
                            options { timeout(time: 1) }
                            tools { maven 'M' }
                            stages { stage('a') { steps { echo 'x' } }; stage('b') { steps { echo 'y' } } }
                            post { always { echo 'z' } }
                        }"""),
                stages(
                        "stage('g') { stages { stage('m') { matrix { axes { axis { name 'A'; values 'b' } }\nstages { stage('c') { steps { echo 'x' } } } } } } }"),
                stages("stage('') { steps { echo 'x' } }"),
                "#!/usr/bin/env groovy\n" + pipeline("agent any"),
                "def helper(x) { sh x }\ndef V = [1, 2].collect { it + 1 }\n" + steps("helper 'x'"),
                "import groovy.transform.Field\n@Field def y = 1\n" + pipeline("agent any"));
    }

    @ParameterizedTest
    @MethodSource({"agents", "directives", "conditions", "calls", "shapes"})
    void nothing_is_wrong(String source) {
        assertEquals("", Sources.words(Sources.check(source)), source);
    }
}
