package io.lingzhi.assistant.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** The pages that everybody may read: health, the description, the document. */
final class PageRoutes {
    private static final String DOCS = "/docs";
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src"
            + " 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private PageRoutes() {}

    static List<Route> of(Pages pages) {
        return List.of(
                Route.page("/", reply -> reply.whole(302, Map.of("location", DOCS), Buffer.buffer())),
                Route.page("/health", reply -> json(reply, "{\"status\":\"ok\"}")),
                Route.page("/openapi.json", reply -> json(reply, pages.openapi())),
                Route.page(
                        DOCS, reply -> reply.whole(200, pageHeaders(), Buffer.buffer(pages.docs(reply.language())))));
    }

    private static void json(Reply reply, String body) {
        reply.whole(200, Map.of("content-type", Reply.JSON), Buffer.buffer(body));
    }

    private static Map<String, String> pageHeaders() {
        return Map.of(
                "content-type", "text/html; charset=utf-8",
                "content-security-policy", PAGE_POLICY,
                "referrer-policy", "no-referrer");
    }
}
