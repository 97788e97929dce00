package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files are a working tree, with the real git. */
class CollectingTest {
    @TempDir
    private Path directory;

    private Path tree;

    @BeforeEach
    void tree() throws IOException {
        tree = Files.createDirectories(directory.resolve("tree"));
    }

    private void git(Path at, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "git",
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@example.org",
                "-c",
                "init.defaultBranch=main",
                "-c",
                "protocol.file.allow=always",
                "-C",
                at.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> collected() throws IOException, InterruptedException {
        return WorkingTree.of(tree, Collecting.files(tree)).tree().getEntriesList().stream()
                .map(TreeEntry::getPath)
                .toList();
    }

    @Test
    void a_repository_is_what_git_would_care_about() throws Exception {
        git(tree, "init", "-q");
        write(tree.resolve(".gitignore"), "target/\n*.log\n");
        write(tree.resolve("src/a.c"), "a");
        write(tree.resolve("gone.c"), "gone");
        git(tree, "add", ".");
        git(tree, "commit", "-q", "-m", "first");
        Files.delete(tree.resolve("gone.c"));
        write(tree.resolve("new ü\n.c"), "new");
        write(tree.resolve("target/out.o"), "out");
        write(tree.resolve("debug.log"), "log");
        assertEquals(List.of(".gitignore", "new ü\n.c", "src/a.c"), collected());
        var facts = new Git(tree).facts();
        assertEquals("main", facts.get("BRANCH_NAME"));
        assertEquals("main", facts.get("GIT_BRANCH"));
        assertEquals(40, facts.getOrDefault("GIT_COMMIT", "").length());
        assertTrue(!facts.containsKey("GIT_URL"), facts::toString);
    }

    @Test
    void a_directory_inside_a_repository_is_its_own_root() throws Exception {
        git(tree, "init", "-q");
        write(tree.resolve("top.txt"), "top");
        write(tree.resolve("inner/Jenkinsfile"), "x");
        tree = tree.resolve("inner");
        assertEquals(List.of("Jenkinsfile"), collected());
    }

    @Test
    void a_submodule_is_part_of_the_tree() throws Exception {
        var library = Files.createDirectories(directory.resolve("library"));
        git(library, "init", "-q");
        write(library.resolve("lib.c"), "lib");
        git(library, "add", ".");
        git(library, "commit", "-q", "-m", "library");
        git(tree, "init", "-q");
        write(tree.resolve("main.c"), "main");
        git(tree, "submodule", "--quiet", "add", library.toString(), "lib");
        assertEquals(List.of(".gitmodules", "lib/lib.c", "main.c"), collected());
    }

    @Test
    void without_a_repository_it_is_all_files() throws Exception {
        write(tree.resolve("b"), "b");
        write(tree.resolve("a/c.sh"), "c");
        write(tree.resolve(".git/config"), "[core]");
        Files.createDirectories(tree.resolve("a/empty"));
        Files.createSymbolicLink(tree.resolve("a/link"), Path.of("../b"));
        Files.setPosixFilePermissions(tree.resolve("a/c.sh"), PosixFilePermissions.fromString("rwxr-x--x"));
        assertEquals(List.of("a/c.sh", "a/empty", "a/link", "b"), collected());
        var entries = WorkingTree.of(tree, Collecting.files(tree)).tree().getEntriesList();
        assertEquals(0751, entries.getFirst().getMode());
        assertEquals(1, entries.getFirst().getSize());
        assertEquals(TreeEntry.Kind.DIRECTORY, entries.get(1).getKind());
        assertEquals("../b", entries.get(2).getTarget());
    }

    @Test
    void equal_trees_are_one_blob() throws Exception {
        write(tree.resolve("x"), "same");
        write(tree.resolve("y"), "same");
        var first = WorkingTree.of(tree, Collecting.files(tree));
        assertEquals(1, first.files().size(), "equal files are sent once");
        assertEquals(
                WorkingTree.digest(first.bytes()),
                WorkingTree.digest(WorkingTree.of(tree, Collecting.files(tree)).bytes()));
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@example.org/a.git,https://example.org/a.git",
        "https://token@example.org/a.git,https://example.org/a.git",
        "ssh://git:secret@example.org/a.git,ssh://git@example.org/a.git",
        "ssh://git@example.org:22/a.git,ssh://git@example.org:22/a.git",
        "git@example.org:a.git,git@example.org:a.git",
        "/srv/a.git,/srv/a.git"
    })
    void a_password_is_not_told_to_the_server(String url, String told) {
        assertEquals(told, Git.withoutSecrets(url));
    }
}
