package dev.millrace.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ImportsTest {
    @Test
    void the_api_uses_the_platform_and_null_annotations_alone() {
        var api = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.millrace.api");
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.millrace.api..", "java..", "javax.sql..", "org.jspecify.annotations..")
                .check(api);
    }
}
