package io.lingzhi.assistant.http;

import io.lingzhi.assistant.knowledge.Accepted;
import io.lingzhi.assistant.knowledge.BaseSummary;
import io.lingzhi.assistant.knowledge.Document;
import io.lingzhi.assistant.knowledge.Hit;
import io.lingzhi.assistant.knowledge.Progress;
import io.lingzhi.assistant.knowledge.Retrieved;
import io.lingzhi.assistant.knowledge.document.Unreadable;
import io.lingzhi.assistant.knowledge.text.Passage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON of the knowledge bases' answers, as openapi.json describes it. Pure. */
final class KnowledgeJson {
    private KnowledgeJson() {}

    static JsonValue.Obj base(BaseSummary base) {
        return Json.object()
                .put("name", base.name().value())
                .put("documents", base.documents())
                .put("ready", base.ready())
                .put("queued", base.queued())
                .put("failed", base.failed())
                .put("passages", base.passages())
                .put("outdated", base.outdated())
                .build();
    }

    static JsonValue.Obj accepted(Accepted accepted, Language language) {
        return document(Progress.of(accepted.document()), language)
                .with("outcome", JsonValue.of(accepted.outcome().word()));
    }

    static JsonValue.Obj document(Progress progress, Language language) {
        Document document = progress.document();
        Document.Source source = document.source();
        ObjectBuilder object = Json.object()
                .put("id", document.id())
                .put("name", source.name())
                .put("format", source.format().word())
                .put("bytes", source.bytes())
                .put("hash", source.hash())
                .put("metadata", pairs(source.metadata()))
                .put("revision", document.revision())
                .put("added_at", document.addedAt().toString())
                .put("updated_at", document.updatedAt().toString());
        putStatus(object, progress, language);
        return object.build();
    }

    static JsonValue.Obj status(Progress progress, Language language) {
        ObjectBuilder object = Json.object()
                .put("id", progress.document().id())
                .put("name", progress.document().source().name());
        putStatus(object, progress, language);
        return object.build();
    }

    private static void putStatus(ObjectBuilder object, Progress progress, Language language) {
        object.put("state", progress.stage().word())
                .put("done", progress.done())
                .put("total", progress.total());
        switch (progress.document().state()) {
            case Document.State.Queued() -> {}
            case Document.State.Ready(int characters, int passages) ->
                object.put("characters", characters).put("passages", passages);
            case Document.State.Failed(Unreadable reason) ->
                object.put(
                        "error",
                        Json.object()
                                .put("code", reason.code())
                                .put("detail", new Text(reason.english(), reason.chinese()).in(language))
                                .build());
        }
    }

    static JsonValue.Obj found(Retrieved retrieved, String requestId, List<String> warnings) {
        ObjectBuilder object = Json.object()
                .put("hits", retrieved.hits().stream().map(KnowledgeJson::hit).toList())
                .put("evidence", retrieved.evidence().word());
        return new AnswerJson.End(Optional.empty(), requestId, warnings)
                .at(retrieved.costNanos())
                .close(object);
    }

    private static JsonValue.Obj hit(Hit hit) {
        ObjectBuilder object = Json.object()
                .put("document_id", hit.document().id())
                .put("document", hit.document().source().name())
                .put("metadata", pairs(hit.document().source().metadata()));
        putPassage(object, hit.passage());
        object.put("score", JsonValue.of(hit.score()));
        hit.words().ifPresent(words -> object.put("words_score", JsonValue.of(words)));
        hit.cosine().ifPresent(cosine -> object.put("cosine", JsonValue.of(cosine)));
        if (!hit.around().isEmpty()) {
            object.put(
                    "neighbours",
                    hit.around().stream().map(KnowledgeJson::passage).toList());
        }
        return object.build();
    }

    private static JsonValue.Obj passage(Passage passage) {
        ObjectBuilder object = Json.object();
        putPassage(object, passage);
        return object.build();
    }

    private static void putPassage(ObjectBuilder object, Passage passage) {
        object.put("passage", passage.ordinal())
                .put("headings", JsonValue.Arr.ofStrings(passage.headings()))
                .put("start", passage.start())
                .put("end", passage.end())
                .put("text", passage.text());
    }

    private static JsonValue.Obj pairs(Map<String, String> pairs) {
        ObjectBuilder object = Json.object();
        pairs.forEach(object::put);
        return object.build();
    }
}
