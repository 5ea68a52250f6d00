package io.lingzhi.gateway.media;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Part.Media.Kind;
import io.lingzhi.llm.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds images and documents that a conversation names by URL, and puts the bytes in their places. Pure. */
final class UrlMedia {
    private UrlMedia() {}

    /**
     * The URLs of the web that an upstream would not read, each once, in order. System texts hold no media.
     *
     * @param read whether the upstream takes this medium as it is
     */
    static Set<String> of(ChatRequest request, Predicate<Part.Media> read) {
        Set<String> urls = new LinkedHashSet<>();
        request.messages().stream()
                .filter(message -> message.role() != Role.SYSTEM && message.role() != Role.DEVELOPER)
                .flatMap(message -> message.parts().stream())
                .flatMap(UrlMedia::withResults)
                .forEach(part -> url(part, read).ifPresent(urls::add));
        return urls;
    }

    private static Stream<Part> withResults(Part part) {
        return part instanceof Part.ToolResult result ? result.content().stream() : Stream.of(part);
    }

    private static Optional<String> url(Part part, Predicate<Part.Media> read) {
        return part instanceof Part.Media media
                        && (media.kind() == Kind.IMAGE || media.kind() == Kind.DOCUMENT)
                        && media.source() instanceof Part.Source.Url(String url)
                        && MediaUrl.isWeb(url)
                        && !read.test(media)
                ? Optional.of(url)
                : Optional.empty();
    }

    /** The same conversation with what was fetched. */
    static ChatRequest inlined(ChatRequest request, Map<String, Fetched> fetched) {
        return request.withMessages(request.messages().stream()
                .map(message -> new Message(message.role(), inlined(message.parts(), fetched)))
                .toList());
    }

    private static List<Part> inlined(List<Part> parts, Map<String, Fetched> fetched) {
        return parts.stream().map(part -> inlined(part, fetched)).toList();
    }

    private static Part inlined(Part part, Map<String, Fetched> fetched) {
        if (part instanceof Part.ToolResult(String callId, List<Part> content, boolean error)) {
            return new Part.ToolResult(callId, inlined(content, fetched), error);
        }
        if (part instanceof Part.Media media && media.source() instanceof Part.Source.Url(String url)) {
            return Optional.ofNullable(fetched.get(url))
                    .<Part>map(bytes -> inlined(media, bytes))
                    .orElse(media);
        }
        return part;
    }

    /** What was fetched is what its bytes are, whatever it was called. */
    private static Part.Media inlined(Part.Media media, Fetched bytes) {
        return new Part.Media(
                bytes.mimeType().equals(MediaType.PDF) ? Kind.DOCUMENT : Kind.IMAGE,
                Optional.of(bytes.mimeType()),
                new Part.Source.Inline(bytes.base64()),
                media.name(),
                media.detail());
    }
}
