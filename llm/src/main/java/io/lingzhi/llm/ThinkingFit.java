package io.lingzhi.llm;

import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Fits a wish for thinking to what a model can do: what it does not take becomes the nearest that it takes. Only a
 * client that speaks in the upstream's own words, and asks for what these words cannot mean for this model, is refused.
 * Used once.
 */
public final class ThinkingFit {
    /** Efforts in order; a distance between two is counted in steps. */
    private static final List<String> ORDER = List.of("minimal", "low", "medium", "high", "xhigh", "max");

    private static final String PATH = "reasoning";
    private static final String AUTO = "auto";
    private static final String NONE = "none";

    private final Reasoning wish;
    private final ThinkingLimits limits;
    private final Ends ends;
    private final List<Loss> losses = new ArrayList<>();

    /**
     * Who asks and who is asked.
     *
     * @param literal whether the wish stands in the client's body, and not behind the model's name
     */
    public record Ends(Protocol client, Protocol upstream, boolean literal) {
        boolean alike() {
            return literal && family(client).equals(family(upstream));
        }

        private static String family(Protocol protocol) {
            return switch (protocol) {
                case OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_COMPLETIONS -> "openai";
                case ANTHROPIC, GEMINI, IN_PROCESS -> protocol.id();
            };
        }
    }

    /** What becomes of a wish. */
    public sealed interface Outcome {
        /** The wish as the model can take it, and what of it was lost. */
        record Fitted(Reasoning reasoning, List<Loss> losses) implements Outcome {
            public Fitted {
                losses = List.copyOf(losses);
            }
        }

        /** The client must ask otherwise. */
        record Refused(Failure failure) implements Outcome {}
    }

    private ThinkingFit(Reasoning wish, ThinkingLimits limits, Ends ends) {
        this.wish = wish;
        this.limits = limits;
        this.ends = ends;
    }

    /** Fits the wish to the model's limits. */
    public static Outcome fit(Reasoning wish, ThinkingLimits limits, Ends ends) {
        return new ThinkingFit(wish, limits, ends).outcome();
    }

    private Outcome outcome() {
        if (!limits.thinks()) {
            lose(wish.specified() && !isOff(), "the model does not think");
            return fitted(Reasoning.unspecified());
        }
        if (!wish.specified()) {
            return fitted(wish);
        }
        return limits.byLevel() ? byLevel() : byBudget();
    }

    private boolean isOff() {
        return wish.effortWord().filter(NONE::equals).isPresent();
    }

    private boolean isAuto() {
        return wish.effortWord().filter(AUTO::equals).isPresent();
    }

    private Outcome byLevel() {
        if (isOff()) {
            return levelOff();
        }
        if (isAuto()) {
            return levelAuto();
        }
        String word = wish.effortWord().orElseThrow();
        if (limits.levels().contains(word) || !ORDER.contains(word)) {
            return fitted(wish); // a word that is not known here is the upstream's to judge
        }
        if (ends.alike() && wish.effort().isPresent()) {
            return refused("level \"" + word + "\" is not supported by this model, valid levels: "
                    + String.join(", ", limits.levels()));
        }
        return level(word, nearest(word));
    }

    /** Gemini has no word for off where it has levels; it is off when nothing is said. */
    private Outcome levelOff() {
        if (limits.canBeOff()) {
            return fitted(ends.upstream() == Protocol.GEMINI ? Reasoning.unspecified() : wish);
        }
        return level(NONE, limits.levels().getFirst());
    }

    /** An Anthropic client that leaves the amount to its model means as much as it needs. */
    private Outcome levelAuto() {
        boolean toClaude = ends.upstream() == Protocol.ANTHROPIC;
        if (ends.client() == Protocol.ANTHROPIC && !toClaude) {
            return fitted(effort(nearest(ends.upstream() == Protocol.GEMINI ? "high" : "xhigh")));
        }
        if (ends.client() == Protocol.GEMINI && toClaude) {
            return fitted(effort(nearest("high")));
        }
        return limits.canChoose() ? fitted(wish) : level(AUTO, nearest("medium"));
    }

    private Outcome level(String asked, String sent) {
        lose(!asked.equals(sent), asked + " is sent as " + sent);
        return fitted(effort(sent));
    }

    private Reasoning effort(String word) {
        return new Reasoning(Optional.of(word), Optional.empty(), wish.summary());
    }

    /** The nearest effort that the model takes, of two the lower; above Anthropic's {@code high} comes {@code max}. */
    private String nearest(String word) {
        List<String> levels = limits.levels();
        if (levels.contains(word)) {
            return word;
        }
        if (ends.upstream() == Protocol.ANTHROPIC && word.equals("xhigh") && levels.contains("max")) {
            return "max";
        }
        int place = ORDER.indexOf(word);
        return levels.stream()
                .filter(ORDER::contains)
                .min(Comparator.<String>comparingInt(level -> Math.abs(ORDER.indexOf(level) - place))
                        .thenComparingInt(ORDER::indexOf))
                .orElse(levels.getFirst());
    }

    private Outcome byBudget() {
        if (isOff()) {
            return limits.canBeOff() ? fitted(wish) : budget(0, limits.minTokens());
        }
        if (isAuto()) {
            return budgetAuto();
        }
        int asked = wish.budget().orElseThrow();
        int sent = Math.clamp(asked, limits.minTokens(), limits.maxTokens());
        if (asked == sent) {
            return fitted(wish);
        }
        if (ends.alike() && wish.budgetTokens().isPresent()) {
            return refused("a budget of " + asked + " tokens is out of this model's range [" + limits.minTokens() + ","
                    + limits.maxTokens() + "]");
        }
        return budget(asked, sent);
    }

    private Outcome budgetAuto() {
        if (ends.client() == Protocol.ANTHROPIC && ends.upstream() != Protocol.ANTHROPIC) {
            return fitted(tokens(limits.maxTokens()));
        }
        return limits.canChoose() ? fitted(wish) : fitted(tokens((limits.minTokens() + limits.maxTokens()) / 2));
    }

    private Outcome budget(int asked, int sent) {
        lose(wish.budgetTokens().isPresent() || isOff(), "a budget of " + asked + " tokens is sent as " + sent);
        return fitted(tokens(sent));
    }

    private Reasoning tokens(int budget) {
        return new Reasoning(Optional.empty(), Optional.of(budget), wish.summary());
    }

    private void lose(boolean lost, String reason) {
        if (lost) {
            losses.add(new Loss(PATH, reason));
        }
    }

    private Outcome fitted(Reasoning reasoning) {
        return new Outcome.Fitted(reasoning, losses);
    }

    private static Outcome refused(String message) {
        return new Outcome.Refused(Failure.InvalidRequest.of(message, PATH));
    }
}
