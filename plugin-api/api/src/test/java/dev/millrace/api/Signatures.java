package dev.millrace.api;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the compiled API offers, one line for each type and member: {@code TYPE kind ...} and {@code TYPE.member ...}. Sorted, so always the same. */
final class Signatures {
    private Signatures() {}

    static SortedSet<String> of(Path classes) throws IOException {
        var lines = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(classes)) {
            var names = files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .sorted()
                    .toList();
            for (var name : names) {
                var type = load(name);
                if (isOpen(type)) {
                    add(type, lines);
                }
            }
        }
        return lines;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Signatures.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOpen(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isOpen(type.getEnclosingClass()));
    }

    private static void add(Class<?> type, SortedSet<String> lines) {
        var above = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()).filter(parent -> parent != Object.class),
                        Arrays.stream(type.getGenericInterfaces()))
                .map(java.lang.reflect.Type::getTypeName)
                .sorted()
                .collect(Collectors.joining(", "));
        lines.add("%s : %s%s".formatted(type.getTypeName(), kind(type), above.isEmpty() ? "" : " of " + above));
        Arrays.stream(type.getDeclaredFields())
                .filter(Signatures::isSeen)
                .forEach(field -> lines.add(line(type, field)));
        Arrays.stream(type.getDeclaredConstructors())
                .filter(Signatures::isSeen)
                .forEach(made -> lines.add(line(type, made)));
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> isSeen(method) && !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> lines.add(line(type, method)));
    }

    private static String kind(Class<?> type) {
        var kind = type.isRecord() ? "record" : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
        var modifiers = Modifier.isFinal(type.getModifiers()) && !type.isRecord() && !type.isEnum() ? "final " : "";
        return modifiers + (type.isSealed() ? "sealed " : "") + kind;
    }

    private static String line(Class<?> type, Field field) {
        return "%s.%s : %s%s"
                .formatted(
                        type.getTypeName(),
                        field.getName(),
                        modifiers(field.getModifiers()),
                        text(field.getAnnotatedType()));
    }

    private static String line(Class<?> type, Constructor<?> made) {
        return "%s.new(%s)%s".formatted(type.getTypeName(), parameters(made), thrown(made));
    }

    private static String line(Class<?> type, Method method) {
        return "%s.%s(%s) : %s%s%s"
                .formatted(
                        type.getTypeName(),
                        method.getName(),
                        parameters(method),
                        method.isDefault() ? "default " : modifiers(method.getModifiers()),
                        text(method.getAnnotatedReturnType()),
                        thrown(method));
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getAnnotatedParameterTypes())
                .map(Signatures::text)
                .collect(Collectors.joining(", "));
    }

    private static String thrown(Executable executable) {
        List<String> thrown = Arrays.stream(executable.getGenericExceptionTypes())
                .map(java.lang.reflect.Type::getTypeName)
                .sorted()
                .toList();
        return thrown.isEmpty() ? "" : " throws " + String.join(", ", thrown);
    }

    /** With {@code @Nullable}, which is part of the promise. */
    private static String text(AnnotatedType type) {
        return type.toString().replace("@org.jspecify.annotations.Nullable()", "@Nullable");
    }

    private static String modifiers(int modifiers) {
        return (Modifier.isAbstract(modifiers) ? "abstract " : "") + (Modifier.isStatic(modifiers) ? "static " : "");
    }

    private static boolean isSeen(java.lang.reflect.Member member) {
        return (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
                && !member.isSynthetic();
    }
}
