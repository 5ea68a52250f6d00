package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.ResponseAssembler;
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
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.UpstreamReader;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The four client protocols, each with a request, answers to it, and providers that speak it. */
@SuppressWarnings("ImmutableEnumChecker") // codecs have no state
enum Spoken {
    CHAT(new ChatInbound(), new ChatOutbound(), Config.ProviderKind.OPENAI_COMPATIBILITY, "/v1/chat/completions"),
    RESPONSES(new ResponsesInbound(() -> "r"), new ResponsesOutbound(), Config.ProviderKind.CODEX, "/v1/responses"),
    ANTHROPIC(new AnthropicInbound(), new AnthropicOutbound(), Config.ProviderKind.CLAUDE, "/v1/messages"),
    GEMINI(
            new GeminiInbound(),
            new GeminiOutbound(),
            Config.ProviderKind.GEMINI,
            "/v1beta/models/m:streamGenerateContent?alt=sse");

    private final Inbound inbound;
    private final UpstreamReader reader;
    private final Config.ProviderKind kind;
    private final String path;

    Spoken(Inbound inbound, UpstreamReader reader, Config.ProviderKind kind, String path) {
        this.inbound = inbound;
        this.reader = reader;
        this.kind = kind;
        this.path = path;
    }

    String path() {
        return path;
    }

    /** The path of a call whose answer comes whole. */
    String wholePath() {
        return path.replace(":streamGenerateContent?alt=sse", ":generateContent");
    }

    String body(boolean stream) {
        return switch (this) {
            case CHAT ->
                "{\"model\":\"m\",\"stream\":" + stream
                        + (stream ? ",\"stream_options\":{\"include_usage\":true}" : "")
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            case RESPONSES -> "{\"model\":\"m\",\"stream\":" + stream + ",\"input\":\"hi\"}";
            case ANTHROPIC ->
                "{\"model\":\"m\",\"max_tokens\":99,\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            case GEMINI -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
        };
    }

    /** The same question with such a text. */
    String body(boolean stream, String text) {
        return body(stream).replace("\"hi\"", "\"" + text + "\"");
    }

    /** A provider of this protocol at an upstream's address that serves {@code m}. */
    Config.Provider provider(String name, String baseUrl) {
        return new Config.Provider(
                kind,
                name,
                true,
                Optional.empty(),
                Optional.of(baseUrl),
                Map.of(),
                List.of(Configs.credential(name + "-1", "key-" + name, 1)),
                List.of(new Config.Model("up", "m")),
                List.of(),
                0);
    }

    /** A streamed answer of these pieces of text. */
    String stream(String... pieces) {
        return new String(encoded(events(true, pieces)), StandardCharsets.UTF_8);
    }

    /** The same, broken off behind the last piece. */
    String broken(String... pieces) {
        return new String(encoded(events(false, pieces)), StandardCharsets.UTF_8);
    }

    /** A whole answer with this text. */
    String whole(String text) {
        ResponseAssembler assembler = new ResponseAssembler();
        events(true, text).forEach(assembler::accept);
        return switch (assembler.answer()) {
            case ChatClient.Answer.Complete(var response) ->
                new String(asked().encodeResponse(response), StandardCharsets.UTF_8);
            case ChatClient.Answer.Failed failed -> throw new IllegalStateException(failed.toString());
        };
    }

    private static List<StreamEvent> events(boolean ends, String... pieces) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started("id1", "up", 1));
        events.add(new StreamEvent.PartStarted(new PartHead.Text()));
        for (String piece : pieces) {
            events.add(new StreamEvent.TextDelta(piece));
        }
        if (ends) {
            events.add(new StreamEvent.PartFinished());
            events.add(new StreamEvent.UsageReported(new Usage(7, 5, 0, 0, 0)));
            events.add(new StreamEvent.Finished(FinishReason.STOP));
        }
        return events;
    }

    private byte[] encoded(List<StreamEvent> events) {
        StreamEncoder encoder = asked().newStreamEncoder();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(encoder.encode(event)));
        return out.toByteArray();
    }

    private Asked asked() {
        try {
            return inbound.read(new WireCall(
                    path.replaceFirst("\\?.*", ""),
                    name -> name.equals("alt") ? Optional.of("sse") : Optional.empty(),
                    body(true).getBytes(StandardCharsets.UTF_8)));
        } catch (RejectedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a streamed answer says. */
    List<StreamEvent> read(String stream) {
        StreamDecoder decoder = reader.newStreamDecoder(Dialect.PLAIN);
        SseDecoder frames = new SseDecoder(1 << 20);
        List<StreamEvent> events = new ArrayList<>();
        try {
            for (Frame frame : frames.feed(stream.getBytes(StandardCharsets.UTF_8))) {
                events.addAll(decoder.decode(frame));
            }
        } catch (FrameTooLongException e) {
            throw new IllegalStateException(e);
        }
        events.addAll(decoder.end());
        return events;
    }

    /** The text of a streamed answer. */
    String text(String stream) {
        StringBuilder text = new StringBuilder();
        read(stream).forEach(event -> text.append(event instanceof StreamEvent.TextDelta(String delta) ? delta : ""));
        return text.toString();
    }
}
