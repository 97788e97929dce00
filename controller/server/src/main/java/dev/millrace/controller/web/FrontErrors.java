package dev.millrace.controller.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors that come before any resource is reached, such as a request that is not HTTP: problems too, and without words of the server's own. */
final class FrontErrors extends ErrorHandler {
    private final ObjectMapper mapper;

    FrontErrors(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var status = response.getStatus();
        var message = HttpStatus.getMessage(status);
        var body = mapper.writeValueAsBytes(ProblemBody.of(status, message, message, "", List.of()));
        SafeHeaders.put(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemBody.MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
