package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Extensions;
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
import io.lingzhi.llm.ToolChoice.Mode;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/** Requests as the decoders of other protocols make them, by the names of their golden rows. */
final class NeutralRequests {
    private static final Message ASK = Message.of(Role.USER, "Hi");
    private static final Tool GET = new Tool.Function("get", Optional.of("Gets"), json("{\"type\":\"object\"}"), false);

    private NeutralRequests() {}

    static ChatRequest named(String name) {
        return switch (name) {
            case "system-and-user" -> of(Message.of(Role.SYSTEM, "Be kind."), ASK);
            case "two-systems-and-developer" ->
                of(
                        Message.of(Role.SYSTEM, "One."),
                        Message.of(Role.SYSTEM, "Two."),
                        Message.of(Role.DEVELOPER, "3"),
                        ASK);
            case "system-only" -> of(Message.of(Role.SYSTEM, "Say hello."));
            case "system-between-users" -> of(ASK, Message.of(Role.SYSTEM, "Now short."), Message.of(Role.USER, "Go"));
            case "system-with-image" ->
                of(message(Role.SYSTEM, new Part.Text("See"), image(Optional.of("image/png"), "iVBORw0KGgoAAA")), ASK);
            case "assistant-begins" -> of(Message.of(Role.ASSISTANT, "Hello!"), ASK);
            case "blank-texts" ->
                of(message(Role.USER, new Part.Text(" "), new Part.Text("Hi")), Message.of(Role.ASSISTANT, "\n"), ASK);
            case "odd-ids" -> call("call:1/x", "call:1/x", new Part.Text("ok"));
            case "parallel-calls" -> parallelCalls();
            case "result-then-text" ->
                of(ASK, calling("c1"), Message.of(Role.USER, "Also this"), result("c1", new Part.Text("ok")));
            case "answered-twice" ->
                of(ASK, calling("c1"), result("c1", new Part.Text("old")), result("c1", new Part.Text("new")));
            case "result-with-image" ->
                call("c1", "c1", new Part.Text("see"), image(Optional.of("image/jpg"), "/9j/AAAA"));
            case "result-with-url-image" ->
                call(
                        "c1",
                        "c1",
                        new Part.Media(Kind.IMAGE, Optional.empty(), new Part.Source.Url("https://x.example/a.png")));
            case "failed-result" ->
                of(
                        ASK,
                        calling("c1"),
                        message(Role.TOOL, new Part.ToolResult("c1", List.of(new Part.Text("no")), true)));
            case "malformed-arguments" -> of(ASK, calls("{\"a\":"), result("c1"));
            case "media" -> media();
            case "thoughts" -> thoughts();
            case "thoughts-unsigned" -> thoughts();
            case "cache-marks" -> cacheMarks();
            case "refusal-and-citation" ->
                of(
                        ASK,
                        message(
                                Role.ASSISTANT,
                                new Part.Text(
                                        "x", List.of(new Citation("https://a", Optional.empty(), Optional.empty()))),
                                new Part.Refusal("I cannot.")),
                        ASK);
            case "foreign-parts" -> foreignParts();
            default -> settings(name);
        };
    }

    private static ChatRequest settings(String name) {
        return switch (name) {
            case "max-tokens" ->
                sampling(new Sampling(
                        none(), none(), none(), Optional.of(99), List.of(), none(), none(), none(), none()));
            case "temperature-and-top-p" -> sampling(heat(0.2, 0.8));
            case "temperature-and-idle-top-p" -> sampling(heat(1.5, 1.0));
            case "sampling-losses" ->
                sampling(new Sampling(
                        none(),
                        none(),
                        Optional.of(5),
                        none(),
                        List.of("\n", "END"),
                        Optional.of(7L),
                        Optional.of(0.1),
                        Optional.of(0.2),
                        Optional.of(3)));
            case "any-json" -> formatted(new ResponseFormat.AnyJson());
            case "json-schema" ->
                formatted(new ResponseFormat.JsonSchema(
                        "answer",
                        Optional.of("An answer"),
                        json("{\"type\":\"object\",\"properties\":{\"items\":"
                                + "{\"type\":\"array\",\"items\":{\"type\":\"object\"}}}}"),
                        Optional.of(true)));
            case "handling" ->
                handled(new Handling(Optional.of("default"), Optional.of("key-1"), Optional.of("user-7")));
            case "tier-priority" -> handled(new Handling(Optional.of("priority"), none(), none()));
            case "tier-flex" -> handled(new Handling(Optional.of("flex"), none(), none()));
            default -> name.startsWith("thinking-") ? reasoning(name) : toolbox(name);
        };
    }

