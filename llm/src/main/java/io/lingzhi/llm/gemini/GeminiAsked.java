package io.lingzhi.llm.gemini;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.RawObject;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WordSearch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One request of a Gemini client. */
final class GeminiAsked implements Asked {
    private static final List<WordSearch> NOT_RELAYED = List.of(
            new WordSearch(Signature.ENVELOPE), new WordSearch("\"name\":\"\""), new WordSearch("\"name\": \"\""));

    private final byte[] body;
    private final Peek peek;
    private final boolean array;
    private Optional<ChatRequest> decoded = Optional.empty();

    GeminiAsked(WireCall call) throws RejectedException {
        GeminiPath path = GeminiPath.of(call.path()).content();
        this.body = call.body().bytes();
        this.peek = new Peek(
                path.model(), path.streamed(), true, candidates(call.body().object()));
        this.array = path.streamed() && !sseWanted(call);
    }

    @Override
    public Peek peek() {
        return peek;
    }

    @Override
    public ChatRequest request() throws RejectedException {
        if (decoded.isEmpty()) {
            decoded = Optional.of(GeminiRequestDecoder.decode(body, peek.model(), peek.stream()));
        }
        return decoded.get();
    }

    /**
     * Not with another maker's signatures, nor with calls or results without a name, which upstreams refuse, and not
     * where the client wants an array, since upstreams are asked for events.
     */
    @Override
    public boolean relayable() {
        return !array && NOT_RELAYED.stream().noneMatch(text -> text.isIn(body));
    }

    @Override
    public StreamEncoder newStreamEncoder() {
        return new GeminiStreamEncoder(new ChunkFraming(array));
    }

    @Override
    public String streamType() {
        return array ? "application/json" : Asked.super.streamType();
    }

    /**
     * White space in an array. As an event an empty chunk, since Google's own client for JavaScript looks for
     * {@code data:} at the very beginning and stumbles over comments.
     */
    @Override
    public byte[] keepAlive() {
        return (array ? "\n" : "data: {}\n\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] encodeResponse(ChatResponse response) {
        return GeminiResponseEncoder.encode(response);
    }

    private static boolean sseWanted(WireCall call) {
        Optional<String> alt = call.query().apply("alt").or(() -> call.query().apply("$alt"));
        return alt.filter("sse"::equalsIgnoreCase).isPresent();
    }

    /** How many candidates are wanted. */
    private static int candidates(RawObject request) {
        return request.last("generationConfig")
                .or(() -> request.last("generation_config"))
                .flatMap(request::object)
                .map(config -> Peek.choices(
                        config, config.last("candidateCount").isPresent() ? "candidateCount" : "candidate_count"))
                .orElse(1);
    }
}
