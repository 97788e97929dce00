package dev.millrace.controller.web;

import dev.millrace.controller.web.StartResource.NewRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The way of {@code POST /api/v1/runs} past JAX-RS, which takes several times as long as everything else there is to a trigger; and triggers come in
 * bursts. It takes what programs send (a token, JSON, its length) to the same resource with the same answers, and leaves everything else to the
 * handler behind it.
 */
final class StartHandler extends Handler.Wrapper {
    private static final String ADDRESS = "/api/v1/runs";
    private static final String JSON = "application/json";

    private final StartResource resource;
    private final Authentication authentication;
    private final JsonBodies bodies;
    private final ProblemMapper problems = new ProblemMapper();
    private final long limit;

    /** @param limit of bytes in a body */
    StartHandler(
            StartResource resource, Authentication authentication, JsonBodies bodies, long limit, Handler otherwise) {
        super(otherwise);
        this.resource = resource;
        this.authentication = authentication;
        this.bodies = bodies;
        this.limit = limit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var token = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (token == null || !fits(request)) {
            return super.handle(request, response, callback);
        }
        try {
            var caller = authentication.bearer(token);
            var given = bodies.read(NewRun.class, octets(request));
            var run = resource.start(given, request.getHeaders().get(StartResource.IDEMPOTENCY_KEY), caller);
            response.getHeaders().put(HttpHeader.LOCATION, request.getHttpURI().asString() + "/" + run.id());
            answer(response, 201, JSON, run, callback);
        } catch (IOException | RuntimeException e) {
            refuse(response, e, callback);
        }
        return true;
    }

    private boolean fits(Request request) {
        var headers = request.getHeaders();
        var accepted = headers.get(HttpHeader.ACCEPT);
        return HttpMethod.POST.is(request.getMethod())
                && ADDRESS.equals(request.getHttpURI().getPathQuery())
                && JSON.equals(headers.get(HttpHeader.CONTENT_TYPE))
                && (accepted == null || accepted.equals("*/*") || accepted.startsWith(JSON))
                && request.getLength() > 0
                && request.getLength() <= limit;
    }

    private static byte[] octets(Request request) throws IOException {
        return Content.Source.asInputStream(request).readNBytes(Math.toIntExact(request.getLength()));
    }

    private void refuse(Response response, Exception why, Callback callback) throws IOException {
        try (var problem = problems.toResponse(why)) {
            problem.getStringHeaders()
                    .forEach((name, values) ->
                            response.getHeaders().put(new HttpField(name, String.join(", ", values))));
            answer(response, problem.getStatus(), ProblemBody.MEDIA_TYPE, problem.getEntity(), callback);
        }
    }

    private void answer(Response response, int status, String type, Object body, Callback callback) throws IOException {
        var octets = bodies.write(body);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, octets.length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(octets), callback);
    }
}
