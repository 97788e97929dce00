package jenkins.model;

/** Why a branch was interrupted. */
public class CauseOfInterruption {
    private final String shortDescription;

    /** With words for people. */
    public CauseOfInterruption(String shortDescription) {
        this.shortDescription = shortDescription;
    }

    /** For people. */
    public String getShortDescription() {
        return shortDescription;
    }

    /** Who did it; there is no object for people here, and so this is their name where it is known, or else what is known. */
    public String getUser() {
        var by = shortDescription.lastIndexOf(" by ");
        return by < 0 ? "SYSTEM" : shortDescription.substring(by + 4);
    }

    @Override
    public String toString() {
        return shortDescription;
    }
}
