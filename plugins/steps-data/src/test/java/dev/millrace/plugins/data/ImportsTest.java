package dev.millrace.plugins.data;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ImportsTest {
    @Test
    void the_plugin_uses_the_platform_the_plugin_api_and_its_parsers_alone() {
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
                        "javax.xml.stream..",
                        "com.fasterxml.jackson..",
                        "org.yaml.snakeyaml..",
                        "org.apache.commons.csv..",
                        "org.jspecify.annotations..")
                .check(plugin);
    }
}
