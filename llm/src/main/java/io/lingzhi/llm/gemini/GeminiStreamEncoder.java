package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.MouldedWriter;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.StreamEncoder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes the events of one answer as {@code GenerateContentResponse} chunks. A tool call is told when it is whole,
 * because a chunk holds its arguments as an object. A signature waits for the part that carries it. Used by one thread
 * at a time.
 */
final class GeminiStreamEncoder implements StreamEncoder {
    private static final byte[] NONE = {};

    private final ChunkFraming framing;
    private GeminiChunk chunk = new GeminiChunk("", "", 0);
    private PartHead open = new PartHead.Text();
    private final StringBuilder arguments = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private Optional<Usage> usage = Optional.empty();
    private Optional<String> waiting = Optional.empty();
    private boolean thoughtShown;
    /** Texts and thoughts without a signature: chunks of one kind differ in nothing else. */
    private MouldedWriter texts = chunks(SignedParts::text);

    private MouldedWriter thoughts = chunks(SignedParts::thought);

    GeminiStreamEncoder(ChunkFraming framing) {
        this.framing = framing;
    }

    @Override
    public byte[] encode(StreamEvent event) {
        return switch (event) {
            case StreamEvent.Started(String id, String model, long createdAt) ->
                start(new GeminiChunk(id, model, createdAt));
            case StreamEvent.PartStarted(PartHead head) -> startPart(head);
            case StreamEvent.TextDelta(String text) -> text(text);
            case StreamEvent.ThinkingDelta(String text) -> think(text);
            case StreamEvent.ThinkingSigned(Signature signature) -> {
                waiting = Optional.of(signature.carriedBy(Protocol.GEMINI));
                yield NONE;
            }
            case StreamEvent.Cited(Citation citation) -> {
                citations.add(citation);
                yield NONE;
            }
            case StreamEvent.ArgumentsDelta(String fragment) -> {
                arguments.append(fragment);
                yield NONE;
            }
            case StreamEvent.PartFinished() -> finishPart();
            case StreamEvent.UsageReported(Usage reported) -> {
                usage = Optional.of(reported);
                yield NONE;
            }
            case StreamEvent.Finished(FinishReason reason, var ignored) -> finish(reason);
            case StreamEvent.Failed failed -> joined(told(GeminiErrorEncoder.body(failed.failure())), framing.end());
        };
    }

    private byte[] start(GeminiChunk of) {
        chunk = of;
        texts = chunks(SignedParts::text);
        thoughts = chunks(SignedParts::thought);
        return NONE;
    }

    private MouldedWriter chunks(Function<String, JsonValue.Obj> part) {
        return new MouldedWriter(text -> Json.bytes(chunk.of(part.apply(text))));
    }

    private byte[] told(JsonValue.Obj whole) {
        return framing.chunk(Json.bytes(whole));
    }

    private byte[] startPart(PartHead head) {
        open = head;
        arguments.setLength(0);
        return switch (head) {
            case PartHead.ToolCall ignored -> NONE;
            case PartHead.Text ignored -> thoughtShown ? settle() : NONE;
            case PartHead.Refusal ignored -> thoughtShown ? settle() : NONE;
            case PartHead.Thinking ignored -> settle();
            case PartHead.Opaque(Protocol protocol, JsonValue json) ->
                protocol == Protocol.GEMINI && json instanceof JsonValue.Obj part
                        ? joined(settle(), told(chunk.of(part)))
                        : NONE;
        };
    }

    private byte[] text(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        if (waiting.isPresent()) {
            return told(chunk.of(signed(SignedParts.text(text))));
        }
        thoughtShown = false;
        return framing.chunk(texts.with(text));
    }

    private byte[] think(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        thoughtShown = true;
        return framing.chunk(thoughts.with(text));
    }

    private byte[] finishPart() {
        if (!(open instanceof PartHead.ToolCall(String id, String name))) {
            return NONE;
        }
        return told(chunk.of(signed(GeminiTurnEncoder.functionCall(id, name, arguments.toString()))));
    }

    private byte[] finish(FinishReason reason) {
        byte[] before = thoughtShown ? settle() : NONE;
        List<JsonValue.Obj> parts = waiting.isPresent() ? List.of(signed(SignedParts.text(""))) : List.of();
        return joined(before, told(chunk.last(parts, reason, citations, usage)), framing.end());
    }

    /**
     * Tells a signature that nothing carries: with an empty thought if its thought was shown, else with an empty text.
     */
    private byte[] settle() {
        byte[] told = waiting.isEmpty()
                ? NONE
                : told(chunk.of(signed(thoughtShown ? SignedParts.thought("") : SignedParts.text(""))));
        thoughtShown = false;
        return told;
    }

    private JsonValue.Obj signed(JsonValue.Obj part) {
        JsonValue.Obj signed = SignedParts.signed(part, waiting);
        waiting = Optional.empty();
        thoughtShown = false;
        return signed;
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }
}
