package dev.millrace.controller.execution;

import dev.millrace.api.workspace.ArchiveFormat;
import dev.millrace.api.workspace.DigestAlgorithm;
import dev.millrace.api.workspace.ExtractSpec;
import dev.millrace.api.workspace.Extracted;
import dev.millrace.api.workspace.Links;
import dev.millrace.wire.proto.ArchiveRead;
import dev.millrace.wire.proto.DigestFile;
import dev.millrace.wire.proto.ExtractArchive;
import dev.millrace.wire.proto.PackTree;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Archives and digests in the words of plugins and of the wire. */
final class ArchiveWords {
    private ArchiveWords() {}

    static dev.millrace.wire.proto.ArchiveFormat format(ArchiveFormat format) {
        return switch (format) {
            case ZIP -> dev.millrace.wire.proto.ArchiveFormat.ZIP;
            case TAR -> dev.millrace.wire.proto.ArchiveFormat.TAR;
            case TAR_GZIP -> dev.millrace.wire.proto.ArchiveFormat.TAR_GZIP;
        };
    }

    static ExtractArchive.Mode mode(ExtractSpec.Mode mode) {
        return switch (mode) {
            case FILES -> ExtractArchive.Mode.FILES;
            case READ -> ExtractArchive.Mode.READ;
            case TEST -> ExtractArchive.Mode.TEST;
        };
    }

    static DigestFile.Algorithm algorithm(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case MD5 -> DigestFile.Algorithm.MD5;
            case SHA1 -> DigestFile.Algorithm.SHA1;
            case SHA256 -> DigestFile.Algorithm.SHA256;
        };
    }

    static Extracted extracted(ArchiveRead read) {
        var contents = new LinkedHashMap<String, byte[]>();
        read.getEntriesList()
                .forEach(entry ->
                        contents.put(entry.getPath(), entry.getContent().toByteArray()));
        return new Extracted(
                read.getFiles(), contents, Optional.of(read.getProblem()).filter(problem -> !problem.isEmpty()));
    }

    static PackTree.Links links(Links links) {
        return switch (links) {
            case KEEP -> PackTree.Links.KEEP;
            case FOLLOW -> PackTree.Links.FOLLOW;
            case LEAVE_OUT -> PackTree.Links.LEAVE_OUT;
        };
    }
}
