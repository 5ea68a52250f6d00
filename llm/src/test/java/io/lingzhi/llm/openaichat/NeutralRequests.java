package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatRequest;
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
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/** Requests in the vocabulary that say what no Chat client can, or not in this way. */
final class NeutralRequests {
    private static final Message HI = Message.of(Role.USER, "hi");
    private static final Part.CacheMark MARK = new Part.CacheMark(Optional.of("1h"));
    private static final JsonValue.Obj GRAMMAR = Json.object()
            .put("type", "grammar")
            .put("syntax", "lark")
            .put("definition", "start: /.+/")
            .build();

    private NeutralRequests() {}

    static ChatRequest named(String name) {
        return switch (name) {
            case "foreign" -> foreign();
            case "media" -> talk(new Message(Role.USER, media()));
            case "media-in-result" -> talk(HI, mediaInResult());
            case "cache-marks" -> cacheMarks();
            case "custom-tools" -> customTools();
            case "only-lost-tools" ->
                request(List.of(HI), List.of(webSearch()), choice(ToolChoice.Mode.REQUIRED), noReasoning());
            case "tool-errors" -> toolErrors();
            case "system-notes" -> systemNotes();
            case "thoughts" -> thoughts();
            case "tool-turns" -> toolTurns();
            case "handling" -> handling();
            case "bare-schema" -> request(List.of(HI), List.of(function("f")), ToolChoice.unspecified(), noReasoning());
            default -> reasoning(name);
        };
    }

    /** {@code effort-high}, {@code budget-5000} and the like. */
    private static ChatRequest reasoning(String name) {
        Optional<String> summary = Optional.of("detailed");
        Reasoning reasoning = name.startsWith("effort-")
                ? new Reasoning(Optional.of(name.substring("effort-".length())), Optional.empty(), summary)
                : new Reasoning(
                        Optional.empty(), Optional.of(Integer.valueOf(name.substring("budget-".length()))), summary);
        return request(List.of(HI), List.of(), ToolChoice.unspecified(), reasoning);
    }

    private static ChatRequest foreign() {
        Part opaque = new Part.Opaque(
                Protocol.ANTHROPIC, Json.object().put("type", "search_result").build());
        Tool tool = new Tool.Opaque(
                Protocol.ANTHROPIC, Json.object().put("type", "bash_20250124").build());
        JsonValue.Obj fields = Json.object()
                .put("context_management", JsonValue.Obj.EMPTY)
                .put("container", "c")
                .build();
        ChatRequest said = request(
                List.of(
                        HI,
                        new Message(Role.USER, List.of(new Part.Text("look"), opaque)),
                        new Message(Role.USER, List.of(opaque)),
                        new Message(Role.USER, List.of(result("c", false, new Part.Text("a"), opaque)))),
                List.of(function("f"), tool, webSearch()),
                choice(ToolChoice.Mode.AUTO),
                noReasoning());
        return with(said, said.sampling(), said.handling(), Optional.of(new Extensions(Protocol.ANTHROPIC, fields)));
    }

    private static List<Part> media() {
        Part.Source inline = new Part.Source.Inline("AAAA");
        Part.Source url = new Part.Source.Url("https://x.test/a");
        Part.Source file = new Part.Source.FileId("file-1");
        Optional<String> none = Optional.empty();
        return List.of(
                new Part.Media(Kind.IMAGE, Optional.of("image/jpeg"), inline, none, Optional.of("low")),
                new Part.Media(Kind.IMAGE, none, inline),
                new Part.Media(Kind.IMAGE, none, url, none, Optional.of("original")),
                new Part.Media(Kind.IMAGE, none, file),
                new Part.Media(Kind.AUDIO, Optional.of("audio/x-wav"), inline),
                new Part.Media(Kind.AUDIO, Optional.of("audio/ogg"), url),
                new Part.Media(Kind.VIDEO, Optional.of("video/webm"), inline),
                new Part.Media(Kind.VIDEO, none, url),
                new Part.Media(Kind.DOCUMENT, Optional.of("application/pdf"), inline, Optional.of("paper.pdf"), none),
                new Part.Media(Kind.DOCUMENT, Optional.of("text/markdown"), inline),
                new Part.Media(Kind.DOCUMENT, none, url),
                new Part.Media(Kind.DOCUMENT, none, file));
    }

    private static Message mediaInResult() {
        Part image = new Part.Media(Kind.IMAGE, Optional.of("image/png"), new Part.Source.Inline("AAAA"));
        Part video = new Part.Media(Kind.VIDEO, Optional.of("video/mp4"), new Part.Source.Inline("AAAA"));
        return new Message(Role.TOOL, List.of(result("c", false, new Part.Text("seen"), image, video)));
    }

    private static ChatRequest cacheMarks() {
        Tool marked = new Tool.Function("f", Optional.empty(), JsonValue.Obj.EMPTY, false, Optional.of(MARK));
        List<Message> messages = List.of(
                new Message(Role.SYSTEM, List.of(new Part.Text("be good"), new Part.CacheMark(Optional.empty()))),
                new Message(Role.USER, List.of(new Part.Text("a"), MARK, new Part.Text("b"))),
                new Message(Role.ASSISTANT, List.of(new Part.Text("so"), new Part.ToolCall("c", "f", "{}"), MARK)),
                new Message(Role.USER, List.of(result("c", false, new Part.Text("ok")), MARK)),
                new Message(Role.USER, List.of(result("d", false, new Part.Text("ok"), MARK), new Part.Text("go"))),
                new Message(Role.USER, List.of(MARK, new Part.Text("go on"))));
        return request(messages, List.of(marked), ToolChoice.unspecified(), noReasoning());
    }

