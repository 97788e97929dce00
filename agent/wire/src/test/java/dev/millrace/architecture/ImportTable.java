package dev.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program's packages in the order in which they may import: each only those before it.
 *
 * @param root package above them all
 * @param packages by their names below the root, of which some may not be there yet; an empty name is the root itself
 * @param open packages that are there to be used by all, and may be public as a whole
 * @param composition packages that join the others: they may lean on as many as they like
 * @param most packages that any other class may lean on
 * @param classes of the program, without its tests
 */
public record ImportTable(
        String root, List<String> packages, Set<String> open, Set<String> composition, int most, JavaClasses classes) {
    public ImportTable {
        packages = List.copyOf(packages);
        open = Set.copyOf(open);
        composition = Set.copyOf(composition);
    }

    /** Reads the classes below the root. */
    public static ImportTable of(
            String root, List<String> packages, Set<String> open, Set<String> composition, int most) {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        return new ImportTable(root, packages, open, composition, most, classes);
    }

    /** The package of the table that a class belongs to; empty for one of another program. */
    Optional<String> feature(JavaClass type) {
        var name = type.getPackageName();
        if (name.equals(root)) {
            return Optional.of("");
        }
        if (!name.startsWith(root + ".")) {
            return Optional.empty();
        }
        var rest = name.substring(root.length() + 1);
        int dot = rest.indexOf('.');
        return Optional.of(dot < 0 ? rest : rest.substring(0, dot));
    }

    boolean mayImport(String from, String to) {
        return packages.contains(to) && packages.indexOf(to) <= packages.indexOf(from);
    }
}
