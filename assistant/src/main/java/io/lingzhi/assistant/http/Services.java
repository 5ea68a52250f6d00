package io.lingzhi.assistant.http;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.ask.Asking;
import java.util.ArrayList;
import java.util.List;

/** What is served over HTTP, each with its routes. */
public record Services(AiService models, Knowledge knowledge, Asking asking) {

    List<Route> routes(Limits limits) {
        List<Route> routes = new ArrayList<>(PageRoutes.of(Pages.load()));
        routes.addAll(new Answering(models, limits).routes());
        routes.addAll(new KnowledgeRoutes(knowledge).routes());
        routes.addAll(new AskRoutes(asking).routes());
        return routes;
    }
}
