package dev.millrace.evaluator.language;

import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.Opcodes;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The classes of Jenkins, which are not here. To import one or to have a variable of its type is no mistake: a stand-in takes its place, and says what to
 * write instead when something is asked of it.
 */
final class ForeignTypes {
    private static final List<String> PACKAGES = List.of(
            "hudson.",
            "jenkins.",
            "org.jenkinsci.",
            "org.jenkins_ci.",
            "org.kohsuke.",
            "org.csanchez.jenkins.",
            "org.biouno.",
            "io.jenkins.",
            "com.cloudbees.",
            "com.dabsquared.",
            "org.thoughtslive.jenkins.",
            "com.sonyericsson.",
            "net.sf.json.",
            "com.coravy.hudson.");

    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z0-9_]*([.$][A-Z][A-Za-z0-9_]*)*");
    /** Constants are written in capitals alone: they are no types. */
    private static final Pattern WHOLE =
            Pattern.compile("([a-z][a-z0-9_]*\\.)+[A-Z][A-Za-z0-9_]*([.$][A-Z][A-Z0-9_]*[a-z][A-Za-z0-9_]*)*");

    /** What to write instead, by the type's last name. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("Jenkins", "use steps, currentBuild, env.JENKINS_URL, or the HTTP API"),
            Map.entry("Hudson", "use steps, currentBuild, env.JENKINS_URL, or the HTTP API"),
            Map.entry("EnvVars", "use env and withEnv"),
            Map.entry("FilePath", "use readFile, writeFile, fileExists, findFiles and dir"),
            Map.entry("Executor", "use currentBuild"),
            Map.entry("ParametersAction", "use params"),
            Map.entry("StringParameterValue", "use params, or parameters of the build step"),
            Map.entry("BooleanParameterValue", "use params, or parameters of the build step"),
            Map.entry("FileParameterValue", "use params"),
            Map.entry("CauseAction", "use currentBuild.getBuildCauses()"),
            Map.entry("Cause", "use currentBuild.getBuildCauses()"),
            Map.entry("User", "use currentBuild.getBuildCauses()"),
            Map.entry("CredentialsProvider", "use withCredentials"),
            Map.entry("CredentialsMatchers", "use withCredentials"),
            Map.entry("Utils", "use a when condition, or return from the stage"),
            Map.entry("JSONObject", "use readJSON and writeJSON"),
            Map.entry("JSONArray", "use readJSON and writeJSON"),
            Map.entry("JSONSerializer", "use readJSON and writeJSON"));

    private ForeignTypes() {}

    /** Whether a full name is one of Jenkins' or its plugins'. */
    static boolean foreign(String name) {
        return PACKAGES.stream().anyMatch(name::startsWith)
                && WHOLE.matcher(name).matches();
    }

    /** Whether a package, with the dot at its end, is one of Jenkins' or its plugins'. */
    static boolean foreignPackage(String name) {
        return PACKAGES.stream().anyMatch(name::startsWith);
    }

    /** Whether a name without package looks like a type's. */
    static boolean typeName(String name) {
        return TYPE.matcher(name).matches();
    }

    /** What to say when something is asked of it. */
    static String message(String type) {
        var last = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        var instead = INSTEAD.getOrDefault(last, "use a step");
        return type + " is a class of Jenkins, and Jenkins is not here: " + instead;
    }

    /** Byte code of a class that can be named, and refuses whatever else is done with it. */
    static byte[] standIn(String type) {
        var base = type.endsWith("Exception") || type.endsWith("Error")
                ? "java/lang/RuntimeException"
                : "java/lang/Object";
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, type.replace('.', '/'), null, base, null);
        var make = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_VARARGS, "<init>", "([Ljava/lang/Object;)V", null, null);
        make.visitCode();
        make.visitVarInsn(Opcodes.ALOAD, 0);
        make.visitMethodInsn(Opcodes.INVOKESPECIAL, base, "<init>", "()V", false);
        refuse(make, type);
        make.visitInsn(Opcodes.POP);
        make.visitInsn(Opcodes.RETURN);
        make.visitMaxs(0, 0);
        make.visitEnd();
        answer(writer, "$static_propertyMissing", "(Ljava/lang/String;)Ljava/lang/Object;", type);
        answer(writer, "$static_methodMissing", "(Ljava/lang/String;Ljava/lang/Object;)Ljava/lang/Object;", type);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void answer(ClassWriter writer, String name, String descriptor, String type) {
        var method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
        method.visitCode();
        refuse(method, type);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void refuse(groovyjarjarasm.asm.MethodVisitor method, String type) {
        method.visitLdcInsn(type);
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Hooks.class.getName().replace('.', '/'),
                "foreign",
                "(Ljava/lang/String;)Ljava/lang/Object;",
                false);
    }
}
