package dev.millrace.evaluator.language;

/** Bytes by digest, asked of the controller while the program stands still. Not journaled: a digest names its bytes for ever. */
@FunctionalInterface
public interface Contents {
    /** No bytes at all. */
    Contents NONE = digest -> {
        throw new IllegalStateException("Nobody was told of " + digest);
    };

    /**
     * The bytes of a digest that an outcome of this run named.
     *
     * @param digest SHA-256 in hexadecimal digits
     * @throws IllegalStateException they could not be had; the message says why
     */
    byte[] get(String digest);
}
