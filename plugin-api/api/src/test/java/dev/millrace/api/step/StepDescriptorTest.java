package dev.millrace.api.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepDescriptorTest {
    @Test
    void a_step_is_described_in_few_words() {
        var step = StepDescriptor.named("slackSend")
                .summary("Sends a message.")
                .category(Category.NOTIFICATION)
                .symbol("SlackSend")
                .positional("message", Parameter.Type.TEXT, "The message.")
                .choice("color", "Its color.", "good", "danger")
                .optional("file", Parameter.Type.TEXT, "A file to add.")
                .needsWorkspaceWith("file")
                .recovery(Recovery.REPEAT)
                .provider("a Slack workspace")
                .example("slackSend 'done'")
                .build();
        assertEquals("notification", step.category().key());
        assertEquals(Optional.of("a Slack workspace"), step.provider());
        assertEquals(Set.of("file"), step.workspaceParameters());
        assertEquals(Optional.of("good"), step.parameters().get(1).defaultValue());
        assertFalse(step.needsWorkspace());
        assertTrue(step.parameters().getFirst().positional());
    }

    @Test
    void descriptions_from_before_categories_are_as_they_were() {
        var old = new StepDescriptor("x", Set.of(), "Does it.", List.of(), true, Recovery.FAIL, List.of("x()"));
        assertEquals(
                old,
                StepDescriptor.named("x")
                        .summary("Does it.")
                        .needsWorkspace()
                        .example("x()")
                        .build());
    }

    @Test
    void names_that_are_wrong_or_used_twice_are_refused() {
        for (var wrong : List.of(
                StepDescriptor.named("Not a name"),
                StepDescriptor.named("x")
                        .optional("a", Parameter.Type.TEXT, "A.")
                        .optional("a", Parameter.Type.TEXT, "A."),
                StepDescriptor.named("x")
                        .positional("a", Parameter.Type.TEXT, "A.")
                        .positional("b", Parameter.Type.TEXT, "B."),
                StepDescriptor.named("x").needsWorkspaceWith("file"))) {
            assertThrows(IllegalArgumentException.class, wrong::build);
        }
    }
}
