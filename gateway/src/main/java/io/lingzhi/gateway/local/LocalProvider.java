package io.lingzhi.gateway.local;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.Json;
import java.util.List;

/**
 * The in-process provider: which models live in this process, and how to ask them. For any thread; neither call needs a
 * network, both compute and belong off the event loop.
 */
public final class LocalProvider implements AutoCloseable {
    /** The chat model that quotes the conversation and never invents. */
    public static final String OFFLINE = "lingzhi-offline";
    /** The embedding model. */
    public static final String EMBED = "lingzhi-embed";
    /** A name that {@link #EMBED} also answers to, for clients that ask for it while no upstream declares it. */
    public static final String EMBED_ALIAS = "text-embedding-3-small";
    /** Numbers in each vector of {@link #EMBED}. */
    public static final int DIMENSIONS = 512;

    private final OfflineChat chat;
    private final BgeEmbedder embedder;

    /** Takes over the embedder and closes it with itself. */
    public LocalProvider(OfflineChat chat, BgeEmbedder embedder) {
        this.chat = chat;
        this.embedder = embedder;
    }

    public boolean isChat(String model) {
        return model.equals(OFFLINE);
    }

    public boolean isEmbedding(String model) {
        return model.equals(EMBED) || model.equals(EMBED_ALIAS);
    }

    /**
     * The whole answer as events, computed before this returns. Whatever the request names, {@link #OFFLINE} answers.
     */
    public List<StreamEvent> chat(ChatRequest request) {
        return chat.answer(request);
    }

    /** About how many input tokens a request has, its tools included: a rule, not a tokenizer. */
    public static long estimateTokens(ChatRequest request) {
        long tools = request.tools().stream()
                .mapToLong(tool -> TokenEstimate.of(definition(tool)))
                .sum();
        return OfflineChat.inputTokens(request.messages()) + tools;
    }

    private static String definition(Tool tool) {
        return switch (tool) {
            case Tool.Function function ->
                function.name() + function.description().orElse("") + Json.text(function.schema());
            case Tool.Custom custom -> custom.name() + custom.description().orElse("");
            case Tool.WebSearch _ -> "";
            case Tool.Opaque opaque -> Json.text(opaque.json());
        };
    }

    /** Blocks; see {@link BgeEmbedder#embed}. */
    public Embedding embed(List<String> texts) {
        return embedder.embed(texts);
    }

    @Override
    public void close() {
        embedder.close();
    }
}
