package io.lingzhi.assistant.http;

import io.lingzhi.assistant.knowledge.Accepted;
import io.lingzhi.assistant.knowledge.BaseName;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.KnowledgeException;
import io.lingzhi.assistant.knowledge.Progress;
import io.lingzhi.assistant.knowledge.Retrieved;
import io.lingzhi.assistant.knowledge.SearchAsk;
import io.lingzhi.assistant.knowledge.Upload;
import io.lingzhi.assistant.knowledge.index.Filter;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The routes of the knowledge bases. */
final class KnowledgeRoutes {
    private static final String BASES = "/v1/ai/knowledge";
    private static final String BASE = BASES + "/{kb}";
    private static final String DOCUMENTS = BASE + "/documents";
    private static final String DOCUMENT = DOCUMENTS + "/{id}";
    private static final int MOST_LISTED = 1_000;

    private final Knowledge knowledge;

    KnowledgeRoutes(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    List<Route> routes() {
        KnowledgeEvents events = new KnowledgeEvents(knowledge);
        return List.of(
                call("GET", BASES, this::bases),
                call("GET", BASE, this::base),
                call("DELETE", BASE, this::deleteBase),
                call("POST", DOCUMENTS, this::add),
                call("GET", DOCUMENTS, this::list),
                call("GET", DOCUMENT, this::read),
                call("PUT", DOCUMENT, this::replace),
                call("DELETE", DOCUMENT, this::remove),
                call("GET", DOCUMENT + "/status", this::status),
                call("POST", BASE + "/reindex", this::reindex),
                call("POST", BASE + "/search", this::search),
                Route.call("GET", BASE + "/events", (request, reply, cancel) -> events.tell(request, reply)));
    }

    /** A call whose refusals become problems. */
    private interface Work {
        void answer(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException;
    }

    private static Route call(String method, String path, Work work) {
        return Route.call(method, path, (request, reply, cancel) -> {
            try {
                work.answer(request, reply);
            } catch (KnowledgeException e) {
                throw new ProblemException(KnowledgeWording.problem(e.refusal()));
            }
        });
    }

    static BaseName name(String text) throws ProblemException {
        return BaseName.of(text)
                .orElseThrow(() -> new ProblemException(
                        Problem.ofFields(List.of(new FieldError("kb", KnowledgeWording.badBaseName())))));
    }

    private void bases(ReceivedRequest request, Reply reply) throws KnowledgeException {
        List<JsonValue.Obj> bases =
                knowledge.bases().stream().map(KnowledgeJson::base).toList();
        reply.whole(Json.object()
                .put("bases", bases)
                .put("request_id", reply.requestId())
                .build());
    }

    private void base(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        reply.whole(KnowledgeJson.base(knowledge.summary(name(request.variable("kb")))));
    }

    private void deleteBase(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        BaseName name = name(request.variable("kb"));
        knowledge.deleteBase(name);
        reply.whole(deleted(name.value()));
    }

    private static JsonValue.Obj deleted(String what) {
        return Json.object().put("deleted", what).build();
    }

    private void add(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        BaseName name = name(request.variable("kb"));
        Uploads.Read read = Uploads.read(request, knowledge.limits().sourceBytes());
        List<JsonValue> taken = new ArrayList<>();
        for (Upload upload : read.uploads()) {
            taken.add(KnowledgeJson.accepted(knowledge.add(name, upload), reply.language()));
        }
        ObjectBuilder answer = Json.object().put("documents", new JsonValue.Arr(taken));
        if (!read.errors().isEmpty()) {
            answer.put(
                    "errors",
                    read.errors().stream()
                            .map(error -> Json.object()
                                    .put("field", error.field())
                                    .put("detail", error.detail().in(reply.language()))
                                    .build())
                            .toList());
        }
        reply.accepted(answer.put("request_id", reply.requestId()).build());
    }

    private void list(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        Fields fields = new Fields(JsonValue.Obj.EMPTY, QueryParameters.parse(request.query()));
        int offset = fields.number("offset", 0, Integer.MAX_VALUE, 0);
        int limit = fields.number("limit", 1, MOST_LISTED, MOST_LISTED);
        fields.check();
        List<Progress> documents = knowledge.documents(name(request.variable("kb")));
        reply.whole(Json.object()
                .put(
                        "documents",
                        documents.stream()
                                .skip(offset)
                                .limit(limit)
                                .map(document -> KnowledgeJson.document(document, reply.language()))
                                .toList())
                .put("total", documents.size())
                .put("request_id", reply.requestId())
                .build());
    }

    private void read(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        BaseName name = name(request.variable("kb"));
        Progress progress = knowledge.document(name, request.variable("id"));
        JsonValue.Obj document = KnowledgeJson.document(progress, reply.language());
        boolean ready = progress.stage() == Progress.Stage.READY;
        reply.whole(
                ready
                        ? document.with(
                                "text",
                                JsonValue.of(
                                        knowledge.text(name, progress.document().id())))
                        : document);
    }

    private void replace(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        BaseName name = name(request.variable("kb"));
        Progress before = knowledge.document(name, request.variable("id"));
        Uploads.Read read = Uploads.read(
                request,
                knowledge.limits().sourceBytes(),
                before.document().source().name());
        if (read.uploads().size() != 1 || !read.errors().isEmpty()) {
            throw new ProblemException(Problem.of(ProblemKind.INVALID_REQUEST, KnowledgeWording.oneDocument()));
        }
        Accepted accepted =
                knowledge.replace(name, before.document().id(), read.uploads().getFirst());
        reply.accepted(KnowledgeJson.accepted(accepted, reply.language()));
    }

    private void remove(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        knowledge.remove(name(request.variable("kb")), request.variable("id"));
        reply.whole(deleted(request.variable("id")));
    }

    private void status(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        Progress progress = knowledge.document(name(request.variable("kb")), request.variable("id"));
        reply.whole(KnowledgeJson.status(progress, reply.language()));
    }

    private void reindex(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        int queued = knowledge.reindex(name(request.variable("kb")));
        reply.accepted(Json.object()
                .put("queued", queued)
                .put("request_id", reply.requestId())
                .build());
    }

    private void search(ReceivedRequest request, Reply reply) throws ProblemException, KnowledgeException {
        BaseName name = name(request.variable("kb"));
        Fields fields = IncomingFields.json(request);
        Optional<String> query = fields.text("query").filter(text -> !text.isBlank());
        fields.require("query", query);
        Filter filter = filter(fields);
        int limit = fields.number("limit", 1, SearchAsk.MOST, 10);
        int neighbours = fields.number("neighbours", 0, SearchAsk.MOST_NEIGHBOURS, 0);
        Optional<String> word = fields.text("mode");
        Optional<SearchAsk.Mode> mode = word.flatMap(SearchAsk.Mode::ofWord);
        if (word.isPresent() && mode.isEmpty()) {
            fields.mistake("mode", KnowledgeWording.oneOf("hybrid, words, vectors"));
        }
        fields.check();
        SearchAsk ask = new SearchAsk(query.orElse(""), filter, limit, neighbours, mode.orElse(SearchAsk.Mode.HYBRID));
        Retrieved retrieved = knowledge.search(name, ask, request.caller());
        reply.whole(KnowledgeJson.found(
                retrieved, reply.requestId(), Text.all(warnings(retrieved, fields), reply.language())));
    }

    private static List<Text> warnings(Retrieved retrieved, Fields fields) {
        List<Text> warnings = new ArrayList<>(fields.warnings());
        retrieved.wordsOnly().ifPresent(failure -> warnings.add(KnowledgeWording.wordsOnly(failure)));
        return warnings;
    }

    static Filter filter(Fields fields) {
        return new Filter(Set.copyOf(fields.optionalTexts("document_ids", MOST_LISTED)), fields.pairs("filters"));
    }
}