    private static ChatRequest reasoning(String name) {
        return switch (name) {
            case "thinking-minimal" -> thinking("minimal", 32_000);
            case "thinking-medium" -> thinking("medium", 32_000);
            case "thinking-medium-adaptive" -> thinking("medium", 32_000);
            case "thinking-minimal-adaptive" -> thinking("minimal", 32_000);
            case "thinking-xhigh-adaptive" -> thinking("xhigh", 32_000);
            case "thinking-max" -> thinking("max", 200_000);
            case "thinking-none" -> thinking("none", 32_000);
            case "thinking-cut" -> thinking("high", 4096);
            case "thinking-no-room" -> thinking("high", 1000);
            case "thinking-budget" -> thought(new Reasoning(none(), Optional.of(500), Optional.of("omitted")));
            case "thinking-budget-adaptive" -> thought(new Reasoning(none(), Optional.of(9000), none()));
            case "thinking-auto" -> thought(new Reasoning(none(), Optional.of(-1), none()));
            case "thinking-auto-adaptive" -> thought(new Reasoning(none(), Optional.of(-1), none()));
            case "thinking-shown" -> thought(new Reasoning(none(), none(), Optional.of("detailed")));
            case "thinking-shown-adaptive" -> thought(new Reasoning(none(), none(), Optional.of("auto")));
            case "thinking-omitted" -> thought(new Reasoning(none(), none(), Optional.of("omitted")));
            case "thinking-hot" -> with(List.of(ASK), List.of(), ToolChoice.unspecified(), hot(), effort("low"));
            case "thinking-forced-tool" ->
                with(List.of(ASK), List.of(GET), choice(Mode.REQUIRED), Sampling.unspecified(), effort("high"));
            case "thinking-under-way" ->
                with(toolRound(none()), List.of(GET), ToolChoice.unspecified(), Sampling.unspecified(), effort("low"));
            case "thinking-under-way-signed" ->
                with(
                        toolRound(Optional.of(new Signature(Protocol.ANTHROPIC, "sig"))),
                        List.of(GET),
                        ToolChoice.unspecified(),
                        Sampling.unspecified(),
                        effort("low"));
            default -> throw new IllegalArgumentException("no such request: " + name);
        };
    }

    private static ChatRequest toolbox(String name) {
        return switch (name) {
            case "schemas" ->
                tools(
                        ToolChoice.unspecified(),
                        function(
                                "union",
                                "{\"anyOf\":[{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},"
                                    + "\"required\":[\"a\"]},{\"type\":\"object\",\"properties\":{\"b\":{}}}],\"title\":\"U\"}"),
                        function(
                                "all",
                                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"}},\"allOf\":["
                                        + "{\"properties\":{\"a\":{},\"c\":{}},\"required\":[\"c\"]}]}"),
                        function("none", "{}"),
                        function("untyped", "{\"properties\":{\"anyOf\":{\"type\":\"string\"}}}"));
            case "odd-names" -> tools(named(Mode.NAMED, "ns.child"), function("ns.child", "{\"type\":\"object\"}"));
            case "free-text-tool" -> freeText();
            case "web-search" ->
                tools(
                        choice(Mode.AUTO),
                        new Tool.WebSearch(
                                Optional.of(3),
                                List.of("a.example"),
                                List.of("b.example"),
                                Optional.of(json("{\"type\":\"approximate\",\"city\":\"Rome\"}"))),
                        new Tool.Opaque(Protocol.OPENAI_RESPONSES, json("{\"type\":\"file_search\"}")));
            case "choice-none" -> tools(choice(Mode.NONE), GET);
            case "choice-required" -> tools(choice(Mode.REQUIRED), GET);
            case "choice-sequential" -> tools(new ToolChoice(Mode.DEFAULT, none(), Optional.of(false)), GET);
            case "choice-unknown" -> tools(named(Mode.NAMED, "absent"), GET);
            case "choice-without-tools" -> tools(choice(Mode.REQUIRED));
            default -> throw new IllegalArgumentException("no such request: " + name);
        };
    }

