package dev.millrace.controller.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Refuses bodies that are too large: by what they announce, and, where they announce nothing, by what comes. */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 1)
final class BodyLimit implements ContainerRequestFilter {
    private static final long PLUGIN_LIMIT = 128L << 20;
    private static final long DRAINED = 16L << 20;

    private final WebConfig config;

    BodyLimit(WebConfig config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var limit = limit(request.getMethod() + " " + request.getUriInfo().getPath());
        var announced = request.getHeaderString("Content-Length");
        if (announced != null && Long.parseLong(announced) > limit) {
            throw refusal(request.getEntityStream(), limit);
        }
        if (announced == null || "0".equals(announced)) {
            // a body that is left out is an empty object
            request.getHeaders().putIfAbsent("Content-Type", List.of("application/json"));
        }
        request.setEntityStream(new Limited(request.getEntityStream(), limit));
    }

    private long limit(String address) {
        if (address.startsWith("PUT blobs/")) {
            return config.blobLimit();
        }
        return address.equals("POST plugins") ? PLUGIN_LIMIT : config.jsonLimit();
    }

    /** Takes in some of what is too much: a client that is still sending would not see the answer. */
    private static Refused refusal(InputStream body, long limit) {
        try {
            body.skip(DRAINED);
        } catch (IOException e) {
            // the client is gone, and with it whoever the answer is for
            return Refused.tooLarge(limit);
        }
        return Refused.tooLarge(limit);
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
                throw refusal(in, limit);
            }
        }
    }
}
