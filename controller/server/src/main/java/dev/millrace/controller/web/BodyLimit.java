package dev.millrace.controller.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses bodies that are too large: by what they announce, and, where they announce nothing, by what comes. */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 1)
final class BodyLimit implements ContainerRequestFilter {
    private final WebConfig config;

    BodyLimit(WebConfig config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var octets = "PUT".equals(request.getMethod())
                && request.getUriInfo().getPath().startsWith("blobs/");
        var limit = octets ? config.blobLimit() : config.jsonLimit();
        var announced = request.getHeaderString("Content-Length");
        if (announced != null && Long.parseLong(announced) > limit) {
            throw Refused.tooLarge(limit);
        }
        request.setEntityStream(new Limited(request.getEntityStream(), limit));
    }

    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long seen;

        Limited(InputStream body, long limit) {
            super(body);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            var read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            var read = super.read(to, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            seen += read;
            if (seen > limit) {
                throw Refused.tooLarge(limit);
            }
        }
    }
}