    private static ChatRequest parallelCalls() {
        Message both = message(
                Role.ASSISTANT,
                new Part.ToolCall("c1", "get", "{\"a\":1}"),
                new Part.Text("Looking"),
                new Part.ToolCall("c2", "now", ""));
        return of(ASK, both, result("c1", new Part.Text("one")), result("c2", new Part.Text("a"), new Part.Text("b")));
    }

    private static ChatRequest media() {
        return of(message(
                Role.USER,
                image(Optional.empty(), "R0lGODlhAAAA"),
                new Part.Media(
                        Kind.IMAGE,
                        Optional.of("image/png"),
                        new Part.Source.Url("https://x.example/a.png"),
                        none(),
                        Optional.of("high")),
                new Part.Media(Kind.IMAGE, none(), new Part.Source.FileId("file_011")),
                new Part.Media(Kind.DOCUMENT, none(), new Part.Source.FileId("file-abc")),
                document("application/pdf", "JVBERi0x"),
                document("text/markdown", "IyBIaQ=="),
                document("application/zip", "UEsDBA=="),
                new Part.Media(Kind.DOCUMENT, none(), new Part.Source.Url("https://x.example/a.pdf")),
                new Part.Media(Kind.AUDIO, Optional.of("audio/wav"), new Part.Source.Inline("UklGRg==")),
                new Part.Media(Kind.VIDEO, none(), new Part.Source.Url("https://x.example/a.mp4"))));
    }

    private static ChatRequest thoughts() {
        return of(
                ASK,
                message(
                        Role.ASSISTANT,
                        new Part.Thinking("own", Optional.of(new Signature(Protocol.ANTHROPIC, "sig1"))),
                        new Part.Thinking("", Optional.of(new Signature(Protocol.ANTHROPIC, "secret", true))),
                        new Part.Thinking("foreign", Optional.of(new Signature(Protocol.GEMINI, "sig2"))),
                        new Part.Thinking("unsigned", none()),
                        new Part.Text("Done")),
                message(Role.ASSISTANT, new Part.Thinking("", Optional.of(new Signature(Protocol.ANTHROPIC, "sig3")))),
                ASK);
    }

    private static ChatRequest cacheMarks() {
        Part.CacheMark mark = new Part.CacheMark(none());
        Part.CacheMark hour = new Part.CacheMark(Optional.of("1h"));
        Tool marked = new Tool.Function("get", none(), json("{\"type\":\"object\"}"), true, Optional.of(hour));
        return with(
                List.of(
                        message(Role.SYSTEM, new Part.Text("S"), hour),
                        message(Role.USER, mark, new Part.Text("A"), mark, new Part.Text(" "), mark),
                        calling("c1"),
                        message(Role.TOOL, new Part.ToolResult("c1", List.of(new Part.Text("r"), mark), false), mark)),
                List.of(marked),
                ToolChoice.unspecified(),
                Sampling.unspecified(),
                Reasoning.unspecified());
    }

    private static ChatRequest foreignParts() {
        ChatRequest request = of(message(
                Role.USER, new Part.Text("Hi"), new Part.Opaque(Protocol.OPENAI_CHAT, json("{\"name\":\"bob\"}"))));
        Extensions extensions = new Extensions(Protocol.OPENAI_CHAT, json("{\"logit_bias\":{},\"n\":2}"));
        return new ChatRequest(
                request.model(),
                request.messages(),
                List.of(),
                request.toolChoice(),
                request.sampling(),
                request.reasoning(),
                request.responseFormat(),
                request.handling(),
                false,
                Optional.of(extensions));
    }

    private static ChatRequest freeText() {
        Tool patch =
                new Tool.Custom("apply_patch", Optional.of("Patches"), Optional.of(json("{\"type\":\"grammar\"}")));
        Message call = message(Role.ASSISTANT, new Part.ToolCall("c1", "apply_patch", "*** Begin"));
        return with(
                List.of(ASK, call, result("c1", new Part.Text("ok"))),
                List.of(patch),
                named(Mode.NAMED, "apply_patch"),
                Sampling.unspecified(),
                Reasoning.unspecified());
    }

    private static List<Message> toolRound(Optional<Signature> signature) {
        return List.of(
                ASK,
                message(Role.ASSISTANT, new Part.Thinking("t", signature), new Part.ToolCall("c1", "get", "{}")),
                result("c1", new Part.Text("ok")));
    }

