package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
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
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any request that this protocol can say without a loss, in the form in which it is read back. */
final class SayableRequests {
    private SayableRequests() {}

    static Arbitrary<ChatRequest> any() {
        return Combinators.combine(
                        conversation(),
                        tools(),
                        sampling(),
                        reasoning(),
                        format(),
                        handling(),
                        Arbitraries.of(true, false))
                .as((messages, tools, sampling, reasoning, format, handling, stream) -> new ChatRequest(
                        new ModelId("claude-x"),
                        messages,
                        tools,
                        tools.isEmpty() ? ToolChoice.unspecified() : choice(stream),
                        sampling,
                        reasoning,
                        format,
                        handling,
                        stream,
                        Optional.empty()))
                .withoutEdgeCases();
    }

    private static ToolChoice choice(boolean some) {
        return some
                ? new ToolChoice(ToolChoice.Mode.AUTO, Optional.empty(), Optional.of(false))
                : new ToolChoice(ToolChoice.Mode.NONE, Optional.empty(), Optional.empty());
    }

    static Arbitrary<List<Message>> conversation() {
        Arbitrary<List<Message>> rounds = round().list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> list.stream().flatMap(List::stream).toList());
        return Combinators.combine(parts(text()).list().ofMaxSize(1), rounds).as((system, turns) -> {
            List<Message> messages = new ArrayList<>();
            system.forEach(parts -> messages.add(new Message(Role.SYSTEM, parts)));
            messages.addAll(turns);
            return messages;
        });
    }

    /** What the user says, and what the assistant answers, ending with calls and their results or with a text. */
    private static Arbitrary<List<Message>> round() {
        Arbitrary<List<Part>> said = parts(Arbitraries.oneOf(text(), text(), media(), opaque()));
        Arbitrary<List<Part>> answered = parts(Arbitraries.oneOf(text(), thought(), opaque()));
        return Combinators.combine(results(), said, answered, call().list().ofMaxSize(2))
                .as((results, user, assistant, calls) -> List.of(
                        new Message(Role.USER, joined(results, user)),
                        new Message(Role.ASSISTANT, joined(assistant, calls))));
    }

    private static Arbitrary<List<Part>> results() {
        return Arbitraries.<Part>of(
                        new Part.ToolResult("t1", List.of(new Part.Text("ok"), new Part.Text("so")), true),
                        new Part.ToolResult("t-2_x", List.of(new Part.Text("ok")), false),
                        new Part.ToolResult("t3", List.of(), false))
                .list()
                .uniqueElements()
                .ofMaxSize(2);
    }

    private static List<Part> joined(List<Part> first, List<Part> second) {
        List<Part> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private static Arbitrary<List<Part>> parts(Arbitrary<Part> part) {
        return part.list().ofMinSize(1).ofMaxSize(3);
    }

    private static Arbitrary<Part> text() {
        return words().map(Part.Text::new);
    }

    static Arbitrary<String> words() {
        return Arbitraries.strings().ofMinLength(0).ofMaxLength(8).map(text -> "w" + text.replaceAll("\\p{Cs}", ""));
    }

    private static Arbitrary<Part> media() {
        return Arbitraries.of(
                new Part.Media(Kind.IMAGE, Optional.of("image/png"), new Part.Source.Inline("iVBORw0KGgo=")),
                new Part.Media(Kind.IMAGE, Optional.empty(), new Part.Source.Url("https://x.example/a.png")),
                new Part.Media(Kind.IMAGE, Optional.empty(), new Part.Source.FileId("file_1")),
                new Part.Media(
                        Kind.DOCUMENT,
                        Optional.of("text/plain"),
                        new Part.Source.Inline("SGk="),
                        Optional.of("a.txt"),
                        Optional.empty()));
    }

    private static Arbitrary<Part> opaque() {
        return Arbitraries.of(new Part.Opaque(
                Protocol.ANTHROPIC,
                Json.object().put("type", "unheard_of").put("x", 1).build()));
    }

    private static Arbitrary<Part> thought() {
        return Combinators.combine(words(), Arbitraries.of(true, false))
                .as((text, redacted) -> new Part.Thinking(
                        redacted ? "" : text, Optional.of(new Signature(Protocol.ANTHROPIC, "sig-" + text, redacted))));
    }

    private static Arbitrary<Part> call() {
        return Combinators.combine(Arbitraries.of("t1", "t-2_x"), words())
                .as((id, text) -> new Part.ToolCall(
                        id,
                        "get",
                        Json.text(Json.object().put("q", text).put("n", 1.50).build())));
    }

    private static Arbitrary<List<Tool>> tools() {
        JsonValue.Obj schema =
                Json.object().put("type", "object").put("x", true).build();
        return Arbitraries.<Tool>of(
                        new Tool.Function("get", Optional.of("Gets"), schema, true),
                        new Tool.Function(
                                "now",
                                Optional.empty(),
                                schema,
                                false,
                                Optional.of(new Part.CacheMark(Optional.of("1h")))),
                        new Tool.WebSearch(Optional.of(2), List.of(), List.of("b.example"), Optional.empty()),
                        new Tool.Opaque(
                                Protocol.ANTHROPIC,
                                Json.object()
                                        .put("type", "bash_1")
                                        .put("name", "bash")
                                        .build()))
                .list()
                .uniqueElements()
                .ofMaxSize(4);
    }

    private static Arbitrary<Sampling> sampling() {
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1).optional(),
                        Arbitraries.integers().between(1, 99).optional(),
                        words().list().ofMaxSize(2))
                .as((temperature, topK, stop) -> new Sampling(
                        temperature,
                        Optional.empty(),
                        topK,
                        Optional.of(8000),
                        stop,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** No thinking, or none: what it excludes is told elsewhere. */
    private static Arbitrary<Reasoning> reasoning() {
        return Arbitraries.of(
                Reasoning.unspecified(), new Reasoning(Optional.of("none"), Optional.empty(), Optional.empty()));
    }

    private static Arbitrary<ResponseFormat> format() {
        return Arbitraries.of(
                new ResponseFormat.PlainText(),
                new ResponseFormat.JsonSchema(
                        RequestDecoder.SCHEMA_NAME,
                        Optional.empty(),
                        Json.object().put("type", "string").build(),
                        Optional.empty()));
    }

    private static Arbitrary<Handling> handling() {
        return Combinators.combine(Arbitraries.of("auto", "default", "priority").optional(), words().optional())
                .as((tier, user) -> new Handling(tier, Optional.empty(), user));
    }
}