    private static ChatRequest customTools() {
        List<Tool> tools = List.of(
                new Tool.Custom("patch", Optional.of("Edits files."), Optional.of(GRAMMAR)),
                new Tool.Custom("sh", Optional.empty(), Optional.empty()),
                function("now"));
        Message turn = new Message(
                Role.ASSISTANT,
                List.of(new Part.ToolCall("c1", "patch", "*** Begin \"Patch\""), new Part.ToolCall("c2", "now", "")));
        Message results =
                new Message(Role.TOOL, List.of(result("c1", false, new Part.Text("done")), result("c2", false)));
        ToolChoice choice = new ToolChoice(ToolChoice.Mode.NAMED, Optional.of("patch"), Optional.of(false));
        return request(List.of(HI, turn, results), tools, choice, noReasoning());
    }

    private static ChatRequest toolErrors() {
        Part image = new Part.Media(Kind.IMAGE, Optional.of("image/png"), new Part.Source.Inline("AAAA"));
        return talk(new Message(
                Role.USER,
                List.of(
                        result("c1", true, new Part.Text("no such file")),
                        result("c2", true, new Part.Text("error: no such file")),
                        result("c3", true),
                        result("c4", true, image),
                        new Part.Text("and now?"))));
    }

    private static ChatRequest systemNotes() {
        Part billing = new Part.Text("x-anthropic-billing-header: cc_version=2;");
        return talk(
                new Message(Role.SYSTEM, List.of(billing, new Part.Text("be good"))),
                new Message(Role.SYSTEM, List.of(billing)),
                new Message(Role.USER, List.of(billing)),
                Message.of(Role.SYSTEM, "a new rule"));
    }

    private static ChatRequest thoughts() {
        Optional<Signature> foreign = Optional.of(new Signature(Protocol.ANTHROPIC, "sig"));
        Optional<Signature> redacted = Optional.of(new Signature(Protocol.ANTHROPIC, "xyz", true));
        Part unsigned = new Part.Thinking("mine", Optional.empty());
        return talk(
                HI,
                turn(unsigned, new Part.Thinking("too", Optional.empty()), new Part.Text("a")),
                turn(new Part.Thinking("signed", foreign), new Part.Thinking("", redacted), new Part.Text("b")),
                turn(unsigned, new Part.Thinking("signed", foreign), new Part.Text("c")),
                turn(new Part.Thinking("signed", foreign)),
                turn(unsigned),
                new Message(Role.USER, List.of(unsigned, new Part.Text("d"))));
    }

    private static ChatRequest toolTurns() {
        Optional<Signature> foreign = Optional.of(new Signature(Protocol.ANTHROPIC, "sig"));
        Part call = new Part.ToolCall("c", "f", "{}");
        return talk(
                HI,
                turn(call),
                turn(new Part.Thinking("mine", Optional.empty()), call),
                turn(new Part.Thinking("signed", foreign), call),
                turn(new Part.Thinking("signed", foreign), new Part.Text("done")),
                turn(new Part.Text("bye")));
    }

    private static ChatRequest handling() {
        ChatRequest said = talk(HI);
        Sampling sampling = new Sampling(
                Optional.of(0.5),
                Optional.of(0.9),
                Optional.of(40),
                Optional.of(100),
                List.of("###"),
                Optional.of(1L),
                Optional.of(0.1),
                Optional.of(0.2),
                Optional.of(3));
        Handling handling = new Handling(Optional.of("flex"), Optional.of("key"), Optional.of("someone"));
        return with(said, sampling, handling, Optional.empty());
    }

    private static Message turn(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    private static Part result(String callId, boolean error, Part... content) {
        return new Part.ToolResult(callId, List.of(content), error);
    }

    private static Tool function(String name) {
        JsonValue.Obj schema = Json.object().put("type", "object").build();
        return new Tool.Function(name, Optional.empty(), schema, false);
    }

    private static Tool webSearch() {
        return new Tool.WebSearch(Optional.of(3), List.of(), List.of(), Optional.empty());
    }

    private static ToolChoice choice(ToolChoice.Mode mode) {
        return new ToolChoice(mode, Optional.empty(), Optional.empty());
    }

    private static Reasoning noReasoning() {
        return Reasoning.unspecified();
    }

    private static ChatRequest talk(Message... messages) {
        return ChatRequest.of(new ModelId("m"), List.of(messages), false);
    }

    private static ChatRequest request(
            List<Message> messages, List<Tool> tools, ToolChoice choice, Reasoning reasoning) {
        return new ChatRequest(
                new ModelId("m"),
                messages,
                tools,
                choice,
                Sampling.unspecified(),
                reasoning,
                new ResponseFormat.PlainText(),
                Handling.unspecified(),
                false,
                Optional.empty());
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private static ChatRequest with(
            ChatRequest said, Sampling sampling, Handling handling, Optional<Extensions> extensions) {
        return new ChatRequest(
                said.model(),
                said.messages(),
                said.tools(),
                said.toolChoice(),
                sampling,
                said.reasoning(),
                said.responseFormat(),
                handling,
                said.stream(),
                extensions);
    }
}
