package dev.millrace.agent.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.TlsIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rotation, cut off at each of its steps on either side: the agent that begins again gets in. */
class KeysTest {
    @TempDir
    private Path directory;

    private Keys keys;
    private Controller controller;

    /** Where the agent is killed. */
    enum Cut {
        NEXT_KEY_IS_ON_DISK,
        CONTROLLER_NOTED_IT,
        AGENT_HEARD_THAT,
        CONTROLLER_SAW_IT_USED,
        IT_TOOK_THE_PLACE
    }

    /** What the controller knows: {@code AgentKey} is the real thing. */
    private static final class Controller {
        private String current;
        private String next = "";

        Controller(String current) {
            this.current = current;
        }

        boolean letsIn(String shown) {
            if (shown.equals(next)) {
                current = next;
                next = "";
            }
            return shown.equals(current);
        }
    }

    @BeforeEach
    void join() throws Exception {
        keys = open();
        controller = new Controller(shown());
        connect();
    }

    private Keys open() throws Exception {
        return Keys.open(new LinkSettings("localhost", 1, "0".repeat(64), null, "one", directory));
    }

    private String shown() {
        return HexFormat.of().formatHex(keys.shown().keyDigest());
    }

    /** False where the controller refuses all keys that the agent has. */
    private boolean connect() throws Exception {
        while (!controller.letsIn(shown())) {
            if (!keys.unknown()) {
                return false;
            }
        }
        keys.known();
        return true;
    }

    private void rotate(Cut until) throws Exception {
        var made = TlsIdentity.provenKey(keys.propose());
        for (var step : Cut.values()) {
            switch (step) {
                case NEXT_KEY_IS_ON_DISK -> {}
                case CONTROLLER_NOTED_IT -> controller.next = HexFormat.of().formatHex(made);
                case AGENT_HEARD_THAT -> assertTrue(keys.taken(made));
                case CONTROLLER_SAW_IT_USED -> assertTrue(controller.letsIn(shown()));
                case IT_TOOK_THE_PLACE -> keys.known();
            }
            if (step == until) {
                return;
            }
        }
    }

    @Test
    void after_a_rotation_the_new_key_gets_in_and_the_old_one_does_not() throws Exception {
        var before = shown();
        rotate(Cut.IT_TOOK_THE_PLACE);
        assertTrue(connect());
        assertFalse(controller.letsIn(before));
        assertFalse(Files.exists(directory.resolve("identity.next.pem")));
        keys = open();
        assertTrue(connect());
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void an_agent_that_is_killed_in_between_gets_in_and_the_rotation_can_be_ended(Cut cut) throws Exception {
        rotate(cut);
        keys = open();
        assertTrue(connect());
        var before = shown();
        rotate(Cut.IT_TOOK_THE_PLACE);
        assertTrue(connect());
        assertFalse(controller.letsIn(before));
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void one_that_only_lost_its_connection_gets_in_too(Cut cut) throws Exception {
        rotate(cut);
        assertTrue(connect());
        assertTrue(connect());
    }

    @Test
    void it_proposes_the_same_key_until_that_is_used() throws Exception {
        var first = keys.propose();
        assertArrayEquals(first, keys.propose());
        keys = open();
        assertArrayEquals(first, keys.propose());
    }

    @Test
    void a_controller_that_knows_neither_key_is_asked_once_with_each() throws Exception {
        rotate(Cut.NEXT_KEY_IS_ON_DISK);
        controller.current = "somebody else's";
        assertFalse(connect());
        assertEquals("", controller.next);
    }

    @Test
    void another_key_than_the_proposed_one_is_not_taken() throws Exception {
        keys.propose();
        assertFalse(keys.taken(new byte[32]));
    }
}
