package dev.millrace.controller.rehearsal;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.source.WorkingTrees;
import dev.millrace.wire.proto.Tree;
import java.io.IOException;

/** Working trees that came with pipelines. */
interface Uploads {
    /** Where nothing can be uploaded. */
    Uploads NONE = new Uploads() {
        @Override
        public Tree tree(Digest digest) {
            throw new UserError(
                    Kind.CONFLICT, "This controller keeps no working trees", "Start one with 'millrace up'");
        }

        @Override
        public byte[] file(Digest digest) throws IOException {
            throw new IOException("No file was uploaded");
        }
    };

    /** A tree all of whose files are there. */
    Tree tree(Digest digest) throws IOException;

    /** The content of one of its files. */
    byte[] file(Digest digest) throws IOException;

    /** Those that the controller keeps. */
    record Stored(WorkingTrees trees, BlobStore blobs) implements Uploads {
        @Override
        public Tree tree(Digest digest) throws IOException {
            trees.check(digest);
            try (var in = blobs.open(digest, 0)) {
                return Tree.parseFrom(in);
            }
        }

        @Override
        public byte[] file(Digest digest) throws IOException {
            try (var in = blobs.open(digest, 0)) {
                return in.readAllBytes();
            }
        }
    }
}
