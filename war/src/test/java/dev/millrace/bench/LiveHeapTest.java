package dev.millrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LiveHeapTest {
    @Test
    void what_both_generations_use_is_added_and_parts_of_them_are_not() throws IOException {
        var info = """
                28041:
                DefNew     total 17344K, used 2738K [0x0000000687400000, 0x00000006886d0000, 0x0000000704d50000)
                 eden space 15424K,   9% used [0x0000000687400000, 0x000000068755baa8, 0x0000000688310000)
                Tenured    total 154600K, used 54590K [0x0000000704d50000, 0x000000070e44a000, 0x0000000800000000)
                 the  space 154600K,  35% used [0x0000000704d50000, 0x000000070e447a50, 0x000000070e44a000)
                """;
        assertEquals(57_328, LiveHeap.used(info));
    }

    @Test
    void a_heap_of_one_part_counts() throws IOException {
        assertEquals(
                4096,
                LiveHeap.used(" garbage-first heap   total reserved 8388608K, committed 65536K, used 4096K [0x0"));
    }

    @Test
    void an_answer_without_it_is_a_failure() {
        assertThrows(IOException.class, () -> LiveHeap.used("4711:\nNo such command\n"));
    }
}
