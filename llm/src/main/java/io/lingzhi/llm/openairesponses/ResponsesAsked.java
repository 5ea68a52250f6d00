package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireBody;
import java.util.Optional;
import java.util.function.Supplier;

/** One request of a Responses client. Its tools and wishes are told again in its answer. */
final class ResponsesAsked implements Asked {
    private final byte[] body;
    private final Supplier<String> newIds;
    private final Peek peek;
    private Optional<JsonValue.Obj> parsed = Optional.empty();
    private Optional<ChatRequest> decoded = Optional.empty();

    ResponsesAsked(WireBody body, Supplier<String> newIds) throws RejectedException {
        this.body = body.bytes();
        this.newIds = newIds;
        this.peek = ResponsesPeek.of(body.object());
    }

    @Override
    public Peek peek() {
        return peek;
    }

    @Override
    public ChatRequest request() throws RejectedException {
        if (decoded.isEmpty()) {
            decoded = Optional.of(ResponsesRequestDecoder.decode(parsed()));
        }
        return decoded.get();
    }

    @Override
    public void requireTranslatable() throws RejectedException {
        Optional<String> previous = parsed().string("previous_response_id");
        if (previous.isPresent()) {
            throw new RejectedException(PreviousResponse.unknown(previous.get()));
        }
        Optional<String> named = ItemReferences.firstIn(parsed());
        if (named.isPresent()) {
            throw new RejectedException(ItemReferences.unknown(named.get()));
        }
        if (parsed().bool("background").orElse(false)) {
            throw new RejectedException(new Failure.Unsupported(
                    "background responses need an upstream that speaks Responses: leave background out"));
        }
    }

    @Override
    public boolean relayable() {
        return !EncryptedContent.isForeignIn(body);
    }

    @Override
    public StreamEncoder newStreamEncoder() {
        return new ResponsesStreamEncoder(echoed(), tools(), newIds);
    }

    @Override
    public byte[] encodeResponse(ChatResponse response) {
        return ResponsesResponseEncoder.encode(response, echoed(), tools(), newIds);
    }

    private JsonValue.Obj parsed() throws RejectedException {
        if (parsed.isEmpty()) {
            try {
                parsed = Optional.of(Json.parseObject(body));
            } catch (JsonSyntaxException e) {
                throw RequestObject.malformed(e);
            }
        }
        return parsed.get();
    }

    /** What an answer repeats; the model's name alone where the request cannot be read. */
    private JsonValue.Obj echoed() {
        try {
            return parsed();
        } catch (RejectedException e) {
            return Json.object().put("model", peek.model().value()).build();
        }
    }

    private DeclaredTools tools() {
        try {
            return ToolDecoder.tools(new RequestObject("", parsed()));
        } catch (RejectedException e) {
            return DeclaredTools.NONE;
        }
    }
}
