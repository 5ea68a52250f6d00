package io.lingzhi.gateway.local;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.StreamEvent;
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
    private final RequestTokens tokens = new RequestTokens(new TokenCounter());

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

    /** About how many input tokens a request has, its tools included. Computes, and loads a table at the first call. */
    public long estimateTokens(ChatRequest request) {
        return tokens.of(request);
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
