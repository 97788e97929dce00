package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.SymbolDescriptor;
import dev.millrace.api.step.SymbolDescriptorBuilder;
import java.util.List;
import java.util.stream.Stream;

/** What {@code podTemplate} is made of. */
final class PodParts {
    private static final String VOLUME = "volume of a pod";
    private static final String VARIABLE = "variable of a container";
    private static final String RETENTION = "retention of a pod";

    private PodParts() {}

    static List<SymbolDescriptor> all() {
        return Stream.of(containers(), variables(), volumes(), policies())
                .flatMap(List::stream)
                .toList();
    }

    private static List<SymbolDescriptor> containers() {
        return List.of(
                named("containerTemplate", "container of a pod")
                        .type("ContainerTemplate")
                        .summary("Describes a container of podTemplate.")
                        .required("name", TEXT, "Name of the container.")
                        .required("image", TEXT, "Image of the container.")
                        .optional("command", TEXT, "What it runs.")
                        .optional("args", TEXT, "Arguments of the command.")
                        .optional("ttyEnabled", TRUTH, "Gives it a terminal.")
                        .optional("workingDir", TEXT, "Where the workspace is mounted.")
                        .optional("alwaysPullImage", TRUTH, "Pulls the image each time.")
                        .optional("privileged", TRUTH, "Runs it privileged.")
                        .optional("runAsUser", TEXT, "Number of the user.")
                        .optional("runAsGroup", TEXT, "Number of the group.")
                        .optional("envVars", LIST, "Variables: envVar, secretEnvVar.")
                        .optional("ports", LIST, "Ports: portMapping.")
                        .optional("livenessProbe", ANY, "How to see that it lives: containerLivenessProbe.")
                        .optional("resourceRequestCpu", TEXT, "Processors that it needs.")
                        .optional("resourceRequestMemory", TEXT, "Memory that it needs.")
                        .optional("resourceRequestEphemeralStorage", TEXT, "Disk that it needs.")
                        .optional("resourceLimitCpu", TEXT, "Processors that it gets at most.")
                        .optional("resourceLimitMemory", TEXT, "Memory that it gets at most.")
                        .optional("resourceLimitEphemeralStorage", TEXT, "Disk that it gets at most.")
                        .optional("shell", TEXT, "Shell that starts processes.")
                        .example(pod("containers: [containerTemplate(name: 'maven', image: 'maven:3', "
                                + "command: 'sleep', args: 'infinity')]"))
                        .build(),
                named("portMapping", "port of a container")
                        .type("PortMapping")
                        .summary("Opens a port of a container.")
                        .optional("name", TEXT, "Name of the port.")
                        .optional("containerPort", INTEGER, "Number of the port.")
                        .optional("hostPort", INTEGER, "Number of the port on the host.")
                        .example(pod("containers: [containerTemplate(name: 'db', image: 'postgres:18', "
                                + "ports: [portMapping(name: 'sql', containerPort: 5432)])]"))
                        .build(),
                named("containerLivenessProbe", "probe of a container")
                        .type("ContainerLivenessProbe")
                        .summary("How to see that a container lives.")
                        .optional("execArgs", TEXT, "Command that says so.")
                        .optional("initialDelaySeconds", INTEGER, "Seconds before the first look.")
                        .optional("periodSeconds", INTEGER, "Seconds between looks.")
                        .optional("timeoutSeconds", INTEGER, "Seconds that a look may take.")
                        .optional("failureThreshold", INTEGER, "Bad looks in a row that count.")
                        .optional("successThreshold", INTEGER, "Good looks in a row that count.")
                        .example(pod("containers: [containerTemplate(name: 'db', image: 'postgres:18', "
                                + "livenessProbe: containerLivenessProbe(execArgs: 'pg_isready'))]"))
                        .build());
    }

    private static List<SymbolDescriptor> variables() {
        return List.of(
                variable("envVar", "KeyValueEnvVar", "A variable.")
                        .optional("value", TEXT, "Its value.")
                        .example(pod("envVars: [envVar(key: 'MODE', value: 'fast')]"))
                        .build(),
                variable("containerEnvVar", "ContainerEnvVar", "A variable; older word for envVar.")
                        .optional("value", TEXT, "Its value.")
                        .example(pod("envVars: [containerEnvVar(key: 'MODE', value: 'fast')]"))
                        .build(),
                variable("secretEnvVar", "SecretEnvVar", "A variable whose value is a secret of the cluster.")
                        .optional("secretName", TEXT, "Name of the secret.")
                        .optional("secretKey", TEXT, "Key in the secret.")
                        .optional("optional", TRUTH, "The secret need not be there.")
                        .example(pod("envVars: [secretEnvVar(key: 'TOKEN', secretName: 'ci', secretKey: 'token')]"))
                        .build(),
                named("podAnnotation", "annotation of a pod")
                        .type("PodAnnotation")
                        .summary("An annotation.")
                        .optional("key", TEXT, "Its name.")
                        .optional("value", TEXT, "Its value.")
                        .example(pod("annotations: [podAnnotation(key: 'team', value: 'shop')]"))
                        .build());
    }

