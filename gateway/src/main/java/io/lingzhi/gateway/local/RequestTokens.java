package io.lingzhi.gateway.local;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Part.Media;
import io.lingzhi.llm.Part.Source;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * About how many input tokens a request has, whichever model reads it: its texts by {@link TokenCounter}, everything
 * else by rules. Vendors' own counts differ by some 20 %, since each has its own tokenizer and its own form for
 * messages and tools.
 */
final class RequestTokens {
    /** What a message costs besides its text: role and separators (OpenAI's rule for its chat models). */
    static final long MESSAGE = 3;
    /** What leads to the answer. */
    static final long ANSWER = 3;
    /** What a tool, a call or a result costs besides its texts. */
    static final long TOOL = 8;
    /** An image of about a million pixels: between OpenAI's 765 and Anthropic's 1400; what it shows is not read. */
    static final long IMAGE = 1000;
    /** An image that is to be looked at roughly, as OpenAI counts it. */
    static final long ROUGH_IMAGE = 85;
    /** A page of a PDF: Anthropic tells 1500 to 3000. */
    static final long PAGE = 2000;
    /** What a page of a PDF takes on average, in bytes. */
    static final long PAGE_BYTES = 50_000;
    /** Bytes of sound or video for one token: a second of MP3 has 16 kB, and 10 (OpenAI) to 32 (Gemini) tokens. */
    static final long BYTES_A_TOKEN = 1000;
    /** A document, sound or video whose size is not known here. */
    static final long UNKNOWN_SIZE = 2000;

    private final TokenCounter counter;

    RequestTokens(TokenCounter counter) {
        this.counter = counter;
    }

    long of(ChatRequest request) {
        long tokens = ANSWER + format(request.responseFormat());
        for (Message message : request.messages()) {
            tokens += MESSAGE + parts(message.parts());
        }
        for (Tool tool : request.tools()) {
            tokens += TOOL + counter.count(definition(tool));
        }
        return tokens;
    }

    private long format(ResponseFormat format) {
        return format instanceof ResponseFormat.JsonSchema schema ? counter.count(Json.text(schema.schema())) : 0;
    }

    private static String definition(Tool tool) {
        return switch (tool) {
            case Tool.Function function ->
                function.name() + "\n" + function.description().orElse("") + "\n" + Json.text(function.schema());
            case Tool.Custom custom ->
                custom.name() + "\n" + custom.description().orElse("") + "\n"
                        + custom.format().map(Json::text).orElse("");
            case Tool.WebSearch search ->
                String.join("\n", search.allowedDomains()) + String.join("\n", search.blockedDomains());
            case Tool.Opaque opaque -> Json.text(opaque.json());
        };
    }

    private long parts(List<Part> parts) {
        return parts.stream().mapToLong(this::part).sum();
    }

    private long part(Part part) {
        return switch (part) {
            case Part.Text(String text, var ignored) -> counter.count(text);
            case Part.Thinking(String text, var ignored) -> counter.count(text);
            case Part.Refusal(String text) -> counter.count(text);
            case Part.ToolCall call -> TOOL + counter.count(call.name()) + counter.count(call.arguments());
            case Part.ToolResult result -> TOOL + parts(result.content());
            case Part.Media media -> media(media);
            case Part.Opaque opaque -> counter.count(Json.text(opaque.json()));
            case Part.CacheMark ignored -> 0;
        };
    }

    private long media(Media media) {
        return switch (media.kind()) {
            case IMAGE -> media.detail().filter("low"::equals).isPresent() ? ROUGH_IMAGE : IMAGE;
            case DOCUMENT -> document(media);
            case AUDIO, VIDEO ->
                media.source() instanceof Source.Inline(String base64)
                        ? 1 + bytes(base64) / BYTES_A_TOKEN
                        : UNKNOWN_SIZE;
        };
    }

    private long document(Media document) {
        if (!(document.source() instanceof Source.Inline(String base64))) {
            return UNKNOWN_SIZE;
        }
        boolean text =
                document.mimeType().filter(type -> type.startsWith("text/")).isPresent();
        return text ? text(base64) : PAGE * (1 + bytes(base64) / PAGE_BYTES);
    }

    private static long bytes(String base64) {
        return base64.length() * 3L / 4;
    }

    private long text(String base64) {
        try {
            return counter.count(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return UNKNOWN_SIZE;
        }
    }
}
