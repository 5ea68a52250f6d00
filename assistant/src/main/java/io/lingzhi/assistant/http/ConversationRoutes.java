package io.lingzhi.assistant.http;

import io.lingzhi.assistant.conversation.Conversation;
import io.lingzhi.assistant.conversation.ConversationJson;
import io.lingzhi.assistant.conversation.Conversations;
import io.lingzhi.llm.json.Json;
import java.util.List;

/** The routes of what was said before. Each key sees its own. */
final class ConversationRoutes {
    private static final String ALL = "/v1/ai/conversations";
    private static final String ONE = ALL + "/{id}";

    private final Conversations conversations;

    ConversationRoutes(Conversations conversations) {
        this.conversations = conversations;
    }

    List<Route> routes() {
        return List.of(
                Route.call("GET", ALL, (request, reply, cancel) -> list(request, reply)),
                Route.call("GET", ONE, (request, reply, cancel) -> read(request, reply)),
                Route.call("DELETE", ONE, (request, reply, cancel) -> delete(request, reply)));
    }

    private void list(ReceivedRequest request, Reply reply) {
        List<Conversation> found = conversations.list(request.caller().keyId());
        reply.whole(Json.object()
                .put(
                        "conversations",
                        found.stream().map(ConversationJson::summary).toList())
                .put("request_id", reply.requestId())
                .build());
    }

    private void read(ReceivedRequest request, Reply reply) throws ProblemException {
        Conversation found =
                conversations.read(request.caller().keyId(), id(request)).orElseThrow(ConversationRoutes::unknown);
        reply.whole(ConversationJson.whole(found));
    }

    private void delete(ReceivedRequest request, Reply reply) throws ProblemException {
        String id = id(request);
        if (!conversations.delete(request.caller().keyId(), id)) {
            throw unknown();
        }
        reply.whole(Json.object().put("deleted", id).build());
    }

    private static String id(ReceivedRequest request) throws ProblemException {
        String id = request.variable("id");
        if (!Conversations.isId(id)) {
            throw new ProblemException(
                    Problem.ofFields(List.of(new FieldError("id", TalkWording.badConversationId()))));
        }
        return id;
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(ProblemKind.UNKNOWN_CONVERSATION, TalkWording.noConversation()));
    }
}
