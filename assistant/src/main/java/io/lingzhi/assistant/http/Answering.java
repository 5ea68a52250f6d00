package io.lingzhi.assistant.http;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.CancelSignal;
import io.lingzhi.assistant.ChatAsk;
import io.lingzhi.assistant.Choice;
import io.lingzhi.assistant.EmbedAsk;
import io.lingzhi.assistant.Opening;
import io.lingzhi.llm.ChatClient.Answer;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import java.util.List;

/** Answers the requests of {@code /v1/ai/*}, in straight-line code on the request's virtual thread. */
final class Answering {
    private final AiService service;
    private final Limits limits;

    Answering(AiService service, Limits limits) {
        this.service = service;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.call("POST", "/v1/ai/chat", this::chat),
                Route.call("POST", "/v1/ai/embed", (request, reply, cancel) -> embed(request, reply)));
    }

    void chat(ReceivedRequest request, Reply reply, CancelSignal cancel) throws ProblemException, ClientGoneException {
        RequestReading.Read<ChatAsk> read = RequestReading.chat(request);
        switch (service.chat(read.ask(), request.caller(), cancel)) {
            case Opening.Refused(Failure failure) -> throw new ProblemException(Problem.of(failure));
            case Opening.Begun(Choice choice, ChatStream stream) -> {
                try (stream) {
                    if (read.ask().stream()) {
                        stream(stream, choice, reply, read.warnings());
                    } else {
                        whole(stream, choice, reply, read.warnings());
                    }
                }
            }
        }
    }

    void embed(ReceivedRequest request, Reply reply) throws ProblemException {
        RequestReading.Read<EmbedAsk> read = RequestReading.embed(request, limits.texts());
        switch (service.embed(read.ask(), request.caller())) {
            case Vectors.Failed(Failure failure) -> throw new ProblemException(Problem.of(failure));
            case Vectors.Complete vectors ->
                reply.whole(AnswerJson.embeddings(vectors, reply.requestId(), read.warnings()));
        }
    }

    private static void whole(ChatStream stream, Choice choice, Reply reply, List<String> warnings)
            throws ProblemException {
        ResponseAssembler assembler = new ResponseAssembler();
        while (!assembler.complete()) {
            assembler.accept(stream.next());
        }
        switch (assembler.answer()) {
            case Answer.Failed(Failure failure) -> throw new ProblemException(Problem.of(failure));
            case Answer.Complete complete ->
                reply.whole(AnswerJson.chat(complete.response(), choice, reply.requestId(), warnings));
        }
    }

    private static void stream(ChatStream stream, Choice choice, Reply reply, List<String> warnings)
            throws ProblemException, ClientGoneException {
        String upstreamModel = "";
        String textEvent = "delta";
        boolean ended = false;
        while (!ended) {
            StreamEvent event = stream.next();
            switch (event) {
                case StreamEvent.Started started -> upstreamModel = started.model();
                case StreamEvent.PartStarted(PartHead part) ->
                    textEvent = part instanceof PartHead.Refusal ? "refusal" : "delta";
                case StreamEvent.TextDelta(String text) -> reply.event(textEvent, AnswerJson.text(text));
                case StreamEvent.ThinkingDelta(String text) -> reply.event("reasoning", AnswerJson.text(text));
                case StreamEvent.ThinkingSigned _, StreamEvent.Cited _ -> {}
                // No tools are offered, so no call is told.
                case StreamEvent.ArgumentsDelta ignored -> {}
                case StreamEvent.PartFinished() -> {}
                case StreamEvent.UsageReported(var usage) -> reply.event("usage", AnswerJson.usage(usage));
                case StreamEvent.Finished(var reason, var ignored) -> {
                    reply.event("done", AnswerJson.done(choice, upstreamModel, reason, reply.requestId(), warnings));
                    ended = true;
                }
                case StreamEvent.Failed(Failure failure) -> throw new ProblemException(Problem.of(failure));
            }
        }
        reply.endEvents();
    }
}
