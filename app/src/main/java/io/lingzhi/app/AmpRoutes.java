package io.lingzhi.app;

import io.lingzhi.gateway.amp.AmpCalls;
import io.lingzhi.gateway.amp.AmpPaths;
import io.lingzhi.gateway.amp.AmpProxy;
import io.lingzhi.gateway.http.Router;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.WireCall;
import java.util.List;

/** The routes of Amp's own service, beside those of the protocols. */
final class AmpRoutes {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> READING = List.of("GET", "HEAD");
    /** The page that logs a client in, with which forms are sent. */
    private static final String LOGIN = "/auth";

    private AmpRoutes() {}

    static void add(Router router, AmpProxy amp) {
        METHODS.forEach(method -> router.below(method, AmpPaths.API, amp.calls()));
        for (String page : AmpPaths.PAGES) {
            for (String method : page.equals(LOGIN) ? METHODS : READING) {
                router.at(method, page, amp.pages()).below(method, page + "/", amp.pages());
            }
        }
        AmpPaths.FEEDS.forEach(feed -> READING.forEach(method -> router.at(method, feed, amp.pages())));
    }

    /** Finds the model where this protocol names it. */
    static AmpCalls.Naming naming(Inbound inbound) {
        return request -> inbound.read(new WireCall(request.path(), request.query(), request.content()))
                .peek()
                .model();
    }
}
