package dev.millrace.controller.blob;

import java.util.List;

/** What administrators see and ask for of the places where blobs lie. Safe for use by many threads. */
public interface BlobKeeping {
    /** How things stand. */
    Status status();

    /** Moves all blobs that lie elsewhere to where new ones go: goes on in the background, and after a restart, until it is done. */
    void move();

    /** Collects what nothing refers to soon, without waiting for the usual time. */
    void collect();

    /**
     * How things stand.
     *
     * @param places where blobs lie, or new ones go
     * @param inline in the database
     * @param damaged how many have bytes that are wrong or gone, and count as missing
     * @param garbage how many are to be deleted
     */
    record Status(List<Place> places, Amount inline, long damaged, long garbage) {
        public Status {
            places = List.copyOf(places);
        }
    }

    /**
     * A place.
     *
     * @param location as it is given to {@code --blobs}; empty: the directory in the data directory
     * @param current new blobs go there
     * @param emptied what is there is being moved to the current one
     * @param amount that lies there
     */
    record Place(String location, boolean current, boolean emptied, Amount amount) {}

    /** How many, and how many bytes they have together. */
    record Amount(long blobs, long bytes) {}
}
