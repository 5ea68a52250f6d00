package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.RawObject;
import java.util.Optional;
import java.util.Set;

/**
 * Estimates how many tokens a request is, from its bytes alone, for the amount that is set aside: what it really cost
 * is told by the upstream afterwards.
 */
final class Weighing {
    /** A token is about so many bytes of JSON. */
    private static final int BYTES_A_TOKEN = 4;
    /** Bytes beyond are pictures and the like, which are few tokens. */
    private static final long MOST_INPUT = 200_000;

    private static final Set<String> LIMITS =
            Set.of("max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens");
    /** How many answers are wanted. */
    private static final Set<String> COUNTS = Set.of("n", "candidateCount");

    private static final String GEMINI_SETTINGS = "generationConfig";
    /** No upstream gives more answers, or tokens, to one request; beyond, a number is a slip. */
    private static final long MOST_ANSWERS = 1_000;

    private static final long MOST_OUTPUT = 10_000_000;

    private Weighing() {}

    /** @param usual output that is expected of a stream, whose reservation grows, or of a request without a limit */
    static Bill.Weight of(Question question, int usual) {
        return switch (question) {
            case Question.Wire wire -> {
                Optional<RawObject> body = wire.http().content().ifObject();
                long each = wire.peek().stream() ? usual : largest(body, LIMITS, usual);
                long output = Math.min(MOST_OUTPUT, each) * Math.min(MOST_ANSWERS, largest(body, COUNTS, 1));
                yield new Bill.Weight(tokens(wire.http().body().length), output);
            }
            case Question.Wished(Question asked, var ignored) -> of(asked, usual);
            case Question.Choice choice -> of(choice.request(), usual);
            case Question.Neutral(ChatRequest request) -> of(request, usual);
        };
    }

    private static Bill.Weight of(ChatRequest request, int usual) {
        long chars = request.messages().stream()
                .mapToLong(message -> message.text().length())
                .sum();
        long output = request.stream()
                ? usual
                : request.sampling().maxOutputTokens().map(Integer::longValue).orElse((long) usual);
        return new Bill.Weight(tokens(2 * chars), output);
    }

    /** A body of so many bytes. */
    static long tokens(long bytes) {
        return Math.min(MOST_INPUT, bytes / BYTES_A_TOKEN + 1);
    }

    /** The largest of these numbers that stand in a body, and in Gemini's settings within it. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // a body that is no object tells nothing
    private static long largest(Optional<RawObject> body, Set<String> names, long otherwise) {
        if (body.isEmpty()) {
            return otherwise;
        }
        RawObject whole = body.get();
        long found = largest(whole, names);
        for (Member member : whole.span().members()) {
            if (member.name().equals(GEMINI_SETTINGS) && member.kind() == Kind.OBJECT) {
                found = Math.max(
                        found,
                        whole.object(member)
                                .map(settings -> largest(settings, names))
                                .orElse(0L));
            }
        }
        return found > 0 ? found : otherwise;
    }

    private static long largest(RawObject object, Set<String> names) {
        long found = 0;
        for (Member member : object.span().members()) {
            if (names.contains(member.name()) && object.value(member) instanceof JsonValue.Num number) {
                found = Math.max(found, number.asLong().orElse(0L));
            }
        }
        return found;
    }
}
