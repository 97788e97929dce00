package dev.millrace.evaluator.fence;

import java.util.concurrent.atomic.AtomicInteger;

/** What stands for all that pipelines must not reach. It is on the class path of the process, and counts whatever is done with it. */
public class Canary {
    static final AtomicInteger TOUCHED = new AtomicInteger();

    /** To be read and written. */
    public static String open = "untouched";

    public String field = "untouched";

    @SuppressWarnings("unused") // Groovy would see it
    private static String hidden = "untouched";

    /** To be made. */
    public Canary() {
        TOUCHED.incrementAndGet();
    }

    public Canary(String text) {
        this();
    }

    public Canary(int number, String text) {
        this();
    }

    /** To be called. */
    public static String touch() {
        TOUCHED.incrementAndGet();
        return "touched";
    }

    public static String getTouched() {
        return touch();
    }

    public static void setTouched(Object value) {
        touch();
    }

    public static String touch(Object value) {
        return touch();
    }

    public void setValue(Object value) {
        touch();
    }

    /** Nothing has been done with it. */
    static boolean untouched() {
        return TOUCHED.get() == 0 && open.equals("untouched") && hidden.equals("untouched");
    }
}
