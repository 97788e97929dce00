package groovy.runtime.metaclass;

import dev.millrace.evaluator.fence.MetaClasses;

/** Groovy looks for a class of this name when it starts, and has it make all metaclasses. */
public final class CustomMetaClassCreationHandle extends MetaClasses {
    /** Called by Groovy, once. */
    public CustomMetaClassCreationHandle() {}
}
