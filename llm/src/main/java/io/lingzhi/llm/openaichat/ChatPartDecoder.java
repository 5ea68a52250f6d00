package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the content of one Chat message: a string, a list of parts, or nothing. */
final class ChatPartDecoder {
    private ChatPartDecoder() {}

    static List<Part> content(RequestObject message) throws RejectedException {
        return switch (message.json().get("content")) {
            case JsonValue.Null ignored -> List.of();
            case JsonValue.Str(String text) -> text.isEmpty() ? List.of() : List.of(new Part.Text(text));
            case JsonValue.Arr(List<JsonValue> items) -> parts(message.at("content"), items);
            case JsonValue.Obj ignored -> throw message.expected("content", "a string or a list of parts");
            case JsonValue.Num ignored -> throw message.expected("content", "a string or a list of parts");
            case JsonValue.Bool ignored -> throw message.expected("content", "a string or a list of parts");
        };
    }

    private static List<Part> parts(String place, List<JsonValue> items) throws RejectedException {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            parts.add(part(place + "[" + i + "]", items.get(i)));
        }
        // As an empty string says nothing, so does an empty text in a list.
        parts.removeIf(part -> part instanceof Part.Text(String text, _) && text.isEmpty());
        return parts;
    }

    private static Part part(String place, JsonValue item) throws RejectedException {
        if (item instanceof JsonValue.Str(String text)) {
            return new Part.Text(text);
        }
        RequestObject part = RequestObject.of(place, item);
        return switch (part.requiredText("type")) {
            case "text" -> new Part.Text(part.requiredText("text"));
            case "refusal" -> new Part.Refusal(part.requiredText("refusal"));
            case "image_url" -> image(part);
            case "input_audio" -> audio(part.requiredObject("input_audio"));
            case "file" -> file(part, part.requiredObject("file"));
            default -> new Part.Opaque(Protocol.OPENAI_CHAT, item);
        };
    }

    /** An image; some clients give the URL itself instead of an object that holds it. */
    private static Part image(RequestObject part) throws RejectedException {
        String url = part.json().get("image_url") instanceof JsonValue.Str(String plain)
                ? plain
                : part.requiredObject("image_url").requiredText("url");
        return DataUrl.media(url);
    }

    private static Part audio(RequestObject audio) throws RejectedException {
        String format = audio.requiredText("format");
        String mimeType = "audio/" + (format.equals("mp3") ? "mpeg" : format);
        return new Part.Media(Part.Media.Kind.AUDIO, Optional.of(mimeType), new Part.Source.Inline(audio.requiredText("data")));
    }

    private static Part file(RequestObject part, RequestObject file) throws RejectedException {
        Optional<String> id = file.text("file_id");
        if (id.isPresent()) {
            return new Part.Media(Part.Media.Kind.DOCUMENT, Optional.empty(), new Part.Source.FileId(id.get()));
        }
        Optional<String> bytes = file.text("file_data");
        if (bytes.isEmpty()) {
            return new Part.Opaque(Protocol.OPENAI_CHAT, part.json());
        }
        return DataUrl.isUrl(bytes.get())
                ? DataUrl.file(bytes.get())
                : new Part.Media(Part.Media.Kind.DOCUMENT, Optional.of("application/pdf"), new Part.Source.Inline(bytes.get()));
    }
}