    private static ChatRequest call(String callId, String resultId, Part... content) {
        return of(
                ASK, message(Role.ASSISTANT, new Part.ToolCall(callId, "get", "{\"a\":1}")), result(resultId, content));
    }

    private static Message calling(String id) {
        return message(Role.ASSISTANT, new Part.ToolCall(id, "get", "{\"a\":1}"));
    }

    private static Message calls(String arguments) {
        return message(Role.ASSISTANT, new Part.ToolCall("c1", "get", arguments));
    }

    private static Message result(String id, Part... content) {
        return message(Role.TOOL, new Part.ToolResult(id, List.of(content), false));
    }

    private static Message message(Role role, Part... parts) {
        return new Message(role, List.of(parts));
    }

    private static Part image(Optional<String> mimeType, String base64) {
        return new Part.Media(Kind.IMAGE, mimeType, new Part.Source.Inline(base64));
    }

    private static Part document(String mimeType, String base64) {
        return new Part.Media(
                Kind.DOCUMENT, Optional.of(mimeType), new Part.Source.Inline(base64), Optional.of("a.file"), none());
    }

    private static Tool function(String name, String schema) {
        return new Tool.Function(name, none(), json(schema), false);
    }

    private static ToolChoice choice(Mode mode) {
        return new ToolChoice(mode, none(), none());
    }

    private static ToolChoice named(Mode mode, String name) {
        return new ToolChoice(mode, Optional.of(name), none());
    }

    private static Reasoning effort(String effort) {
        return new Reasoning(Optional.of(effort), none(), none());
    }

    private static Sampling heat(double temperature, double topP) {
        return new Sampling(
                Optional.of(temperature), Optional.of(topP), none(), none(), List.of(), none(), none(), none(), none());
    }

    private static Sampling hot() {
        return new Sampling(
                Optional.of(0.5), Optional.of(0.9), Optional.of(40), none(), List.of(), none(), none(), none(), none());
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private static ChatRequest of(Message... messages) {
        return ChatRequest.of(new ModelId("claude-x"), List.of(messages), false);
    }

    private static ChatRequest sampling(Sampling sampling) {
        return with(List.of(ASK), List.of(), ToolChoice.unspecified(), sampling, Reasoning.unspecified());
    }

    private static ChatRequest thought(Reasoning reasoning) {
        return with(List.of(ASK), List.of(), ToolChoice.unspecified(), Sampling.unspecified(), reasoning);
    }

    private static ChatRequest thinking(String effort, int maxTokens) {
        Sampling sampling =
                new Sampling(none(), none(), none(), Optional.of(maxTokens), List.of(), none(), none(), none(), none());
        return with(List.of(ASK), List.of(), ToolChoice.unspecified(), sampling, effort(effort));
    }

    private static ChatRequest tools(ToolChoice choice, Tool... tools) {
        return with(List.of(ASK), List.of(tools), choice, Sampling.unspecified(), Reasoning.unspecified());
    }

    private static ChatRequest formatted(ResponseFormat format) {
        ChatRequest plain = of(Message.of(Role.SYSTEM, "Be kind."), ASK);
        return new ChatRequest(
                plain.model(),
                plain.messages(),
                List.of(),
                plain.toolChoice(),
                plain.sampling(),
                plain.reasoning(),
                format,
                plain.handling(),
                true,
                plain.extensions());
    }

    private static ChatRequest handled(Handling handling) {
        ChatRequest plain = of(ASK);
        return new ChatRequest(
                plain.model(),
                plain.messages(),
                List.of(),
                plain.toolChoice(),
                plain.sampling(),
                plain.reasoning(),
                plain.responseFormat(),
                handling,
                false,
                plain.extensions());
    }

    private static ChatRequest with(
            List<Message> messages, List<Tool> tools, ToolChoice choice, Sampling sampling, Reasoning reasoning) {
        return new ChatRequest(
                new ModelId("claude-x"),
                messages,
                tools,
                choice,
                sampling,
                reasoning,
                new ResponseFormat.PlainText(),
                Handling.unspecified(),
                false,
                Optional.empty());
    }

    private static JsonValue.Obj json(String text) {
        try {
            return (JsonValue.Obj) Json.parse(text);
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
