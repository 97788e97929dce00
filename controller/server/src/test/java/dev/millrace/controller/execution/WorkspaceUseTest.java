package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.execution.WorkspaceUse.Due;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkspaceUseTest {
    private static final int NODE = 1;
    private final WorkspaceUse use = new WorkspaceUse();

    private void done(int step, String name) {
        use.began(step, name, NODE, false);
        use.concluded(step);
    }

    @Test
    void a_stage_after_a_change_has_a_state_due_until_something_after_it_is_done() {
        assertEquals(Optional.empty(), use.stage(2, NODE));
        done(3, "sh");
        var due = new Due(NODE, 4, "stage-end");
        assertEquals(Optional.of(due), use.stage(4, NODE));
        use.began(5, "sh", NODE, false);
        assertEquals(List.of(due), use.due());
        use.concluded(5);
        assertEquals(List.of(), use.due());
    }

    @Test
    void what_only_reads_changes_nothing() {
        done(2, "readFile");
        assertEquals(Optional.empty(), use.stage(3, NODE));
    }

    @Test
    void nothing_is_due_while_a_step_works_there_or_in_another_node() {
        done(2, "sh");
        use.began(3, "sh", NODE, false);
        assertEquals(Optional.empty(), use.stage(4, NODE));
        use.concluded(3);
        assertEquals(Optional.empty(), use.stage(5, 9));
        assertEquals(Optional.of(new Due(NODE, 6, "stage-end")), use.stage(6, NODE));
    }

    @Test
    void before_each_step_by_policy_and_only_where_the_one_before_changed_something() {
        assertEquals(Optional.empty(), use.began(2, "sh", NODE, true));
        use.concluded(2);
        assertEquals(Optional.of(new Due(NODE, 3, "step")), use.began(3, "isUnix", NODE, true));
        use.concluded(3);
        assertEquals(Optional.empty(), use.began(4, "sh", NODE, true));
    }

    @Test
    void a_node_that_was_left_has_nothing_due() {
        done(2, "sh");
        use.stage(3, NODE);
        use.left(NODE);
        assertEquals(List.of(), use.due());
    }
}
