package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.MAP;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Images, containers and pods. */
final class Containers {
    private static final String DOCKER = "a provider of containers";
    static final String PODS = "a provider of pods";

    private static final String IMAGE = "Name and tag of the image.";

    private Containers() {}

    static List<Step> all() {
        return Stream.of(docker(), blocks(), clusters()).flatMap(List::stream).toList();
    }

    /** What {@code docker.build}, {@code image.push()} and the others of the variable {@code docker} call. */
    private static List<Step> docker() {
        return List.of(
                Waiting.step(named("dockerBuild", DOCKER)
                        .summary("Builds an image: docker.build.")
                        .positional("image", TEXT, "Name and tag of the image.")
                        .optional("args", TEXT, ".", "Arguments of the build; the last one is its directory.")
                        .example("dockerBuild image: 'shop:1', args: '-f Dockerfile.ci .'")
                        .example("def image = docker.build('shop:1') // dockerBuild")),
                Waiting.step(named("dockerPull", DOCKER)
                        .summary("Fetches an image: image.pull().")
                        .positional("image", TEXT, IMAGE)
                        .example("dockerPull 'maven:3'")),
                Waiting.step(named("dockerPush", DOCKER)
                        .summary("Sends an image to the registry: image.push().")
                        .positional("image", TEXT, IMAGE)
                        .optional("tag", TEXT, "Tag that it gets there; its own without.")
                        .optional("force", TRUTH, true, "Replaces a local tag of the same name.")
                        .example("dockerPush image: 'shop:1', tag: 'latest'")),
                Waiting.step(named("dockerTag", DOCKER)
                        .summary("Gives an image another tag: image.tag().")
                        .positional("image", TEXT, IMAGE)
                        .optional("tag", TEXT, "The tag; its own without.")
                        .optional("force", TRUTH, true, "Replaces a tag of the same name.")
                        .example("dockerTag image: 'shop:1', tag: 'latest'")),
                Waiting.step(named("dockerRun", DOCKER)
                        .summary("Starts a container and gives its id: image.run(), image.withRun { }.")
                        .positional("image", TEXT, IMAGE)
                        .optional("args", TEXT, "More arguments for starting it.")
                        .optional("command", TEXT, "What it runs; the image's own command without.")
                        .example("def id = dockerRun image: 'postgres:18', args: '-p 5432:5432'")),
                Waiting.step(named("dockerStop", DOCKER)
                        .summary("Stops and removes a container: container.stop().")
                        .positional("container", TEXT, "Id of the container.")
                        .example("dockerStop id")),
                Waiting.step(named("dockerPort", DOCKER)
                        .summary("Tells where a port of a container is reached, as HOST:PORT: container.port().")
                        .positional("container", TEXT, "Id of the container.")
                        .required("port", INTEGER, "Number of the port in the container.")
                        .example("echo dockerPort(container: id, port: 5432)")),
                Waiting.block(named("withDockerTool", DOCKER)
                        .summary("Uses a Docker installation in its body: docker.withTool.")
                        .positional("toolName", TEXT, "Name of the installation.")
                        .example("withDockerTool('docker-29') {\n    sh 'docker version'\n}")));
    }

    private static List<Step> blocks() {
        return List.of(
                Waiting.block(named("withDockerContainer", DOCKER)
                        .summary("Runs the processes of its body in a container.")
                        .positional("image", TEXT, "Image of the container.")
                        .optional("args", TEXT, "More arguments for starting the container.")
                        .optional("toolName", TEXT, "Name of the Docker installation.")
                        .example("withDockerContainer('maven:3-eclipse-temurin-25') {\n    sh 'mvn verify'\n}")),
                Waiting.block(named("withDockerRegistry", DOCKER)
                        .summary("Logs in to a registry for its body.")
                        .optionalPositional("registry", MAP, "A map with url and credentialsId.")
                        .optional("url", TEXT, "Address of the registry.")
                        .optional("credentialsId", TEXT, "Id of the credentials.")
                        .optional("toolName", TEXT, "Name of the Docker installation.")
                        .example("""
                                withDockerRegistry(url: 'https://registry.example.org', credentialsId: 'registry') {
                                    sh 'docker push app'
                                }""")),
                Waiting.block(named("withDockerServer", DOCKER)
                        .summary("Uses another Docker server in its body.")
                        .optionalPositional("server", MAP, "A map with uri and credentialsId.")
                        .optional("uri", TEXT, "Address of the server.")
                        .optional("credentialsId", TEXT, "Id of the client's certificate.")
                        .example("withDockerServer(uri: 'tcp://docker.example.org:2376') {\n    sh 'docker ps'\n}")));
    }

