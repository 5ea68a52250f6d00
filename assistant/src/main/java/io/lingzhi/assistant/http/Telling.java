package io.lingzhi.assistant.http;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.CancelSignal;
import io.lingzhi.assistant.Choice;
import io.lingzhi.assistant.Opening;
import io.lingzhi.assistant.conversation.Memory;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatClient.Answer;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a question to the models and tells the answer, whole or as it comes, in straight-line code on the request's
 * virtual thread. What was said is kept before the answer ends, so that the next question finds it.
 */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final AiService models;
    private final Memory memory;

    Telling(AiService models, Memory memory) {
        this.models = models;
        this.memory = memory;
    }

    void tell(Talk talk, Caller caller, Reply reply, CancelSignal cancel) throws ProblemException, ClientGoneException {
        switch (models.chat(talk.ask(), caller, cancel)) {
            case Opening.Refused(Failure failure) -> throw new ProblemException(Problem.of(failure));
            case Opening.Begun(Choice choice, ChatStream stream) -> {
                try (stream) {
                    if (talk.ask().stream()) {
                        ChatResponse response = pieces(stream, reply);
                        reply.event(
                                "done",
                                AnswerJson.done(
                                        response,
                                        choice,
                                        talk.form(),
                                        end(talk, caller, choice, response, reply)
                                                .at(stream.costNanos()),
                                        reply.language()));
                        reply.endEvents();
                    } else {
                        ChatResponse response = whole(stream);
                        reply.whole(AnswerJson.talk(
                                response,
                                choice,
                                talk.form(),
                                end(talk, caller, choice, response, reply).at(stream.costNanos()),
                                reply.language()));
                    }
                }
            }
        }
    }

    private static ChatResponse whole(ChatStream stream) throws ProblemException {
        ResponseAssembler assembler = new ResponseAssembler();
        while (!assembler.complete()) {
            assembler.accept(stream.next());
        }
        return complete(assembler);
    }

    /** Tells the pieces of an answer, and returns all of it. */
    private static ChatResponse pieces(ChatStream stream, Reply reply) throws ProblemException, ClientGoneException {
        ResponseAssembler assembler = new ResponseAssembler();
        String textEvent = "delta";
        while (!assembler.complete()) {
            StreamEvent event = stream.next();
            assembler.accept(event);
            switch (event) {
                case StreamEvent.PartStarted(PartHead part) ->
                    textEvent = part instanceof PartHead.Refusal ? "refusal" : "delta";
                case StreamEvent.TextDelta(String text) -> reply.event(textEvent, AnswerJson.text(text));
                case StreamEvent.ThinkingDelta(String text) -> reply.event("reasoning", AnswerJson.text(text));
                case StreamEvent.UsageReported(var usage) -> reply.event("usage", AnswerJson.usage(usage));
                // No tools are offered, so no call is told; the last two end the loop.
                case StreamEvent.Started _,
                        StreamEvent.ThinkingSigned _,
                        StreamEvent.Cited _,
                        StreamEvent.ArgumentsDelta _,
                        StreamEvent.PartFinished _,
                        StreamEvent.Finished _,
                        StreamEvent.Failed _ -> {}
            }
        }
        return complete(assembler);
    }

    private static ChatResponse complete(ResponseAssembler assembler) throws ProblemException {
        return switch (assembler.answer()) {
            case Answer.Failed(Failure failure) -> throw new ProblemException(Problem.of(failure));
            case Answer.Complete(ChatResponse response) -> response;
        };
    }

    /** Keeps what was said. An answer is told even where it cannot be kept. */
    private AnswerJson.End end(Talk talk, Caller caller, Choice choice, ChatResponse response, Reply reply) {
        List<Text> warnings = new ArrayList<>(talk.warnings());
        try {
            talk.conversation()
                    .filter(id -> !response.text().isBlank())
                    .ifPresent(id -> memory.keep(
                            caller,
                            id,
                            talk.question(),
                            response.text(),
                            choice.model().value()));
        } catch (UncheckedIOException e) {
            LOG.warn("request {}: a conversation is not kept", reply.requestId(), e);
            warnings.add(TalkWording.notKept());
        }
        return new AnswerJson.End(talk.conversation(), reply.requestId(), Text.all(warnings, reply.language()));
    }
}
