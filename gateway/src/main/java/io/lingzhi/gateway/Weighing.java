package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
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
                byte[] body = wire.http().body();
                Members members = Members.of(body);
                long each =
                        wire.peek().stream() ? usual : members.largest(LIMITS).orElse((long) usual);
                long output = Math.min(MOST_OUTPUT, each)
                        * Math.min(MOST_ANSWERS, members.largest(COUNTS).orElse(1L));
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

    /** The numbers that stand in a body, and in Gemini's settings within it. */
    private record Members(Map<String, Long> numbers) {

        static Members of(byte[] body) {
            Map<String, Long> numbers = new HashMap<>();
            try {
                Span whole = JsonScanner.scan(body);
                add(body, whole, numbers);
                for (Member member : whole.members()) {
                    if (member.name().equals(GEMINI_SETTINGS) && member.kind() == Kind.OBJECT) {
                        add(body, JsonScanner.scan(body, member), numbers);
                    }
                }
            } catch (JsonSyntaxException e) {
                return new Members(Map.of());
            }
            return new Members(numbers);
        }

        private static void add(byte[] body, Span object, Map<String, Long> numbers) throws JsonSyntaxException {
            for (Member member : object.members()) {
                boolean known = LIMITS.contains(member.name()) || COUNTS.contains(member.name());
                if (known && JsonScanner.value(body, member) instanceof JsonValue.Num number) {
                    number.asLong().ifPresent(value -> numbers.merge(member.name(), value, Math::max));
                }
            }
        }

        Optional<Long> largest(Set<String> names) {
            return names.stream()
                    .flatMap(name -> Optional.ofNullable(numbers.get(name)).stream())
                    .filter(number -> number > 0)
                    .max(Long::compare);
        }
    }
}
