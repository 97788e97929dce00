package dev.millrace.controller.execution;

import dev.millrace.api.step.StepException;
import dev.millrace.controller.tool.FoundTool;
import dev.millrace.wire.proto.FindHome;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.TreeKind;

/**
 * Asks an agent whether the home of a tool is there.
 *
 * @param unix programs have no suffix there, so that one can be looked for
 */
record HomeCheck(AgentCalls agent, boolean unix) {
    /** What the agent found. */
    enum Finding {
        /** The directory, with the program of its type. */
        PRESENT,
        /** No directory. */
        ABSENT,
        /** A directory without the program. */
        HOLLOW
    }

    Finding look(FoundTool tool) throws StepException, InterruptedException {
        var program = tool.tool().type().program();
        var request = FindHome.newBuilder().setDirectory(tool.home());
        if (unix && !program.isEmpty()) {
            request.addFiles(program);
        }
        var files = agent.operate(Operate.newBuilder().setFindHome(request))
                .getFiles()
                .getFilesList();
        if (files.isEmpty() || files.getFirst().getKind() != TreeKind.FOLDER) {
            return Finding.ABSENT;
        }
        return files.getLast().getKind() == TreeKind.MISSING ? Finding.HOLLOW : Finding.PRESENT;
    }
}
