package dev.millrace.controller.blob;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobReferences.Shape;
import dev.millrace.controller.store.Database;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import dev.millrace.wire.proto.TreeManifest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes all blobs that something refers to, directly or through trees. All direct references are read by one statement, so in one state of the database: a
 * reference that is copied from one table to another meanwhile is seen in one of them.
 */
final class BlobMarks {
    private static final Logger LOG = LoggerFactory.getLogger(BlobMarks.class);
    private static final int BATCH = 5_000;
    private static final int LONGEST_TREE = 64 << 20;

    private final BlobStore blobs;
    private final BlobTable table;
    private final Database database;
    private final List<BlobReferences> references;

    BlobMarks(BlobStore blobs, BlobTable table, Database database, List<BlobReferences> references) {
        this.blobs = blobs;
        this.table = table;
        this.database = database;
        this.references = List.copyOf(references);
    }

    private record Closed(Digest digest, Shape shape) {}

    /**
     * Fills the table of marks.
     *
     * @param hopeless what was damaged before then is not waited for: the marks are complete without what it may refer to
     * @throws IOException where a tree cannot be read: the marks are not complete, and nothing may be collected by them
     */
    void fill(Instant hopeless) throws IOException {
        database.write(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("truncate blob_mark");
                if (!references.isEmpty()) {
                    statement.execute(direct());
                }
                return true;
            }
        });
        for (var closed = closed(); !closed.isEmpty(); closed = closed()) {
            for (var tree : closed) {
                open(tree, hopeless);
            }
        }
    }

    /** A blob that is referred to in two ways is opened as a tree. */
    private String direct() {
        var all = references.stream()
                .map(holder -> "select d, '%s' from (%s) as held(d)"
                        .formatted(holder.shape().name().toLowerCase(Locale.ROOT), holder.query()))
                .collect(Collectors.joining(" union all "));
        return """
                insert into blob_mark (digest, shape, opened)
                select d, max(shape), max(shape) = 'bytes' from (%s) as held(d, shape)
                where d is not null and length(d) = 32 group by d""".formatted(all);
    }

    private List<Closed> closed() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(
                            "select digest, shape from blob_mark where not opened order by digest limit 500");
                    var rows = statement.executeQuery()) {
                var found = new ArrayList<Closed>();
                while (rows.next()) {
                    found.add(new Closed(
                            Digest.of(rows.getBytes(1)),
                            Shape.valueOf(rows.getString(2).toUpperCase(Locale.ROOT))));
                }
                return found;
            }
        });
    }

    private void open(Closed tree, Instant hopeless) throws IOException {
        var children = new HashSet<Digest>();
        try {
            children(tree, children);
        } catch (NoSuchFileException | CorruptBlob e) {
            var entry = table.find(tree.digest());
            if (entry.isPresent()
                    && table.damagedAt(tree.digest())
                            .filter(at -> at.isBefore(hopeless))
                            .isEmpty()) {
                throw new IOException(
                        "Tree %s is damaged and may be healed yet: %s".formatted(tree.digest(), e.getMessage()), e);
            }
            if (entry.isPresent()) {
                LOG.atWarn().addKeyValue("tree", tree.digest()).setCause(e).log("blob-tree-unreadable");
            }
        }
        var all = List.copyOf(children);
        for (int from = 0; from < all.size(); from += BATCH) {
            add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        database.write(connection -> {
            try (var statement = connection.prepareStatement("update blob_mark set opened = true where digest = ?")) {
                statement.setBytes(1, tree.digest().bytes());
                return statement.executeUpdate();
            }
        });
    }

    private void children(Closed tree, Set<Digest> children) throws IOException {
        try (var in = blobs.open(tree.digest(), 0)) {
            var bytes = in.readNBytes(LONGEST_TREE + 1);
            if (bytes.length > LONGEST_TREE) {
                return; // whoever refers to it cannot read it either
            }
            switch (tree.shape()) {
                case TREE ->
                    Tree.parseFrom(bytes).getEntriesList().stream()
                            .filter(entry -> entry.getKind() == TreeEntry.Kind.FILE
                                    && entry.getDigest().size() == 32)
                            .forEach(entry ->
                                    children.add(Digest.of(entry.getDigest().toByteArray())));
                case MANIFEST ->
                    TreeManifest.parseFrom(bytes).getPacksList().stream()
                            .filter(pack -> pack.getDigest().size() == 32)
                            .forEach(pack ->
                                    children.add(Digest.of(pack.getDigest().toByteArray())));
                case BYTES -> {}
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.atDebug()
                    .addKeyValue("blob", tree.digest())
                    .setCause(e)
                    .log("blob-no-tree"); // what it says it is, it is not
        }
    }

    private void add(Collection<Digest> children) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into blob_mark (digest, shape, opened) select unnest(?::bytea[]), 'bytes', true
                    on conflict do nothing""")) {
                statement.setArray(1, BlobTable.array(connection, children));
                return statement.executeUpdate();
            }
        });
    }
}
