package dev.millrace.evaluator.language;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A commit among the changes of a run. The names are those that pipelines use. */
public final class ChangeEntry {
    private final Map<?, ?> told;
    private final List<AffectedFile> files = new ArrayList<>();

    ChangeEntry(Map<?, ?> told) {
        this.told = told;
        if (told.get("files") instanceof List<?> list) {
            for (var item : list) {
                var file = (Map<?, ?>) item;
                files.add(new AffectedFile(text(file, "path"), new EditType(text(file, "edit"))));
            }
        }
    }

    /** Its full name. */
    public String getCommitId() {
        return text(told, "commitId");
    }

    /** Its full name. */
    public String getId() {
        return getCommitId();
    }

    /** Its full name. */
    public String getRevision() {
        return getCommitId();
    }

    /** Who made it. */
    public Author getAuthor() {
        var email = text(told, "authorEmail");
        return new Author(
                email.isEmpty() ? text(told, "author") : email.replaceFirst("@.*", ""), text(told, "author"), email);
    }

    /** Who made it, by name. */
    public String getAuthorName() {
        return text(told, "author");
    }

    /** The address of who made it. */
    public String getAuthorEmail() {
        return text(told, "authorEmail");
    }

    /** The whole message; it ends with a line's end. */
    public String getComment() {
        return text(told, "comment") + "\n";
    }

    /** The first line of the message. */
    public String getMsg() {
        return text(told, "comment").lines().findFirst().orElse("");
    }

    /** The first line of the message. */
    public String getTitle() {
        return getMsg();
    }

    /** When it was committed, milliseconds since 1970. */
    public long getTimestamp() {
        return told.get("timestamp") instanceof Number millis ? millis.longValue() : 0;
    }

    /** When it was committed. */
    public String getDate() {
        return Instant.ofEpochMilli(getTimestamp()).toString();
    }

    /** Paths that it touched. */
    public List<String> getAffectedPaths() {
        return new ArrayList<>(files.stream().map(AffectedFile::getPath).toList());
    }

    /** Files that it touched, with what was done to them. */
    public List<AffectedFile> getAffectedFiles() {
        return files;
    }

    /** Files that it touched, with what was done to them. */
    public List<AffectedFile> getPaths() {
        return files;
    }

    private static String text(Map<?, ?> map, String name) {
        var value = map.get(name);
        return value == null ? "" : value.toString();
    }

    /** Who made a change. */
    public static final class Author {
        private final String id;
        private final String name;
        private final String email;

        Author(String id, String name, String email) {
            this.id = id;
            this.name = name;
            this.email = email;
        }

        /** What comes before the at sign of the address. */
        public String getId() {
            return id;
        }

        /** For people. */
        public String getFullName() {
            return name;
        }

        /** For people. */
        public String getDisplayName() {
            return name;
        }

        /** Where to write to. */
        public String getEmail() {
            return email;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A file that a change touched. */
    public static final class AffectedFile {
        private final String path;
        private final EditType editType;

        AffectedFile(String path, EditType editType) {
            this.path = path;
            this.editType = editType;
        }

        /** Below the top of the source. */
        public String getPath() {
            return path;
        }

        /** What was done to it. */
        public EditType getEditType() {
            return editType;
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /** What was done to a file: {@code add}, {@code edit} or {@code delete}. */
    public static final class EditType {
        private final String name;

        EditType(String name) {
            this.name = name;
        }

        /** In small letters. */
        public String getName() {
            return name;
        }

        /** For people. */
        public String getDescription() {
            return switch (name) {
                case "add" -> "The file was added";
                case "delete" -> "The file was removed";
                default -> "The file was modified";
            };
        }

        @Override
        public String toString() {
            return name.toUpperCase(Locale.ROOT);
        }
    }
}
