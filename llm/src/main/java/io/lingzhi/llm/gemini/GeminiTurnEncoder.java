package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes the parts of messages into turns. Remembers the calls, since a result must name its function. */
final class GeminiTurnEncoder {
    /**
     * What a tool call without a signature says so that Gemini takes it.
     * https://ai.google.dev/gemini-api/docs/thought-signatures, read 2026-11-22.
     */
    static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final GeminiNames names;
    private final Dialect dialect;
    private final Losses losses;
    private final Map<String, Call> calls = new HashMap<>();
    private int callCount;

    GeminiTurnEncoder(GeminiNames names, Dialect dialect, Losses losses) {
        this.names = names;
        this.dialect = dialect;
        this.losses = losses;
    }

    static String place(int message, int part) {
        return "messages[" + message + "].content[" + part + "]";
    }

    void add(GeminiTurn turn, Message message, int position) {
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            boolean afterResult = i > 0 && message.parts().get(i - 1) instanceof Part.ToolResult;
            if (afterResult && isAside(part)) {
                losses.add(place(position, i), "a result has no further members");
            } else {
                add(turn, part, place(position, i));
            }
        }
    }

    private static boolean isAside(Part part) {
        return part instanceof Part.Opaque(Protocol protocol, JsonValue json)
                && protocol == Protocol.GEMINI
                && GeminiPartDecoder.aside(json).isPresent();
    }

    private void add(GeminiTurn turn, Part part, String place) {
        switch (part) {
            case Part.Text(String text, var ignored) -> text(turn, text);
            case Part.Refusal(String text) -> text(turn, text);
            case Part.Media media -> media(media, place).ifPresent(turn.parts()::content);
            case Part.Thinking(String text, Optional<Signature> signature) -> think(turn, text, signature);
            case Part.ToolCall call -> call(turn, call);
            case Part.ToolResult result -> result(turn, result, place);
            case Part.CacheMark mark -> cacheMark(mark, place);
            case Part.Opaque opaque -> opaque(turn, opaque, place);
        }
    }

    /** Gemini caches by itself, so only a wish for how long is lost. */
    void cacheMark(Part.CacheMark mark, String place) {
        if (mark.ttl().isPresent()) {
            losses.add(place + ".cache_control", "Gemini caches by itself, for a time of its own");
        }
    }

    private static void text(GeminiTurn turn, String text) {
        if (!text.isEmpty()) {
            turn.parts().content(SignedParts.text(text));
        }
    }

    /** Another maker's thought is left out; one without a maker is shown unsigned, which Gemini allows. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // a component of the record that is taken apart
    private static void think(GeminiTurn turn, String text, Optional<Signature> signature) {
        if (!turn.role().equals(GeminiTurn.MODEL)) {
            return;
        }
        if (signature.isEmpty()) {
            turn.parts().think(text.isBlank() ? "" : text);
        } else if (signature.get().maker() == Protocol.GEMINI) {
            turn.parts().think(text, signature.get().value());
        }
    }

    private void call(GeminiTurn turn, Part.ToolCall call) {
        boolean unsigned = !turn.parts().waits();
        boolean first = turn.parts().noneHas("functionCall");
        calls.put(call.id(), new Call(callCount, names.of(call.name())));
        callCount++;
        JsonValue.Obj part = functionCall(call.id(), names.of(call.name()), call.arguments());
        boolean bypass = unsigned && first && dialect.has(Dialect.Quirk.NEEDS_THOUGHT_SIGNATURES);
        turn.parts().call(bypass ? SignedParts.signed(part, Optional.of(NO_SIGNATURE)) : part);
    }

    static JsonValue.Obj functionCall(String id, String name, String arguments) {
        JsonValue call = Json.object()
                .put("id", id)
                .put("name", name)
                .put("args", CallArguments.of(arguments))
                .build();
        return Json.object().put("functionCall", call).build();
    }

    private void result(GeminiTurn turn, Part.ToolResult result, String place) {
        StringBuilder text = new StringBuilder();
        List<JsonValue.Obj> media = new ArrayList<>();
        for (int i = 0; i < result.content().size(); i++) {
            Optional<String> said = resultText(result.content().get(i), media, place + ".content[" + i + "]");
            said.ifPresent(piece -> text.append(text.isEmpty() ? "" : "\n").append(piece));
        }
        Call call = calls.getOrDefault(result.callId(), new Call(Integer.MAX_VALUE, names.of(result.callId())));
        List<JsonValue.Obj> parts = new ArrayList<>();
        parts.add(functionResponse(result.callId(), call.name, ResultText.write(text.toString(), result.error())));
        parts.addAll(media);
        turn.results().put(result.callId(), new GeminiTurn.Result(call.order, parts));
    }

    private static JsonValue.Obj functionResponse(String id, String name, JsonValue.Obj response) {
        JsonValue body = Json.object()
                .put("id", id)
                .put("name", name)
                .put("response", response)
                .build();
        return Json.object().put("functionResponse", body).build();
    }

    /** The text of a piece of a result; a medium is put beside the result instead. */
    private Optional<String> resultText(Part part, List<JsonValue.Obj> media, String place) {
        return switch (part) {
            case Part.Text(String text, var ignored) -> Optional.of(text);
            case Part.Refusal(String text) -> Optional.of(text);
            case Part.Media medium -> {
                media(medium, place).ifPresent(media::add);
                yield Optional.empty();
            }
            case Part.CacheMark mark -> {
                cacheMark(mark, place);
                yield Optional.empty();
            }
            case Part.Opaque ignored -> lost(place);
            case Part.Thinking ignored -> lost(place);
            case Part.ToolCall ignored -> lost(place);
            case Part.ToolResult ignored -> lost(place);
        };
    }

    private Optional<String> lost(String place) {
        losses.add(place, "a tool's result holds text and media only");
        return Optional.empty();
    }

    private Optional<JsonValue.Obj> media(Part.Media media, String place) {
        Optional<JsonValue.Obj> part = GeminiMedia.encode(media);
        String kind = media.kind().name().toLowerCase(Locale.ROOT);
        if (part.isEmpty()) {
            boolean inline = media.source() instanceof Part.Source.Inline;
            losses.add(place, inline ? "the type of this " + kind + " is not known" : kind + " URL not fetched");
        } else if (media.name().isPresent()) {
            losses.add(place + ".name", "no such field");
        }
        if (part.isPresent()
                && media.detail().filter(detail -> !detail.equals("auto")).isPresent()) {
            losses.add(place + ".detail", "no such field");
        }
        return part;
    }

    /** A part of its own, or members of the part before it. */
    private void opaque(GeminiTurn turn, Part.Opaque opaque, String place) {
        if (opaque.protocol() != Protocol.GEMINI || !(opaque.json() instanceof JsonValue.Obj json)) {
            losses.add(place, "only " + opaque.protocol().id() + " has such a part");
        } else {
            GeminiPartDecoder.aside(json)
                    .ifPresentOrElse(turn.parts()::extend, () -> turn.parts().other(json));
        }
    }

    private record Call(int order, String name) {}
}
