package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.StepContext;
import java.util.List;

/**
 * One use of a step by the program.
 *
 * @param name of the step
 * @param arguments in the program's order
 * @param block the step opens a block that the program closes
 * @param spot where in the source it stands
 * @param context what surrounds it; not journaled
 */
public record Call(String name, List<NamedValue> arguments, boolean block, Spot spot, StepContext context) {
    public Call {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A step needs a name");
        }
        arguments = List.copyOf(arguments);
    }
}
