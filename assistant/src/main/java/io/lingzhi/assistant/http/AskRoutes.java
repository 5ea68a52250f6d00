package io.lingzhi.assistant.http;

import io.lingzhi.assistant.CancelSignal;
import io.lingzhi.assistant.knowledge.BaseName;
import io.lingzhi.assistant.knowledge.KnowledgeException;
import io.lingzhi.assistant.knowledge.SearchAsk;
import io.lingzhi.assistant.knowledge.ask.AnswerEvent;
import io.lingzhi.assistant.knowledge.ask.AnswerStream;
import io.lingzhi.assistant.knowledge.ask.Answered;
import io.lingzhi.assistant.knowledge.ask.Asking;
import io.lingzhi.assistant.knowledge.ask.Question;
import io.lingzhi.assistant.knowledge.index.Filter;
import io.lingzhi.assistant.select.Wish;
import io.lingzhi.llm.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The routes that answer questions from documents: of a base, or sent along. */
final class AskRoutes {
    private static final int MOST_CONTEXT = 100;

    private final Asking asking;

    AskRoutes(Asking asking) {
        this.asking = asking;
    }

    List<Route> routes() {
        return List.of(Route.call("POST", "/v1/ai/ask", this::ask), Route.call("POST", "/v1/ai/rag", this::rag));
    }

    private void ask(ReceivedRequest request, Reply reply, CancelSignal cancel)
            throws ProblemException, ClientGoneException {
        Fields fields = IncomingFields.json(request);
        Optional<String> text = question(fields);
        Optional<String> base = fields.shortText("kb", 256);
        Filter filter = KnowledgeRoutes.filter(fields);
        Wish wish = WishFields.read(fields);
        int sources = fields.number("limit", 1, Question.MOST_SOURCES, Question.USUAL_SOURCES);
        int neighbours = fields.number("neighbours", 0, SearchAsk.MOST_NEIGHBOURS, 0);
        boolean stream = fields.flag("stream");
        fields.check();
        BaseName name = base.isPresent() ? KnowledgeRoutes.name(base.get()) : BaseName.DEFAULT;
        Question question = new Question(text.orElse(""), name, filter, wish, sources, neighbours, stream);
        try {
            tell(asking.ask(question, request.caller(), cancel), stream, fields.warnings(), reply);
        } catch (KnowledgeException e) {
            throw new ProblemException(KnowledgeWording.problem(e.refusal()));
        }
    }

    private void rag(ReceivedRequest request, Reply reply, CancelSignal cancel)
            throws ProblemException, ClientGoneException {
        Fields fields = IncomingFields.json(request);
        Optional<String> text = question(fields);
        List<String> context = fields.texts("context", MOST_CONTEXT);
        Wish wish = WishFields.read(fields);
        boolean stream = fields.flag("stream");
        fields.check();
        Answered answered = asking.from(context, text.orElse(""), wish, stream, request.caller(), cancel);
        tell(answered, stream, fields.warnings(), reply);
    }

    /** The question, which the seed's service calls the query. */
    private static Optional<String> question(Fields fields) {
        Optional<String> query = fields.text("query").filter(text -> !text.isBlank());
        Optional<String> question = fields.text("question").filter(text -> !text.isBlank());
        if (question.isPresent() && query.isPresent() && !question.equals(query)) {
            fields.mistake("query", Wording.conflict());
        }
        Optional<String> one = question.or(() -> query);
        fields.require("question", one);
        return one;
    }

    private static void tell(Answered answered, boolean stream, List<Text> warnings, Reply reply)
            throws ProblemException, ClientGoneException {
        switch (answered) {
            case Answered.Refused(Failure failure) -> throw new ProblemException(Problem.of(failure));
            case Answered.Told told -> {
                List<Text> all = new ArrayList<>(warnings);
                told.wordsOnly().ifPresent(failure -> all.add(KnowledgeWording.wordsOnly(failure)));
                try (AnswerStream events = told.stream()) {
                    AskedAnswer answer = new AskedAnswer(told, Text.all(all, reply.language()), reply.language());
                    if (stream) {
                        stream(events, answer, reply);
                    } else {
                        whole(events, answer, reply);
                    }
                }
            }
        }
    }

    private static void whole(AnswerStream events, AskedAnswer answer, Reply reply) throws ProblemException {
        while (!answer.complete()) {
            answer.take(events.next());
        }
        reply.whole(answer.json(reply.requestId()));
    }

    private static void stream(AnswerStream events, AskedAnswer answer, Reply reply)
            throws ProblemException, ClientGoneException {
        while (!answer.complete()) {
            AnswerEvent event = events.next();
            answer.take(event);
            switch (event) {
                case AnswerEvent.Delta(String text) -> reply.event("delta", AnswerJson.text(text));
                case AnswerEvent.Reasoning(String text) -> reply.event("reasoning", AnswerJson.text(text));
                case AnswerEvent.Refused(String text) -> reply.event("refusal", AnswerJson.text(text));
                case AnswerEvent.Cited(var citation) -> reply.event("citation", AskedAnswer.citation(citation));
                case AnswerEvent.Used(var usage) -> reply.event("usage", AnswerJson.usage(usage));
                case AnswerEvent.Done _ -> reply.event("done", answer.done(reply.requestId()));
                case AnswerEvent.Failed _ -> {}
            }
        }
        reply.endEvents();
    }
}
