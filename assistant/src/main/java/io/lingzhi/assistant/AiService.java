package io.lingzhi.assistant;

import io.lingzhi.assistant.Choice.Setback;
import io.lingzhi.assistant.select.Selection;
import io.lingzhi.assistant.select.Selector;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the AI service does for an application, apart from HTTP. Its calls block, and belong on virtual threads. The
 * model table is taken once a request, so that a reload changes later requests only.
 */
public final class AiService {
    private final ChatClient chat;
    private final EmbeddingClient embeddings;
    private final Supplier<ModelTable> tables;
    private final Selector selector;

    public AiService(ChatClient chat, EmbeddingClient embeddings, Supplier<ModelTable> tables, Selector selector) {
        this.chat = chat;
        this.embeddings = embeddings;
        this.tables = tables;
        this.selector = selector;
    }

    /**
     * Asks, and waits until an answer begins or there will be none. A named model is asked alone; else the models that
     * may answer are tried in turn, stepping on while nothing of an answer has been seen.
     *
     * @param cancel cancelling it closes the stream that is open at that time
     */
    public Opening chat(ChatAsk ask, Caller caller, CancelSignal cancel) {
        Selection selection = select(ask);
        List<Setback> setbacks = new ArrayList<>();
        for (String name : selection.candidates()) {
            ModelId model = new ModelId(name);
            Optional<Failure> known = selection.alone() ? Optional.empty() : chat.knownRefusal(model);
            if (known.isPresent()) {
                setbacks.add(new Setback(model, known.get()));
                continue;
            }
            Choice choice = new Choice(model, selection.because(), selection.judgement(), setbacks);
            Opening opening = open(choice, ask, caller, cancel);
            if (!(opening instanceof Opening.Refused(Failure failure))
                    || selection.alone()
                    || cancel.cancelled()
                    || !anotherModelMayAnswer(failure)) {
                return opening;
            }
            setbacks.add(new Setback(model, failure));
        }
        return new Opening.Refused(mostTelling(setbacks));
    }

    /** Which models may answer this, and why, without asking any. */
    public Selection select(ChatAsk ask) {
        return selector.select(tables.get().preferences(), ask.wish(), ask.material(), ask.usual());
    }

    /** Whether there is a model for a task of this name. */
    public boolean knowsTask(String task) {
        return tables.get().preferences().tasks().containsKey(task);
    }

    /** Why this model cannot be asked now, as far as that is known without asking. */
    public Optional<Failure> refusal(String model) {
        return chat.knownRefusal(new ModelId(model));
    }

    /** One vector for each text, in order. */
    public EmbeddingClient.Vectors embed(EmbedAsk ask, Caller caller) {
        ModelTable table = tables.get();
        String model = ask.model().map(table::resolveEmbedding).orElse(table.embedding());
        return embeddings.embed(new ModelId(model), ask.texts(), caller);
    }

    private Opening open(Choice choice, ChatAsk ask, Caller caller, CancelSignal cancel) {
        BegunStream stream = new BegunStream(chat.open(request(choice.model(), ask), caller));
        boolean begun = false;
        try {
            cancel.attach(stream::close);
            Opening opening = stream.begin()
                    .<Opening>map(Opening.Refused::new)
                    .orElseGet(() -> new Opening.Begun(choice, stream));
            begun = opening instanceof Opening.Begun;
            return opening;
        } finally {
            if (!begun) {
                stream.close();
            }
        }
    }

    private static ChatRequest request(ModelId model, ChatAsk ask) {
        return ChatRequest.of(model, ask.messages(), ask.stream()).withReasoning(ask.reasoning());
    }

    /** Whether the fault lies with the model or the way to it, and not with the question. */
    private static boolean anotherModelMayAnswer(Failure failure) {
        return switch (failure) {
            case Failure.Unauthenticated ignored -> true;
            case Failure.Forbidden ignored -> true;
            case Failure.UnknownModel ignored -> true;
            case Failure.NoCredential ignored -> true;
            case Failure.RateLimited ignored -> true;
            case Failure.QuotaExhausted ignored -> true;
            case Failure.Overloaded ignored -> true;
            case Failure.Unreachable ignored -> true;
            case Failure.TimedOut ignored -> true;
            case Failure.UpstreamFault ignored -> true;
            case Failure.InvalidRequest ignored -> false;
            case Failure.PayloadTooLarge ignored -> false;
            case Failure.UnknownRoute ignored -> false;
            case Failure.Unsupported ignored -> false;
            case Failure.ContextTooLong ignored -> false;
            case Failure.InternalFault ignored -> false;
        };
    }

    /**
     * The failure that tells the asker most: the last one of a model that was reached for, else the last missing
     * credential, else the last unknown name.
     */
    private static Failure mostTelling(List<Setback> setbacks) {
        Failure best = Failure.InvalidRequest.of(
                "no model was named, and the service has no order of models to try; name one", "model");
        int bestRank = -1;
        for (Setback setback : setbacks) {
            int rank = rank(setback.failure());
            if (rank >= bestRank) {
                best = setback.failure();
                bestRank = rank;
            }
        }
        return best;
    }

    private static int rank(Failure failure) {
        if (failure instanceof Failure.UnknownModel) {
            return 0;
        }
        return failure instanceof Failure.NoCredential ? 1 : 2;
    }
}
