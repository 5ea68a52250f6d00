package io.lingzhi.micro;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.anthropic.AnthropicInbound;
import io.lingzhi.llm.anthropic.AnthropicOutbound;
import io.lingzhi.llm.gemini.GeminiInbound;
import io.lingzhi.llm.gemini.GeminiOutbound;
import io.lingzhi.llm.openaichat.ChatInbound;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.openairesponses.ResponsesInbound;
import io.lingzhi.llm.openairesponses.ResponsesOutbound;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireCall;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One protocol's codec with a conversation and an answer in its bytes. */
public enum Speech {
    CHAT,
    RESPONSES,
    ANTHROPIC,
    GEMINI;

    Inbound inbound() {
        return switch (this) {
            case CHAT -> new ChatInbound();
            case RESPONSES -> new ResponsesInbound(() -> "id");
            case ANTHROPIC -> new AnthropicInbound();
            case GEMINI -> new GeminiInbound();
        };
    }

    Outbound outbound() {
        return switch (this) {
            case CHAT -> new ChatOutbound();
            case RESPONSES -> new ResponsesOutbound();
            case ANTHROPIC -> new AnthropicOutbound();
            case GEMINI -> new GeminiOutbound();
        };
    }

    /** A streamed question of some {@code characters}. */
    static ChatRequest question(int characters) {
        String body = "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"" + "word ".repeat(characters / 5) + "\"}]}";
        return decoded(CHAT.ask(body.getBytes(StandardCharsets.UTF_8)));
    }

    byte[] body(int characters) {
        return outbound()
                .encodeRequest(question(characters), Dialect.PLAIN)
                .request()
                .body();
    }

    Asked ask(byte[] body) {
        try {
            return inbound()
                    .read(new WireCall(
                            "/v1beta/models/m:streamGenerateContent",
                            query -> query.equals("alt") ? Optional.of("sse") : Optional.empty(),
                            body));
        } catch (RejectedException e) {
            throw new IllegalStateException(e);
        }
    }

    static ChatRequest decoded(Asked asked) {
        try {
            return asked.request();
        } catch (RejectedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer of 100 pieces of text. */
    static List<StreamEvent> answer() {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started("id1", "m", 1_700_000_000));
        events.add(new StreamEvent.PartStarted(new PartHead.Text()));
        events.addAll(Collections.nCopies(100, new StreamEvent.TextDelta("some words ")));
        events.add(new StreamEvent.PartFinished());
        events.add(new StreamEvent.UsageReported(new Usage(700, 500, 100, 0, 50)));
        events.add(new StreamEvent.Finished(FinishReason.STOP));
        return events;
    }

    /** The answer as a stream. */
    byte[] stream() {
        return encoded(ask(body(100)).newStreamEncoder(), answer());
    }

    static byte[] encoded(StreamEncoder encoder, List<StreamEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(encoder.encode(event)));
        return out.toByteArray();
    }
}