    private static List<Step> clusters() {
        return List.of(
                Waiting.block(named("container", PODS)
                        .summary("Runs the processes of its body in one container of the pod.")
                        .positional("name", TEXT, "Name of the container.")
                        .optional("shell", TEXT, "Shell that starts the processes.")
                        .example("container('maven') {\n    sh 'mvn verify'\n}")),
                Waiting.step(kubernetesApply()),
                Waiting.block(podTemplate()),
                Waiting.step(named("containerLog", PODS)
                        .summary("Gives the log of a container of the pod.")
                        .positional("name", TEXT, "Name of the container.")
                        .optional("returnLog", TRUTH, false, "Gives it instead of writing it to the log.")
                        .optional("tailingLines", INTEGER, 0, "Only the last lines.")
                        .optional("sinceSeconds", INTEGER, 0, "Only what is not older.")
                        .optional("limitBytes", INTEGER, 0, "At most so much.")
                        .example("containerLog 'database'")),
                Waiting.block(named("withKubeConfig", "a provider of clusters")
                        .summary("Configures kubectl for its body.")
                        .optionalPositional("arguments", MAP, "A map of the parameters below.")
                        .optional("credentialsId", TEXT, "Id of the credentials.")
                        .optional("serverUrl", TEXT, "Address of the cluster.")
                        .optional("caCertificate", TEXT, "The cluster's certificate.")
                        .optional("clusterName", TEXT, "Name of the cluster.")
                        .optional("contextName", TEXT, "Name of the context.")
                        .optional("namespace", TEXT, "Namespace that is used.")
                        .optional("restrictKubeConfigAccess", TRUTH, true, "Only the agent's user reads the file.")
                        .example("withKubeConfig(credentialsId: 'cluster') {\n    sh 'kubectl apply -f app.yaml'\n}")));
    }

    private static StepDescriptorBuilder kubernetesApply() {
        return named("kubernetesApply", "a provider of clusters")
                .summary("Applies Kubernetes objects.")
                .optionalPositional("file", TEXT, "The objects.")
                .optional("environment", TEXT, "Namespace that they go to.")
                .optional("registry", TEXT, "Registry that images are pulled from.")
                .optional("createNewResources", TRUTH, true, "Creates what is not there.")
                .optional("servicesOnly", TRUTH, false, "Only services.")
                .optional("ignoreServices", TRUTH, false, "All but services.")
                .optional("ignoreRunningOAuthClients", TRUTH, true, "Accepted.")
                .optional("processTemplatesLocally", TRUTH, true, "Accepted.")
                .optional("deletePodsOnReplicationControllerUpdate", TRUTH, true, "Accepted.")
                .optional("rollingUpgrades", TRUTH, false, "Accepted.")
                .optional("rollingUpgradePreserveScale", TRUTH, false, "Accepted.")
                .example("kubernetesApply file: objects, environment: 'staging'");
    }

    private static StepDescriptorBuilder podTemplate() {
        return named("podTemplate", PODS)
                .summary("Describes a pod that node inside its body runs in.")
                .optional("label", TEXT, "Label that node asks for; POD_LABEL without.")
                .optional("name", TEXT, "Name of the pod.")
                .optional("cloud", TEXT, "Name of the cluster.")
                .optional("namespace", TEXT, "Namespace of the pod.")
                .optional("inheritFrom", TEXT, "Template that this one extends.")
                .optional("containers", LIST, "Containers: containerTemplate.")
                .optional("yaml", TEXT, "The pod in YAML.")
                .optional("yamlMergeStrategy", ANY, "merge() or override().")
                .optional("showRawYaml", TRUTH, true, "Writes the pod to the log.")
                .optional(
                        "volumes", LIST, "Volumes: emptyDirVolume, hostPathVolume, secretVolume, configMapVolume, ...")
                .optional("workspaceVolume", ANY, "Volume of the workspace.")
                .optional("envVars", LIST, "Variables of all containers.")
                .optional("annotations", LIST, "Annotations: podAnnotation.")
                .optional("imagePullSecrets", LIST, "Secrets for pulling images.")
                .optional("serviceAccount", TEXT, "Account of the pod.")
                .optional("nodeSelector", TEXT, "Nodes that it may run on.")
                .optional("nodeUsageMode", TEXT, "NORMAL or EXCLUSIVE.")
                .optional("hostNetwork", TRUTH, false, "Uses the host's network.")
                .optional("runAsUser", TEXT, "Number of the user.")
                .optional("runAsGroup", TEXT, "Number of the group.")
                .optional("supplementalGroups", TEXT, "Numbers of more groups.")
                .optional("schedulerName", TEXT, "Who places the pod.")
                .optional("podRetention", ANY, "never(), onFailure(), always() or default().")
                .optional("instanceCap", INTEGER, "Pods of this kind at most.")
                .optional("idleMinutes", INTEGER, 0, "How long a pod is kept.")
                .optional("slaveConnectTimeout", INTEGER, "Seconds until the agent must be there.")
                .optional("agentConnectTimeout", INTEGER, "Seconds until the agent must be there.")
                .optional("activeDeadlineSeconds", INTEGER, "How long a pod may live.")
                .optional("agentContainer", TEXT, "Container that holds the agent.")
                .optional("agentInjection", TRUTH, false, "Puts the agent into that container.")
                .optional("nodeProperties", LIST, "Properties of the agent.")
                .optional("customWorkspaceVolumeEnabled", TRUTH, false, "Accepted.")
                .optional("runInNamespace", TEXT, "Accepted.")
                .optional("metadata", MAP, "Accepted.")
                .example("""
                        podTemplate(containers: [containerTemplate(name: 'maven', image: 'maven:3')]) {
                            node(POD_LABEL) {
                                sh 'make'
                            }
                        }""");
    }

    private static StepDescriptorBuilder named(String name, String provider) {
        return StepDescriptor.named(name).category(Category.CONTAINERS).provider(provider);
    }
}