    private static List<SymbolDescriptor> volumes() {
        return List.of(
                volume("emptyDirVolume", "EmptyDirVolume", "An empty directory.")
                        .optional("memory", TRUTH, "In memory.")
                        .example(pod("volumes: [emptyDirVolume(mountPath: '/cache', memory: false)]"))
                        .build(),
                volume("hostPathVolume", "HostPathVolume", "A directory of the host.")
                        .optional("hostPath", TEXT, "Path on the host.")
                        .optional("readOnly", TRUTH, "Nothing is written.")
                        .example(pod("volumes: [hostPathVolume(mountPath: '/m2', hostPath: '/srv/m2')]"))
                        .build(),
                volume("secretVolume", "SecretVolume", "A secret of the cluster, as files.")
                        .optional("secretName", TEXT, "Name of the secret.")
                        .optional("defaultMode", TEXT, "Mode of the files.")
                        .optional("optional", TRUTH, "The secret need not be there.")
                        .example(pod("volumes: [secretVolume(mountPath: '/keys', secretName: 'deploy')]"))
                        .build(),
                volume("configMapVolume", "ConfigMapVolume", "A configuration of the cluster, as files.")
                        .optional("configMapName", TEXT, "Name of the configuration.")
                        .optional("subPath", TEXT, "One of its files.")
                        .optional("optional", TRUTH, "It need not be there.")
                        .example(pod("volumes: [configMapVolume(mountPath: '/etc/shop', configMapName: 'shop')]"))
                        .build(),
                volume("nfsVolume", "NfsVolume", "A directory of a file server.")
                        .optional("serverAddress", TEXT, "The server.")
                        .optional("serverPath", TEXT, "Path there.")
                        .optional("readOnly", TRUTH, "Nothing is written.")
                        .example(pod("volumes: [nfsVolume(mountPath: '/data', serverAddress: 'nfs', serverPath: '/')]"))
                        .build(),
                volume("persistentVolumeClaim", "PersistentVolumeClaim", "A volume that is kept.")
                        .optional("claimName", TEXT, "Name of the claim.")
                        .optional("readOnly", TRUTH, "Nothing is written.")
                        .example(pod("volumes: [persistentVolumeClaim(mountPath: '/m2', claimName: 'm2')]"))
                        .build(),
                volume("dynamicPVC", "DynamicPVC", "A volume that is made for the pod.")
                        .optional("accessModes", TEXT, "Who may use it: ReadWriteOnce, ...")
                        .optional("requestsSize", TEXT, "Its size: 10Gi.")
                        .optional("storageClassName", TEXT, "Class of storage.")
                        .example(pod("volumes: [dynamicPVC(mountPath: '/data', requestsSize: '10Gi')]"))
                        .build());
    }

    private static List<SymbolDescriptor> policies() {
        return List.of(
                named("merge", "strategy of a pod's YAML")
                        .type("Merge")
                        .summary("The pod's YAML is merged with that of the template that it extends.")
                        .example(pod("inheritFrom: 'base', yamlMergeStrategy: merge()"))
                        .build(),
                named("override", "strategy of a pod's YAML")
                        .type("Overrides")
                        .summary("The pod's YAML replaces that of the template that it extends.")
                        .example(pod("inheritFrom: 'base', yamlMergeStrategy: override()"))
                        .build(),
                retention("never", "Never", "The pod goes when it has ended."),
                retention("onFailure", "OnFailure", "The pod stays when it has failed."),
                retention("always", "Always", "The pod stays."));
    }

    private static SymbolDescriptor retention(String name, String type, String summary) {
        return named(name, RETENTION)
                .type(type)
                .summary(summary)
                .example(pod("podRetention: " + name + "()"))
                .build();
    }

    private static SymbolDescriptorBuilder variable(String name, String type, String summary) {
        return named(name, VARIABLE).type(type).summary(summary).optional("key", TEXT, "Its name.");
    }

    private static SymbolDescriptorBuilder volume(String name, String type, String summary) {
        return named(name, VOLUME).type(type).summary(summary).optional("mountPath", TEXT, "Path in the containers.");
    }

    private static String pod(String parts) {
        return "podTemplate(" + parts + ") {\n    node(POD_LABEL) {\n        sh 'make'\n    }\n}";
    }

    private static SymbolDescriptorBuilder named(String name, String kind) {
        return SymbolDescriptor.named(name).kind(kind).provider(Containers.PODS);
    }
}
