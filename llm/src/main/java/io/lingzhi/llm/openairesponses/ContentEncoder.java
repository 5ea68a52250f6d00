package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Loss;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the parts that can stand in content, and notes those that cannot. */
final class ContentEncoder {
    private final List<Loss> losses;

    ContentEncoder(List<Loss> losses) {
        this.losses = losses;
    }

    /** The forms of a part in the content of {@code role}: one, or none where there is nothing to say. */
    List<JsonValue> part(Role role, Part part, String place) {
        return switch (part) {
            case Part.Text(String text, var ignored) -> text.isEmpty() ? List.of() : List.of(text(role, text));
            case Part.Refusal(String text) -> text.isEmpty() ? List.of() : List.of(refusal(role, text));
            case Part.Media media -> media(role, media, place);
            case Part.CacheMark ignored -> List.of();
            case Part.Thinking ignored -> List.of();
            case Part.Opaque(Protocol protocol, JsonValue json) -> opaque(protocol, json, place);
            case Part.ToolCall ignored -> lost(place, "a call cannot stand here");
            case Part.ToolResult ignored -> lost(place, "a tool's result cannot stand here");
        };
    }

    /** What a tool answered: one text is a string, anything else a list of parts. */
    JsonValue output(List<Part> content, String place) {
        List<JsonValue> parts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            parts.addAll(part(Role.TOOL, content.get(i), place + ".content[" + i + "]"));
        }
        if (parts.isEmpty()) {
            return JsonValue.of("");
        }
        boolean oneText = parts.size() == 1
                && parts.getFirst() instanceof JsonValue.Obj only
                && only.string("type", "").equals("input_text");
        return oneText ? ((JsonValue.Obj) parts.getFirst()).get("text") : new JsonValue.Arr(parts);
    }

    private static JsonValue text(Role role, String text) {
        return Json.object()
                .put("type", role == Role.ASSISTANT ? "output_text" : "input_text")
                .put("text", text)
                .build();
    }

    /** A refusal is the model's; in another's mouth it is a text. */
    private static JsonValue refusal(Role role, String text) {
        return role == Role.ASSISTANT
                ? Json.object().put("type", "refusal").put("refusal", text).build()
                : text(role, text);
    }

    private List<JsonValue> opaque(Protocol protocol, JsonValue json, String place) {
        if (protocol == Protocol.OPENAI_RESPONSES && json instanceof JsonValue.Obj object) {
            return object.list("content");
        }
        return lost(place, "only " + protocol.id() + " can say it");
    }

    private List<JsonValue> media(Role role, Part.Media media, String place) {
        if (role == Role.ASSISTANT) {
            return lost(place, "the model's own turn holds no media");
        }
        return switch (media.kind()) {
            case IMAGE -> List.of(image(media));
            case DOCUMENT -> List.of(file(media));
            case AUDIO -> lost(place, "no part for audio");
            case VIDEO -> lost(place, "no part for video");
        };
    }

    private List<JsonValue> lost(String place, String reason) {
        losses.add(new Loss(place, reason));
        return List.of();
    }

    private static JsonValue image(Part.Media media) {
        ObjectBuilder part = Json.object().put("type", "input_image").putIfPresent("detail", media.detail());
        return switch (media.source()) {
            case Part.Source.FileId(String id) -> part.put("file_id", id).build();
            case Part.Source.Url(String url) -> part.put("image_url", url).build();
            case Part.Source.Inline(String base64) ->
                part.put("image_url", MediaUrl.of(media.mimeType().orElse("image/png"), base64))
                        .build();
        };
    }

    private static JsonValue file(Part.Media media) {
        ObjectBuilder part = Json.object().put("type", "input_file").putIfPresent("detail", media.detail());
        return switch (media.source()) {
            case Part.Source.FileId(String id) -> part.put("file_id", id).build();
            case Part.Source.Url(String url) -> part.put("file_url", url).build();
            case Part.Source.Inline(String base64) -> {
                Optional<String> byName = media.name().flatMap(MediaUrl::typeOf);
                String type = media.mimeType().or(() -> byName).orElse("application/pdf");
                yield part.put("filename", media.name().orElseGet(() -> MediaUrl.nameFor(type)))
                        .put("file_data", MediaUrl.of(type, base64))
                        .build();
            }
        };
    }
}
