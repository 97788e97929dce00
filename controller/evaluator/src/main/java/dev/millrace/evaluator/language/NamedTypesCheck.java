package dev.millrace.evaluator.language;

import dev.millrace.evaluator.fence.NamedTypes;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/** Has the language sandbox look at what a class names, as soon as its names are resolved. */
final class NamedTypesCheck extends CompilationCustomizer {
    NamedTypesCheck() {
        super(CompilePhase.SEMANTIC_ANALYSIS);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        NamedTypes.check(source, type, KnownTypes::standIn);
    }
}
