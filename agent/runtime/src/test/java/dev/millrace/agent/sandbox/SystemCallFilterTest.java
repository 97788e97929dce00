package dev.millrace.agent.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The program, run as the kernel would, by the numbers of amd64. */
class SystemCallFilterTest {
    private static final int AMD64 = 0xc000003e;
    private static final String ALLOW = "7fff0000";
    private static final String NOT_PERMITTED = "50001";
    private static final String NO_SUCH_CALL = "50026";
    private static final String KILL = "80000000";

    private static String answer(int architecture, int call, long... arguments) {
        var program = ByteBuffer.wrap(SystemCallFilter.forProcessor("amd64").orElseThrow())
                .order(ByteOrder.LITTLE_ENDIAN);
        var data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, call).putInt(4, architecture);
        for (int i = 0; i < arguments.length; i++) {
            data.putLong(16 + 8 * i, arguments[i]);
        }
        int word = 0;
        for (int at = 0; ; at++) {
            int code = Short.toUnsignedInt(program.getShort(8 * at));
            int yes = Byte.toUnsignedInt(program.get(8 * at + 2));
            int no = Byte.toUnsignedInt(program.get(8 * at + 3));
            int operand = program.getInt(8 * at + 4);
            switch (code) {
                case 0x20 -> word = data.getInt(operand);
                case 0x15 -> at += word == operand ? yes : no;
                case 0x35 -> at += Integer.compareUnsigned(word, operand) >= 0 ? yes : no;
                case 0x45 -> at += (word & operand) != 0 ? yes : no;
                case 0x06 -> {
                    return Integer.toHexString(operand);
                }
                default -> throw new IllegalStateException("Instruction " + code);
            }
        }
    }

    @Test
    void calls_that_no_build_needs_are_not_permitted_and_all_others_are() {
        for (int call : new int[] {165, 272, 308, 101, 250, 321, 323, 298, 175, 227, 170, 442}) {
            assertEquals(NOT_PERMITTED, answer(AMD64, call), "call " + call);
        }
        for (int call : new int[] {0, 1, 2, 9, 59, 61, 157, 257, 317, 439, 448}) {
            assertEquals(ALLOW, answer(AMD64, call), "call " + call);
        }
        assertEquals(NO_SUCH_CALL, answer(AMD64, 435), "clone3, after which programs use clone");
        assertEquals(NO_SUCH_CALL, answer(AMD64, 425), "io_uring");
    }

    @Test
    void processes_and_threads_are_made_and_namespaces_are_not() {
        assertEquals(ALLOW, answer(AMD64, 56, 0x3d0f00));
        assertEquals(ALLOW, answer(AMD64, 56, 0x01200011));
        assertEquals(NOT_PERMITTED, answer(AMD64, 56, 0x10000011), "user namespace");
        assertEquals(NOT_PERMITTED, answer(AMD64, 56, 0x00020011), "mount namespace");
    }

    @Test
    void sockets_and_terminals_are_told_apart_by_what_is_asked() {
        assertEquals(ALLOW, answer(AMD64, 41, 2, 1));
        assertEquals(ALLOW, answer(AMD64, 41, 1, 1));
        assertEquals(ALLOW, answer(AMD64, 41, 16, 3));
        assertEquals(NOT_PERMITTED, answer(AMD64, 41, 17, 3), "packets");
        assertEquals(NOT_PERMITTED, answer(AMD64, 41, 44, 3), "the last of the list");
        assertEquals(ALLOW, answer(AMD64, 16, 0, 0x5401));
        assertEquals(NOT_PERMITTED, answer(AMD64, 16, 0, 0x5412), "TIOCSTI");
        assertEquals(NOT_PERMITTED, answer(AMD64, 16, 0, 0x100005412L), "the kernel looks at the lower half too");
    }

    @Test
    void another_processors_way_to_call_ends_the_process() {
        assertEquals(KILL, answer(0x40000003, 165));
        assertEquals(KILL, answer(AMD64, 0x40000000 | 165));
    }
}
