package dev.millrace.plugins.git;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ImportsTest {
    @Test
    void the_plugin_uses_the_platform_and_the_plugin_api_alone() {
        var plugin = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ImportsTest.class.getPackageName());
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ImportsTest.class.getPackageName() + "..",
                        "dev.millrace.api..",
                        "java..",
                        "org.eclipse.jgit..",
                        "org.jspecify.annotations..")
                .check(plugin);
    }
}
