package io.lingzhi.llm.openaicompletions;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.protocol.ChoicesEncoder;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import io.lingzhi.llm.protocol.SeveralAsked;
import java.util.List;
import java.util.Optional;

/** One request of a completions client. It is read whole at once: it is never relayed. */
final class CompletionsAsked implements SeveralAsked {
    private final Peek peek;
    private final Prompts prompts;
    private final boolean echo;
    private final List<ChatRequest> requests;

    private CompletionsAsked(RequestObject request) throws RejectedException {
        boolean stream = request.bool("stream").orElse(false);
        Optional<RequestObject> options = request.object("stream_options");
        boolean usage =
                options.isPresent() && options.get().bool("include_usage").orElse(false);
        this.peek = new Peek(model(request), stream, usage);
        this.prompts = Prompts.in(request);
        this.echo = request.bool("echo").orElse(false);
        this.requests = CompletionsRequestDecoder.decode(request, peek.model(), prompts, stream);
    }

    static CompletionsAsked read(byte[] body) throws RejectedException {
        try {
            return new CompletionsAsked(new RequestObject("", Json.parseObject(body)));
        } catch (JsonSyntaxException e) {
            throw RequestObject.rejected("", "the body cannot be read: " + e.getMessage());
        }
    }

    private static ModelId model(RequestObject request) throws RejectedException {
        String name = request.requiredText("model");
        if (name.isBlank() || name.length() > ModelId.MAX_LENGTH) {
            throw RequestObject.rejected(
                    "model", "a model name of 1 to " + ModelId.MAX_LENGTH + " characters is expected");
        }
        return new ModelId(name);
    }

    @Override
    public Peek peek() {
        return peek;
    }

    @Override
    public List<ChatRequest> requests() {
        return requests;
    }

    /** No upstream is spoken to in this protocol. */
    @Override
    public boolean relayable() {
        return false;
    }

    @Override
    public ChoicesEncoder newChoicesEncoder() {
        return new CompletionsStreamEncoder(prompts.choices(), this::echoed, peek.usageWanted());
    }

    @Override
    public byte[] encodeResponses(List<ChatResponse> answers) {
        return CompletionsResponseEncoder.encode(answers, this::echoed);
    }

    /** What stands before the answer's own text. */
    private String echoed(int choice) {
        return echo ? prompts.of(choice) : "";
    }
}
