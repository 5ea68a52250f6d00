package io.lingzhi.gateway.local;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.EventGrammar;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.StreamEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Conversations for tests, and the offline model's checked answers to them. */
final class Conversations {
    private static final OfflineChat CHAT =
            new OfflineChat(() -> "id-1", InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)));

    private Conversations() {}

    static Message system(String text) {
        return Message.of(Role.SYSTEM, text);
    }

    static Message user(String text) {
        return Message.of(Role.USER, text);
    }

    static Message assistant(String text) {
        return Message.of(Role.ASSISTANT, text);
    }

    static Message tool(String text) {
        Part result = new Part.ToolResult("call-1", List.of(new Part.Text(text)), false);
        return new Message(Role.TOOL, List.of(result));
    }

    static ChatRequest request(Message... messages) {
        return ChatRequest.of(new ModelId(LocalProvider.OFFLINE), List.of(messages), false);
    }

    static List<StreamEvent> events(ChatRequest request) {
        List<StreamEvent> events = CHAT.answer(request);
        EventGrammar grammar = new EventGrammar();
        events.forEach(grammar::accept);
        if (!grammar.ended()) {
            throw new AssertionError("the answer has no end");
        }
        return events;
    }

    static ChatResponse response(ChatRequest request) {
        ResponseAssembler assembler = new ResponseAssembler();
        events(request).forEach(assembler::accept);
        return switch (assembler.answer()) {
            case ChatClient.Answer.Complete(ChatResponse response) -> response;
            case ChatClient.Answer.Failed failed -> throw new AssertionError(failed);
        };
    }

    static String answer(Message... messages) {
        return response(request(messages)).text();
    }

    /** The quoted sentences of an answer; those of several lines are joined again. */
    static List<String> quotes(String answer) {
        return List.of(answer.split("\n\n")).stream()
                .filter(block -> block.startsWith("> "))
                .map(block -> block.substring(2).replace("\n> ", "\n"))
                .toList();
    }

    static List<String> quotes(Message... messages) {
        return quotes(answer(messages));
    }
}
