package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.ClientNotes;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.OpenAiIdentifiers;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes one turn as Chat messages. A turn with tool results becomes one {@code tool} message for each, then the rest.
 * A turn of which nothing can be said is left out. Used for one turn.
 */
final class ChatMessageEncoder {
    /** What stands for thoughts that nobody kept. */
    static final String NO_THOUGHTS = "[reasoning unavailable]";

    private final Role role;
    private final Target target;
    /** What was thought last in an earlier turn. */
    private final Optional<String> before;

    private final ThoughtText thoughts = new ThoughtText();
    private List<JsonValue> content = new ArrayList<>();
    private final List<JsonValue> calls = new ArrayList<>();
    private final List<JsonValue> results = new ArrayList<>();
    private final ObjectBuilder members = Json.object();
    /** That of the thought before, if a call can carry it. */
    private Optional<Signature> signature = Optional.empty();

    private boolean othersKnown;
    private boolean leftOut;

    private ChatMessageEncoder(Role role, Target target, Optional<String> before) {
        this.role = role;
        this.target = target;
        this.before = before;
    }

    static List<JsonValue> encode(List<Message> messages, Target target) {
        List<JsonValue> encoded = new ArrayList<>();
        Optional<String> before = Optional.empty();
        for (int i = 0; i < messages.size(); i++) {
            ChatMessageEncoder encoder = new ChatMessageEncoder(messages.get(i).role(), target, before);
            List<Part> parts = messages.get(i).parts();
            for (int k = 0; k < parts.size(); k++) {
                encoder.add(parts.get(k), "messages[" + i + "].content[" + k + "]");
            }
            encoded.addAll(encoder.messages());
            before = encoder.thoughts.all().filter(text -> !text.isBlank()).or(() -> encoder.before);
        }
        return ResultOrder.arranged(encoded);
    }

    private void add(Part part, String place) {
        switch (part) {
            case Part.Text(String text, var ignored) -> addText(part, text, place);
            case Part.Media ignored -> addContent(part, place);
            case Part.Refusal ignored -> addContent(part, place);
            case Part.Thinking thinking -> addThought(thinking);
            case Part.ToolCall call -> addCall(call);
            case Part.ToolResult result -> results.add(ChatResultEncoder.encode(result, place, target));
            case Part.CacheMark mark -> mark(mark);
            case Part.Opaque opaque -> addOpaque(opaque, place);
        }
    }

    private void addThought(Part.Thinking thinking) {
        signature = thinking.signature().filter(CallSignature::fits);
        thoughts.add(thinking);
        leftOut = true;
    }

    /** Writes a call, with the signature that stood before it where its maker is asked. */
    private void addCall(Part.ToolCall call) {
        ObjectBuilder written = call(call);
        signature
                .filter(ignored -> target.has(Quirk.CALL_SIGNATURES))
                .ifPresent(own -> CallSignature.putBack(written, own));
        signature = Optional.empty();
        calls.add(written.build());
    }

    private void addText(Part part, String text, String place) {
        boolean system = role == Role.SYSTEM || role == Role.DEVELOPER;
        if (system && ClientNotes.isBilling(text)) {
            leftOut = true;
        } else {
            ChatPartEncoder.part(part, place, target).ifPresent(content::add);
        }
    }

    private void addContent(Part part, String place) {
        ChatPartEncoder.part(part, place, target).ifPresentOrElse(content::add, () -> leftOut = true);
    }

    /** A part of its own if it has a type; else members of the message. */
    private void addOpaque(Part.Opaque part, String place) {
        boolean own = part.protocol() == Protocol.OPENAI_CHAT;
        if (!own || !(part.json() instanceof JsonValue.Obj json) || json.has("type")) {
            addContent(part, place);
            return;
        }
        calls.addAll(json.list("tool_calls"));
        json.members().forEach((name, value) -> {
            if (!name.equals("tool_calls")) {
                members.put(name, value);
                othersKnown = true;
            }
        });
    }

    private ObjectBuilder call(Part.ToolCall call) {
        String name = OpenAiIdentifiers.toolName(call.name());
        if (!target.customTools().contains(call.name())) {
            return ChatPartEncoder.call(new Part.ToolCall(call.id(), name, call.arguments()));
        }
        return target.writesCustom(call.name())
                ? ChatPartEncoder.customCall(new Part.ToolCall(call.id(), name, ""), call.arguments())
                : ChatPartEncoder.call(new Part.ToolCall(call.id(), name, FreeText.asArguments(call.arguments())));
    }

    /** Marks what was written last and can carry a mark: content, else the last result. */
    private void mark(Part.CacheMark mark) {
        if (!target.has(Quirk.CACHE_CONTROL)) {
            return;
        }
        if (!content.isEmpty()) {
            content = CacheControl.onLast(content, mark);
        } else if (!results.isEmpty() && results.getLast() instanceof JsonValue.Obj last) {
            List<JsonValue> marked = CacheControl.onLast(ContentForm.parts(last.get("content")), mark);
            results.set(results.size() - 1, last.with("content", ContentForm.of(marked)));
        }
    }

    private List<JsonValue> messages() {
        List<JsonValue> messages = new ArrayList<>(results);
        boolean empty = content.isEmpty() && calls.isEmpty();
        if (!empty || (results.isEmpty() && !silent())) {
            messages.add(message(role == Role.TOOL && !results.isEmpty() ? Role.USER : role));
        } else if (othersKnown && !results.isEmpty()) {
            messages.set(messages.size() - 1, merged((JsonValue.Obj) messages.getLast(), members.build()));
        }
        return messages;
    }

    /** Whether this turn had something to say of which nothing remains. */
    private boolean silent() {
        boolean refused = role == Role.ASSISTANT && target.has(Quirk.REASONING_NEVER_EMPTY);
        return (leftOut || refused) && !othersKnown && !(role == Role.ASSISTANT && thoughts.told());
    }

    private JsonValue message(Role speaker) {
        ObjectBuilder message = Json.object().put("role", name(speaker));
        message.put("content", !calls.isEmpty() && content.isEmpty() ? JsonValue.Null.NULL : ContentForm.of(content));
        if (speaker == Role.ASSISTANT) {
            boolean demanded = !calls.isEmpty() && target.has(Quirk.REASONING_ROUND_TRIP);
            message.putIfPresent("reasoning_content", demanded ? demanded() : thoughts.free());
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return merged(message.build(), members.build());
    }

    /** What an upstream gets that demands thoughts; some want words even where nobody knows any. */
    private Optional<String> demanded() {
        Optional<String> own = thoughts.all();
        if (!target.has(Quirk.REASONING_NEVER_EMPTY)) {
            return own;
        }
        return own.filter(text -> !text.isBlank())
                .or(() -> before)
                .or(this::text)
                .or(() -> Optional.of(NO_THOUGHTS));
    }

    private Optional<String> text() {
        return content.stream()
                .flatMap(part -> part instanceof JsonValue.Obj object ? object.string("text").stream() : Stream.empty())
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static JsonValue.Obj merged(JsonValue.Obj message, JsonValue.Obj others) {
        ObjectBuilder merged = Json.object();
        message.members().forEach(merged::put);
        others.members().forEach(merged::put);
        return merged.build();
    }

    private static String name(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case DEVELOPER -> "developer";
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> "tool";
        };
    }
}
