package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import io.lingzhi.llm.protocol.WireBody;
import java.util.Set;

/**
 * A client's wish for a shorter conversation: {@code POST /v1/responses/compact}
 * (https://platform.openai.com/docs/api-reference/responses/compact, read 2026-11-25). Its answer comes whole, an
 * object {@code response.compaction} that only the vendor who made it can read.
 */
public final class CompactRequest {
    /** Below an upstream's base URL. */
    public static final String PATH = "/responses/compact";

    private static final ResponsesPassThrough RESPONSES = new ResponsesPassThrough();

    private final byte[] body;
    private final ModelId model;

    private CompactRequest(byte[] body, ModelId model) {
        this.body = body;
        this.model = model;
    }

    /** @throws RejectedException for a body without a model, and for one that asks for a stream */
    public static CompactRequest read(byte[] body) throws RejectedException {
        Peek peek = ResponsesPeek.of(new WireBody(body).object());
        if (peek.stream()) {
            throw RequestObject.rejected("stream", "a compaction is answered whole: leave stream out");
        }
        return new CompactRequest(body, peek.model());
    }

    public ModelId model() {
        return model;
    }

    /** The names of the headers that go upstream as the client sent them, in lower case. */
    public static Set<String> clientHeaders() {
        return RESPONSES.clientHeaders();
    }

    /**
     * The client's own bytes with the upstream's name of the model; a {@code stream} that is not wished is left out.
     */
    public byte[] patched(String upstreamModel) throws RejectedException {
        byte[] patched = RESPONSES.patch(body, upstreamModel, Dialect.PLAIN);
        try {
            return JsonScanner.scan(patched).last("stream").isEmpty() ? patched : withoutStream(patched);
        } catch (JsonSyntaxException e) {
            throw RequestObject.malformed(e);
        }
    }

    private static byte[] withoutStream(byte[] body) throws JsonSyntaxException {
        ObjectBuilder left = Json.object();
        Json.parseObject(body).members().forEach(left::put);
        return left.remove("stream").bytes();
    }
}
