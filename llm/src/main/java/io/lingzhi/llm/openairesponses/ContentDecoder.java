package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads content: a string, a list of parts, or nothing. */
final class ContentDecoder {
    private static final String EXPECTED = "a string or a list of parts";
    private static final Set<String> OUTPUT_PARTS = Set.of("input_text", "input_image", "input_file");

    private ContentDecoder() {}

    static List<Part> content(RequestObject holder, String name) throws RejectedException {
        return switch (holder.json().get(name)) {
            case JsonValue.Null ignored -> List.of();
            case JsonValue.Str(String text) -> text.isEmpty() ? List.of() : List.of(new Part.Text(text));
            case JsonValue.Arr(List<JsonValue> items) -> parts(holder.at(name), items);
            case JsonValue.Obj ignored -> throw holder.expected(name, EXPECTED);
            case JsonValue.Num ignored -> throw holder.expected(name, EXPECTED);
            case JsonValue.Bool ignored -> throw holder.expected(name, EXPECTED);
        };
    }

    /**
     * What a tool answered. Some clients write a list of parts as a text; it is read if an image is among them, since
     * nobody could see it otherwise. An object is taken for the text that it is written in.
     */
    static List<Part> output(RequestObject result) throws RejectedException {
        return switch (result.json().get("output")) {
            case JsonValue.Str(String text) when mayHoldImages(text) -> written(result.at("output"), text);
            case JsonValue.Obj object -> List.of(new Part.Text(Json.text(object)));
            case JsonValue.Str ignored -> content(result, "output");
            case JsonValue.Arr ignored -> content(result, "output");
            case JsonValue.Null ignored -> List.of();
            case JsonValue.Num ignored -> throw result.expected("output", EXPECTED);
            case JsonValue.Bool ignored -> throw result.expected("output", EXPECTED);
        };
    }

    private static boolean mayHoldImages(String text) {
        return text.stripLeading().startsWith("[") && text.contains("\"input_image\"");
    }

    private static List<Part> written(String place, String text) throws RejectedException {
        try {
            List<JsonValue> items = Json.parse(text) instanceof JsonValue.Arr(List<JsonValue> list) ? list : List.of();
            boolean allParts = items.stream().allMatch(ContentDecoder::isOutputPart);
            return allParts && !items.isEmpty() ? parts(place, items) : List.of(new Part.Text(text));
        } catch (JsonSyntaxException e) {
            return List.of(new Part.Text(text));
        }
    }

    private static boolean isOutputPart(JsonValue item) {
        return item instanceof JsonValue.Obj part && OUTPUT_PARTS.contains(part.string("type", ""));
    }

    private static List<Part> parts(String place, List<JsonValue> items) throws RejectedException {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof JsonValue.Str(String text)) {
                parts.add(new Part.Text(text));
                continue;
            }
            RequestObject part = RequestObject.of(place + "[" + i + "]", items.get(i));
            parts.add(part(part));
            cacheMark(part.json()).ifPresent(parts::add);
        }
        return parts;
    }

    private static Part part(RequestObject part) throws RejectedException {
        return switch (part.requiredText("type")) {
            case "input_text", "output_text", "text" -> new Part.Text(part.requiredText("text"));
            case "refusal" -> new Part.Refusal(part.requiredText("refusal"));
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> audio(part.requiredObject("input_audio"));
            default -> unknown(part.json());
        };
    }

    /** A wish to cache, in OpenAI's form or in Anthropic's, which some clients keep. */
    static Optional<Part.CacheMark> cacheMark(JsonValue.Obj holder) {
        if (holder.get("cache_control") instanceof JsonValue.Obj control) {
            return Optional.of(new Part.CacheMark(control.string("ttl")));
        }
        return holder.get("prompt_cache_breakpoint") instanceof JsonValue.Obj
                ? Optional.of(new Part.CacheMark(Optional.empty()))
                : Optional.empty();
    }

    /** An image; some clients wrap its URL in an object, as Chat does. */
    private static Part image(RequestObject part) throws RejectedException {
        Optional<String> detail = part.text("detail");
        Optional<String> id = part.text("file_id");
        if (id.isPresent()) {
            return new Part.Media(
                    Part.Media.Kind.IMAGE,
                    Optional.empty(),
                    new Part.Source.FileId(id.get()),
                    Optional.empty(),
                    detail);
        }
        String url = part.json().get("image_url") instanceof JsonValue.Obj wrapped
                ? new RequestObject(part.at("image_url"), wrapped).requiredText("url")
                : part.requiredText("image_url");
        MediaUrl.Found found = MediaUrl.read(url);
        return new Part.Media(Part.Media.Kind.IMAGE, found.mimeType(), found.source(), Optional.empty(), detail);
    }

    private static Part file(RequestObject part) throws RejectedException {
        Optional<String> name = part.text("filename");
        Optional<String> byName = name.flatMap(MediaUrl::typeOf);
        Optional<String> detail = part.text("detail");
        Optional<String> id = part.text("file_id");
        if (id.isPresent()) {
            return document(byName, new Part.Source.FileId(id.get()), name, detail);
        }
        Optional<String> url = part.text("file_url");
        if (url.isPresent()) {
            return document(byName, new Part.Source.Url(url.get()), name, detail);
        }
        MediaUrl.Found found = MediaUrl.file(part.requiredText("file_data"));
        return document(found.mimeType().or(() -> byName), found.source(), name, detail);
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // the components of a record, passed on
    private static Part document(
            Optional<String> mimeType, Part.Source source, Optional<String> name, Optional<String> detail) {
        return new Part.Media(Part.Media.Kind.DOCUMENT, mimeType, source, name, detail);
    }

    private static Part audio(RequestObject audio) throws RejectedException {
        String format = audio.requiredText("format");
        return new Part.Media(
                Part.Media.Kind.AUDIO,
                Optional.of("audio/" + (format.equals("mp3") ? "mpeg" : format)),
                new Part.Source.Inline(audio.requiredText("data")));
    }

    /** A part of a kind that nobody knows yet: a member of its message. */
    private static Part unknown(JsonValue.Obj part) {
        return new Part.Opaque(
                Protocol.OPENAI_RESPONSES,
                Json.object().put("content", List.of(part)).build());
    }
}
