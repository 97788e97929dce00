package dev.millrace.controller.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Serves the console's files. */
final class ConsoleServlet extends HttpServlet {
    private final transient ConsoleAssets assets;
    private final transient ObjectMapper mapper;

    ConsoleServlet(ConsoleAssets assets, ObjectMapper mapper) {
        this.assets = assets;
        this.mapper = mapper;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var asset = assets.find(request.getRequestURI());
        if (asset.isEmpty()) {
            problem(response, 404, "Not found", "There is nothing of this address");
            return;
        }
        var file = asset.get();
        response.setHeader("ETag", file.tag());
        response.setHeader("Cache-Control", file.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
        if (file.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.type());
        response.setContentLength(file.bytes().length);
        response.getOutputStream().write(file.bytes());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> doGet(request, response);
            default -> {
                response.setHeader("Allow", "GET, HEAD");
                problem(response, 405, "Not a method of this address", "Allowed are GET, HEAD");
            }
        }
    }

    private void problem(HttpServletResponse response, int status, String title, String detail) throws IOException {
        response.setStatus(status);
        response.setContentType(ProblemBody.MEDIA_TYPE);
        response.getOutputStream()
                .write(mapper.writeValueAsBytes(
                        ProblemBody.of(status, title, detail, "The API is below /api/v1", List.of())));
    }
}
