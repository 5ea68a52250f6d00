package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Part.Media.Kind;
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
            if (items.get(i) instanceof JsonValue.Obj item) {
                CacheControl.on(item).filter(mark -> !carries(parts.getLast())).ifPresent(parts::add);
            }
        }
        // As an empty string says nothing, so does an empty text in a list.
        parts.removeIf(part -> part instanceof Part.Text(String text, var ignored) && text.isEmpty());
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
            case "video_url" -> video(part);
            default -> new Part.Opaque(Protocol.OPENAI_CHAT, item);
        };
    }

    /** Whether the part holds its own mark. */
    private static boolean carries(Part part) {
        return part instanceof Part.Opaque;
    }

    private static Part image(RequestObject part) throws RejectedException {
        Optional<String> detail = part.json().object("image_url").string("detail");
        return DataUrl.media(Kind.IMAGE, url(part, "image_url"), Optional.empty(), detail);
    }

    private static Part video(RequestObject part) throws RejectedException {
        return DataUrl.media(Kind.VIDEO, url(part, "video_url"), Optional.empty(), Optional.empty());
    }

    /** The URL in the member {@code name}; some clients give the URL itself instead of an object that holds it. */
    private static String url(RequestObject part, String name) throws RejectedException {
        return part.json().get(name) instanceof JsonValue.Str(String plain)
                ? plain
                : part.requiredObject(name).requiredText("url");
    }

    private static Part audio(RequestObject audio) throws RejectedException {
        String mimeType = FileType.ofAudio(audio.text("format").orElse("wav"));
        return new Part.Media(Kind.AUDIO, Optional.of(mimeType), new Part.Source.Inline(audio.requiredText("data")));
    }

    private static Part file(RequestObject part, RequestObject file) throws RejectedException {
        Optional<String> name = file.text("filename");
        Optional<String> id = file.text("file_id");
        if (id.isPresent()) {
            return new Part.Media(
                    Kind.DOCUMENT, Optional.empty(), new Part.Source.FileId(id.get()), name, Optional.empty());
        }
        Optional<String> bytes = file.text("file_data");
        return bytes.isPresent() ? document(bytes.get(), name) : new Part.Opaque(Protocol.OPENAI_CHAT, part.json());
    }

    /** A document in a URL, or in base64 without one; the type that is missing there is told by its name. */
    private static Part document(String bytes, Optional<String> name) {
        Part.Media media = DataUrl.isUrl(bytes)
                ? DataUrl.media(Kind.DOCUMENT, bytes, name, Optional.empty())
                : new Part.Media(
                        Kind.DOCUMENT, Optional.empty(), new Part.Source.Inline(bytes), name, Optional.empty());
        Optional<String> mimeType = media.mimeType().or(() -> FileType.ofName(name.orElse("")));
        return new Part.Media(Kind.DOCUMENT, mimeType, media.source(), name, Optional.empty());
    }
}
