package io.lingzhi.assistant.http;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.conversation.Memory;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.ask.Asking;
import io.lingzhi.assistant.picture.Pictures;
import java.util.ArrayList;
import java.util.List;

/** What is served over HTTP, each with its routes. */
public record Services(AiService models, Memory memory, Pictures pictures, Knowledge knowledge, Asking asking) {

    List<Route> routes(Limits limits) {
        List<Route> routes = new ArrayList<>(PageRoutes.of(Pages.load()));
        routes.addAll(new TalkRoutes(models, memory, pictures).routes());
        routes.addAll(new EmbedRoutes(models, limits.texts()).routes());
        routes.addAll(new SelectRoutes(models).routes());
        routes.addAll(new ConversationRoutes(memory.conversations()).routes());
        routes.addAll(new KnowledgeRoutes(knowledge).routes());
        routes.addAll(new AskRoutes(asking).routes());
        return routes;
    }
}
