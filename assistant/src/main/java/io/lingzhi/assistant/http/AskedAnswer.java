package io.lingzhi.assistant.http;

import io.lingzhi.assistant.knowledge.ask.AnswerEvent;
import io.lingzhi.assistant.knowledge.ask.Answered;
import io.lingzhi.assistant.knowledge.ask.Source;
import io.lingzhi.assistant.knowledge.ask.SourceCitation;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Gathers the events of an answer from documents into its JSON. One thread. */
final class AskedAnswer {
    private final Answered.Told told;
    private final List<String> warnings;
    private final Language language;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final List<JsonValue> citations = new ArrayList<>();
    private JsonValue usage = JsonValue.Null.NULL;
    private Optional<AnswerEvent.Done> end = Optional.empty();

    AskedAnswer(Answered.Told told, List<String> warnings, Language language) {
        this.told = told;
        this.warnings = List.copyOf(warnings);
        this.language = language;
    }

    boolean complete() {
        return end.isPresent();
    }

    void take(AnswerEvent event) throws ProblemException {
        switch (event) {
            case AnswerEvent.Delta(String piece) -> text.append(piece);
            case AnswerEvent.Reasoning(String piece) -> reasoning.append(piece);
            case AnswerEvent.Refused(String piece) -> refusal.append(piece);
            case AnswerEvent.Cited(SourceCitation cited) -> citations.add(citation(cited));
            case AnswerEvent.Used(var used) -> usage = AnswerJson.usage(used);
            case AnswerEvent.Done done -> end = Optional.of(done);
            case AnswerEvent.Failed(Failure failure) -> throw new ProblemException(Problem.of(failure));
        }
    }

    /** The whole answer. */
    JsonValue.Obj json(String requestId) {
        ObjectBuilder object = Json.object().put("response", text.toString());
        if (!reasoning.isEmpty()) {
            object.put("reasoning", reasoning.toString());
        }
        if (!refusal.isEmpty()) {
            object.put("refusal", refusal.toString());
        }
        object.put("citations", new JsonValue.Arr(citations));
        putEnd(object);
        object.put("usage", usage);
        return end(object, requestId);
    }

    /** The last event of a stream. */
    JsonValue.Obj done(String requestId) {
        ObjectBuilder object = Json.object();
        putEnd(object);
        return end(object, requestId);
    }

    private void putEnd(ObjectBuilder object) {
        object.put("answered", end.map(AnswerEvent.Done::answered).orElse(false))
                .put("extract", told.extract())
                .put("sources", told.sources().stream().map(AskedAnswer::source).toList());
        told.choice()
                .ifPresentOrElse(
                        choice -> AnswerJson.putChoice(
                                object,
                                choice,
                                end.map(AnswerEvent.Done::upstreamModel).orElse(""),
                                language),
                        () -> object.put("model", JsonValue.Null.NULL));
        object.put(
                "finish_reason",
                end.map(AnswerEvent.Done::reason)
                        .orElse(FinishReason.STOP)
                        .name()
                        .toLowerCase(Locale.ROOT));
    }

    private JsonValue.Obj end(ObjectBuilder object, String requestId) {
        return new AnswerJson.End(Optional.empty(), requestId, warnings)
                .at(told.costNanos())
                .close(object);
    }

    static JsonValue.Obj citation(SourceCitation citation) {
        ObjectBuilder object = Json.object().put("number", citation.source().number());
        putDocument(object, citation.source());
        return object.put("start", citation.start())
                .put("end", citation.end())
                .put("quote", citation.quote())
                .build();
    }

    private static JsonValue.Obj source(Source source) {
        ObjectBuilder object = Json.object().put("number", source.number());
        putDocument(object, source);
        return object.put("start", source.start()).put("end", source.end()).build();
    }

    private static void putDocument(ObjectBuilder object, Source source) {
        if (!source.documentId().isEmpty()) {
            object.put("document_id", source.documentId());
        }
        object.put("document", source.document()).put("heading", String.join(" › ", source.headings()));
    }
}
