package io.lingzhi.llm.everydirection;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Part.Media.Kind;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests and answers that a protocol can say without a loss. */
final class Sayable {
    private static final JsonValue.Obj SCHEMA = Json.object()
            .put("type", "object")
            .put("properties", Json.object().put("q", JsonValue.Obj.EMPTY).build())
            .build();

    private Sayable() {}

    /** A kind of part of an answer. */
    enum Piece {
        THOUGHT,
        SIGNED_THOUGHT,
        TEXT,
        CALL,
        CALL_WITHOUT_ARGUMENTS
    }

    static Arbitrary<List<Piece>> pieces() {
        return Arbitraries.of(Piece.class).list().ofMinSize(1).ofMaxSize(6);
    }

    /** The answer with these parts, as far as the protocol can say them; neighbours of one kind would be one part. */
    static List<StreamEvent> answer(String protocol, List<Piece> pieces) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started("a1", "m", 7));
        String before = "";
        int calls = 0;
        // A whole message of Chat has no order of thoughts, text and calls.
        List<Piece> told = protocol.equals("chat") ? pieces.stream().sorted().toList() : pieces;
        for (Piece asked : told) {
            Piece piece = asked == Piece.SIGNED_THOUGHT && protocol.equals("chat") ? Piece.THOUGHT : asked;
            String kind = piece.name().replace("SIGNED_", "").substring(0, 4);
            // In Gemini a signature before a call is the call's own.
            boolean moves = protocol.equals("gemini") && kind.equals("CALL") && endsSigned(events);
            if ((!kind.equals(before) || kind.equals("CALL")) && !moves) {
                add(events, protocol, piece, calls);
                before = kind;
                calls += kind.equals("CALL") ? 1 : 0;
            }
        }
        events.add(new StreamEvent.UsageReported(new Usage(20, 9, 5, 0, 3)));
        events.add(new StreamEvent.Finished(calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.LENGTH));
        return events;
    }

    private static boolean endsSigned(List<StreamEvent> events) {
        return events.size() > 1 && events.get(events.size() - 2) instanceof StreamEvent.ThinkingSigned;
    }

    private static void add(List<StreamEvent> events, String protocol, Piece piece, int number) {
        switch (piece) {
            case TEXT ->
                part(
                        events,
                        new PartHead.Text(),
                        new StreamEvent.TextDelta("你\"\\ "),
                        new StreamEvent.TextDelta("\n😀"));
            case THOUGHT -> part(events, new PartHead.Thinking(), new StreamEvent.ThinkingDelta("hm\n\nso"));
            case SIGNED_THOUGHT ->
                part(
                        events,
                        new PartHead.Thinking(),
                        new StreamEvent.ThinkingDelta("hm"),
                        new StreamEvent.ThinkingSigned(new Signature(maker(protocol), "c2ln")));
            case CALL ->
                part(
                        events,
                        new PartHead.ToolCall("call_" + number, "get"),
                        new StreamEvent.ArgumentsDelta("{\"q\":"),
                        new StreamEvent.ArgumentsDelta("\"}\\\\{\"}"));
            case CALL_WITHOUT_ARGUMENTS ->
                part(events, new PartHead.ToolCall("call_" + number, "now"), new StreamEvent.ArgumentsDelta("{}"));
        }
    }

    private static void part(List<StreamEvent> events, PartHead head, StreamEvent... deltas) {
        events.add(new StreamEvent.PartStarted(head));
        events.addAll(List.of(deltas));
        events.add(new StreamEvent.PartFinished());
    }

    private static Protocol maker(String protocol) {
        return switch (protocol) {
            case "responses" -> Protocol.OPENAI_RESPONSES;
            case "messages" -> Protocol.ANTHROPIC;
            case "gemini" -> Protocol.GEMINI;
            default -> Protocol.OPENAI_CHAT;
        };
    }

    static Arbitrary<ChatRequest> chat() {
        List<Part> seen = List.of(
                new Part.Media(
                        Kind.IMAGE,
                        Optional.of("image/png"),
                        new Part.Source.Inline("aGk="),
                        Optional.empty(),
                        Optional.of("low")),
                new Part.Media(Kind.IMAGE, Optional.empty(), new Part.Source.Url("https://x.test/i.png")),
                new Part.Media(Kind.AUDIO, Optional.of("audio/wav"), new Part.Source.Inline("aGk=")));
        Part thought = new Part.Thinking("hm", Optional.empty());
        Arbitrary<List<Message>> conversation = conversation(seen, thought, Role.DEVELOPER);
        Arbitrary<List<Tool>> tools = Arbitraries.<Tool>of(
                        new Tool.Function("get", Optional.of("Gets"), SCHEMA, true),
                        new Tool.Function("now", Optional.empty(), JsonValue.Obj.EMPTY, false),
                        new Tool.Custom("shell", Optional.of("Runs"), Optional.empty()))
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        Reasoning effort = new Reasoning(Optional.of("high"), Optional.empty(), Optional.of("auto"));
        ResponseFormat schema = new ResponseFormat.JsonSchema("answer", Optional.of("d"), SCHEMA, Optional.of(true));
        Handling handling = new Handling(Optional.of("flex"), Optional.of("key"), Optional.of("user"));
        return Combinators.combine(
                        conversation,
                        tools,
                        sampling(),
                        Arbitraries.of(Reasoning.unspecified(), effort),
                        Arbitraries.of(new ResponseFormat.PlainText(), new ResponseFormat.AnyJson(), schema),
                        Arbitraries.of(Handling.unspecified(), handling),
                        Arbitraries.of(ToolChoice.Mode.values()))
                .as((messages, declared, sampling, reasoning, format, handled, mode) -> new ChatRequest(
                        new ModelId("m"),
                        messages,
                        declared,
                        choice(mode, declared, Optional.of(false)),
                        sampling,
                        reasoning,
                        format,
                        handled,
                        false,
                        Optional.empty()));
    }

    static Arbitrary<ChatRequest> gemini() {
        List<Part> seen = List.of(
                new Part.Media(Kind.IMAGE, Optional.of("image/png"), new Part.Source.Inline("aGk=")),
                new Part.Media(Kind.AUDIO, Optional.of("audio/wav"), new Part.Source.Inline("aGk=")),
                new Part.Media(Kind.DOCUMENT, Optional.of("application/pdf"), new Part.Source.Inline("aGk=")),
                new Part.Media(
                        Kind.VIDEO,
                        Optional.of("video/mp4"),
                        new Part.Source.Url("https://www.youtube.com/watch?v=x")));
        Part thought = new Part.Thinking("hm", Optional.of(new Signature(Protocol.GEMINI, "c2ln")));
        Arbitrary<List<Message>> conversation =
                conversation(seen, thought, Role.SYSTEM).map(Sayable::resultsJoined);
        Arbitrary<List<Tool>> tools = Arbitraries.<Tool>of(
                        new Tool.Function("get", Optional.of("Gets"), SCHEMA, false),
                        new Tool.Function("now", Optional.empty(), JsonValue.Obj.EMPTY, false))
                .list()
                .uniqueElements()
                .ofMaxSize(2);
        Reasoning budget = new Reasoning(Optional.empty(), Optional.of(2048), Optional.of("auto"));
        return Combinators.combine(
                        conversation,
                        tools,
                        sampling(),
                        Arbitraries.of(Reasoning.unspecified(), budget),
                        Arbitraries.of(new ResponseFormat.PlainText(), new ResponseFormat.AnyJson()),
                        Arbitraries.of(ToolChoice.Mode.values()))
                .as((messages, declared, sampling, reasoning, format, mode) -> new ChatRequest(
                        new ModelId("m"),
                        messages,
                        declared,
                        choice(mode, declared, Optional.empty()),
                        sampling,
                        reasoning,
                        format,
                        Handling.unspecified(),
                        true,
                        Optional.empty()));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // said or not
    private static ToolChoice choice(ToolChoice.Mode mode, List<Tool> tools, Optional<Boolean> parallel) {
        if (tools.isEmpty()) {
            return ToolChoice.unspecified();
        }
        return mode == ToolChoice.Mode.NAMED
                ? new ToolChoice(mode, Optional.of(name(tools.getFirst())), parallel)
                : new ToolChoice(mode, Optional.empty(), parallel);
    }

    private static String name(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> function.name();
            case Tool.Custom custom -> custom.name();
            case Tool.WebSearch ignored -> throw new IllegalStateException();
            case Tool.Opaque ignored -> throw new IllegalStateException();
        };
    }

    private static Arbitrary<Sampling> sampling() {
        return Combinators.combine(
                        Arbitraries.of(0.0, 0.5, 1.0).optional(),
                        Arbitraries.integers().between(1, 99).optional(),
                        Arbitraries.of("END", "\n\n", "停")
                                .list()
                                .uniqueElements()
                                .ofMaxSize(3),
                        Arbitraries.of(-1.5, 0.25).optional(),
                        Arbitraries.longs().between(0, 1L << 30).optional(),
                        Arbitraries.integers().between(0, 5).optional())
                .as((share, count, stop, penalty, seed, logprobs) ->
                        new Sampling(share, share, count, count, stop, seed, penalty, penalty, logprobs));
    }

    /** Rounds of a question, an answer, and the results of what it calls. */
    private static Arbitrary<List<Message>> conversation(List<Part> seen, Part thought, Role instructor) {
        Arbitrary<List<Part>> said = Arbitraries.oneOf(text(), Arbitraries.of(seen))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<List<Message>> round = Combinators.combine(
                        said,
                        text().list().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 2))
                .as((user, texts, thinks, calls) -> {
                    List<Part> answer = new ArrayList<>();
                    if (thinks) {
                        answer.add(thought);
                    }
                    answer.addAll(texts);
                    List<Message> messages = new ArrayList<>(List.of(new Message(Role.USER, user)));
                    for (int i = 0; i < calls; i++) {
                        answer.add(new Part.ToolCall("call_" + i, "get", "{\"q\":" + i + "}"));
                    }
                    messages.add(new Message(Role.ASSISTANT, answer));
                    messages.addAll(results(calls));
                    return messages;
                });
        return Combinators.combine(text().optional(), round.list().ofMinSize(1).ofMaxSize(3))
                .as((instruction, rounds) -> {
                    List<Message> messages = new ArrayList<>();
                    instruction.ifPresent(part -> messages.add(new Message(instructor, List.of(part))));
                    rounds.forEach(messages::addAll);
                    messages.add(Message.of(Role.USER, "go on"));
                    return messages;
                });
    }

    private static List<Message> results(int calls) {
        List<Message> results = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Part result = new Part.ToolResult("call_" + i, List.of(new Part.Text("found " + i)), false);
            results.add(new Message(Role.TOOL, List.of(result)));
        }
        return results;
    }

    /** Gemini tells results and what the user says then in one turn. */
    private static List<Message> resultsJoined(List<Message> messages) {
        List<Message> joined = new ArrayList<>();
        List<Part> results = new ArrayList<>();
        for (Message message : messages) {
            if (message.role() == Role.TOOL) {
                results.addAll(message.parts());
            } else {
                results.addAll(message.parts());
                joined.add(new Message(message.role(), results));
                results.clear();
            }
        }
        return joined;
    }

    private static Arbitrary<Part> text() {
        return Arbitraries.of("a", "b 漢\n", "[1]", "\"\\😀").map(Part.Text::new);
    }
}
