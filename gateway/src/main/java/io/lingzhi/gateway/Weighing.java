package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
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
    private static final String GEMINI_SETTINGS = "generationConfig";

    private Weighing() {}

    /** @param usual output that is expected of a stream, whose reservation grows, or of a request without a limit */
    static Bill.Weight of(Question question, int usual) {
        return switch (question) {
            case Question.Wire wire -> {
                byte[] body = wire.http().body();
                long output = wire.peek().stream() ? usual : limit(body).orElse((long) usual);
                yield new Bill.Weight(tokens(body.length), output);
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

    private static Optional<Long> limit(byte[] body) {
        try {
            Span whole = JsonScanner.scan(body);
            Optional<Long> own = limit(body, whole);
            for (Member member : whole.members()) {
                if (own.isEmpty() && member.name().equals(GEMINI_SETTINGS) && member.kind() == Kind.OBJECT) {
                    own = limit(body, JsonScanner.scan(body, member));
                }
            }
            return own;
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> limit(byte[] body, Span object) throws JsonSyntaxException {
        for (Member member : object.members()) {
            if (LIMITS.contains(member.name()) && JsonScanner.value(body, member) instanceof JsonValue.Num number) {
                return number.asLong().filter(tokens -> tokens > 0);
            }
        }
        return Optional.empty();
    }
}
