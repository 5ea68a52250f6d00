package io.lingzhi.assistant.conversation;

import io.lingzhi.assistant.AiService;
import io.lingzhi.llm.Caller;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the service remembers between requests. Summaries are made behind the answers, a few at a time; one that finds
 * no place is made after a later answer.
 */
public final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final int SUMMARIES_AT_ONCE = 4;

    private final Conversations conversations;
    private final AiService models;
    private final String quoting;
    private final Semaphore summaries = new Semaphore(SUMMARIES_AT_ONCE);

    /** @param quoting the model that only quotes */
    public Memory(Conversations conversations, AiService models, String quoting) {
        this.conversations = conversations;
        this.models = models;
        this.quoting = quoting;
    }

    /** The conversations themselves. */
    public Conversations conversations() {
        return conversations;
    }

    /** The conversation that a question belongs to: this one, or a new one; empty when nothing is remembered. */
    public Optional<Conversation> open(Caller caller, Optional<String> id) {
        if (!conversations.kept()) {
            return Optional.empty();
        }
        return Optional.of(
                id.map(known -> conversations.open(caller.keyId(), known)).orElseGet(conversations::begin));
    }

    /** Keeps a question and its answer, and has older turns summarised in the background. */
    public void keep(Caller caller, String id, String question, String answer, String model) {
        Conversation longer = conversations.add(caller.keyId(), id, question, answer, model);
        if (conversations.isLong(longer) && summaries.tryAcquire()) {
            Thread.ofVirtual().name("assistant-summary").start(() -> summarise(caller, id));
        }
    }

    private void summarise(Caller caller, String id) {
        try {
            conversations.shorten(caller.keyId(), id, new ModelSummary(models, quoting, caller));
        } catch (RuntimeException e) {
            LOG.warn("a conversation could not be summarised: {}", e.toString());
        } finally {
            summaries.release();
        }
    }
}
