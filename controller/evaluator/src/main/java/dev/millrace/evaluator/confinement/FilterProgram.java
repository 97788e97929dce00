package dev.millrace.evaluator.confinement;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Rules as a seccomp program: packed {@code sock_filter}s of 8 bytes. */
final class FilterProgram {
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int AND = 0x54;
    private static final int RETURN = 0x06;
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENTS = 16;

    static final int ALLOW = 0x7fff0000;
    static final int KILL_PROCESS = 0x80000000;
    static final int NOT_PERMITTED = 0x00050000 | 1;
    static final int NO_SUCH_CALL = 0x00050000 | 38;

    private final List<Long> instructions = new ArrayList<>();

    /**
     * A program that holds these rules.
     *
     * @param architecture audit number of the processor; calls made in another one's way end the process
     * @param firstForeign numbers from here on are another processor's too
     */
    static ByteBuffer of(int architecture, int firstForeign, List<Rule> rules) {
        var program = new FilterProgram();
        program.add(LOAD_WORD, 0, 0, ARCHITECTURE);
        program.add(JUMP_EQUAL, 1, 0, architecture);
        program.add(RETURN, 0, 0, KILL_PROCESS);
        program.add(LOAD_WORD, 0, 0, NUMBER);
        program.add(JUMP_AT_LEAST, 0, 1, firstForeign);
        program.add(RETURN, 0, 0, KILL_PROCESS);
        rules.forEach(program::add);
        program.add(RETURN, 0, 0, NO_SUCH_CALL);
        return program.packed();
    }

    private void add(Rule rule) {
        switch (rule) {
            case Rule.Allowed(int call) -> {
                add(JUMP_EQUAL, 0, 1, call);
                add(RETURN, 0, 0, ALLOW);
            }
            case Rule.AllowedWith(int call, int argument, int mask, var values) -> {
                add(JUMP_EQUAL, 0, values.size() + 4, call);
                add(LOAD_WORD, 0, 0, ARGUMENTS + 8 * argument);
                add(AND, 0, 0, mask);
                for (int at = 0; at < values.size(); at++) {
                    add(JUMP_EQUAL, values.size() - at, 0, values.get(at));
                }
                add(RETURN, 0, 0, NOT_PERMITTED);
                add(RETURN, 0, 0, ALLOW);
            }
        }
    }

    private void add(int code, int whenTrue, int whenFalse, int operand) {
        instructions.add((long) code | (long) whenTrue << 16 | (long) whenFalse << 24 | (long) operand << 32);
    }

    private ByteBuffer packed() {
        var bytes = ByteBuffer.allocate(instructions.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        instructions.forEach(bytes::putLong);
        return bytes.flip();
    }
}
