package io.lingzhi.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Part.Media;
import io.lingzhi.llm.Part.Source;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestTokensTest {
    private static final TokenCounter COUNTER = new TokenCounter();
    private static final RequestTokens TOKENS = new RequestTokens(COUNTER);
    private static final long ONE_MESSAGE = RequestTokens.ANSWER + RequestTokens.MESSAGE;

    @Test
    void countsEveryTextOfEveryMessage() {
        ChatRequest request = ChatRequest.of(
                new ModelId("m"),
                List.of(Message.of(Role.SYSTEM, "hello world"), Message.of(Role.USER, "你好，世界")),
                false);
        assertThat(TOKENS.of(request)).isEqualTo(RequestTokens.ANSWER + 2 * RequestTokens.MESSAGE + 2 + 3);
    }

    @Test
    void countsCallsAndResultsWithWhatIsInThem() {
        String arguments = "{\"city\":\"上海\"}";
        assertThat(of(new Part.ToolCall("c1", "weather", arguments)))
                .isEqualTo(RequestTokens.TOOL + COUNTER.count("weather") + COUNTER.count(arguments));
        assertThat(of(new Part.ToolResult("c1", List.of(new Part.Text("hello world"), image("auto")), false)))
                .isEqualTo(RequestTokens.TOOL + 2 + RequestTokens.IMAGE);
    }

    @Test
    void countsToolsByTheirSchemas() {
        JsonValue.Obj schema = Json.object().put("type", "object").build();
        Tool tool = new Tool.Function("f", Optional.of("hello world"), schema, false);
        long expected = RequestTokens.TOOL + COUNTER.count("f\nhello world\n{\"type\":\"object\"}");
        assertThat(TOKENS.of(withTool(tool)) - TOKENS.of(withTools(List.of()))).isEqualTo(expected);
    }

    @Test
    void countsMediaByRule() {
        assertThat(of(image("high"))).isEqualTo(RequestTokens.IMAGE);
        assertThat(of(image("low"))).isEqualTo(RequestTokens.ROUGH_IMAGE);
        assertThat(of(media(Media.Kind.DOCUMENT, "application/pdf", "A".repeat(100_000))))
                .isEqualTo(2 * RequestTokens.PAGE);
        assertThat(of(media(Media.Kind.AUDIO, "audio/mpeg", "A".repeat(40_000))))
                .isEqualTo(31);
        assertThat(of(new Media(Media.Kind.DOCUMENT, Optional.empty(), new Source.Url("https://x.test/a"))))
                .isEqualTo(RequestTokens.UNKNOWN_SIZE);
    }

    @Test
    void readsDocumentsThatAreText() {
        String base64 = Base64.getEncoder().encodeToString("你好，世界".getBytes(StandardCharsets.UTF_8));
        assertThat(of(media(Media.Kind.DOCUMENT, "text/plain", base64))).isEqualTo(3);
        assertThat(of(media(Media.Kind.DOCUMENT, "text/plain", "A"))).isEqualTo(RequestTokens.UNKNOWN_SIZE);
    }

    private static long of(Part part) {
        Message message = new Message(Role.USER, List.of(part));
        return TOKENS.of(ChatRequest.of(new ModelId("m"), List.of(message), false)) - ONE_MESSAGE;
    }

    private static ChatRequest withTool(Tool tool) {
        return withTools(List.of(tool));
    }

    private static ChatRequest withTools(List<Tool> tools) {
        ChatRequest plain = ChatRequest.of(new ModelId("m"), List.of(Message.of(Role.USER, "hi")), false);
        return new ChatRequest(
                plain.model(),
                plain.messages(),
                tools,
                plain.toolChoice(),
                plain.sampling(),
                plain.reasoning(),
                plain.responseFormat(),
                plain.handling(),
                plain.stream(),
                plain.extensions());
    }

    private static Part image(String detail) {
        return new Media(
                Media.Kind.IMAGE,
                Optional.of("image/png"),
                new Source.Inline("AAAA"),
                Optional.empty(),
                Optional.of(detail));
    }

    private static Part media(Media.Kind kind, String type, String base64) {
        return new Media(kind, Optional.of(type), new Source.Inline(base64));
    }
}
