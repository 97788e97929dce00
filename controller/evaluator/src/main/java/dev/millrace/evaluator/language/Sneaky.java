package dev.millrace.evaluator.language;

/** Throws what pipeline code threw, checked or not: Groovy does not know the difference. */
public final class Sneaky {
    private Sneaky() {}

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the way to throw a checked exception undeclared
    private static <E extends Throwable> E throwAs(Throwable failure) throws E {
        throw (E) failure;
    }

    /** Throws; declared to give something so that the compiler sees the end of the path. */
    public static RuntimeException thrown(Throwable failure) {
        return Sneaky.<RuntimeException>throwAs(failure);
    }
}
