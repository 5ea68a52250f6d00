package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the simulator reads from a request, whichever protocol it came in. Members that do not shape the answer
 * (temperature and so on) are left out; they stand in the log.
 *
 * @param turns the conversation, oldest first, never empty
 * @param tools the functions that may be called; none when the client forbids calls
 * @param schema what the answer's JSON must look like
 */
record Ask(
        String model,
        List<Turn> turns,
        List<Tool> tools,
        Choice choice,
        Limits limits,
        Optional<Obj> schema,
        Delivery delivery) {
    private static final int TOKENS_PER_TURN = 3;

    /**
     * One function on offer.
     *
     * @param namespace the group that it stands in, as Responses has them
     * @param schema of its arguments
     */
    record Tool(String name, Optional<String> namespace, Obj schema) {}

    /** Whether a tool must be called. */
    sealed interface Choice {
        record Free() implements Choice {}

        record Any() implements Choice {}

        record Named(String name) implements Choice {}
    }

    /**
     * Where the answer ends.
     *
     * @param tokens most tokens; {@link Integer#MAX_VALUE} when none is said
     * @param stops texts before which it ends
     */
    record Limits(int tokens, List<String> stops) {
        Limits {
            stops = List.copyOf(stops);
        }
    }

    /** How the client wants its answer. */
    enum Delivery {
        WHOLE,
        STREAMED,
        STREAMED_WITH_USAGE,
        /** The pieces of a stream as one JSON array, as Gemini sends them without {@code alt=sse}. */
        STREAMED_AS_ARRAY
    }

    Ask {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
    }

    int promptTokens() {
        int tokens = turns.stream()
                .mapToInt(turn -> TOKENS_PER_TURN + Texts.tokens(turn.text()))
                .sum();
        return tokens
                + tools.stream().mapToInt(tool -> Texts.tokens(tool.toString())).sum();
    }

    /** Characters of the whole conversation. */
    int length() {
        return turns.stream().mapToInt(turn -> turn.text().length()).sum();
    }

    /** The user's text that is to be answered. */
    String userText() {
        int place = userPlace();
        return place < 0 ? "" : turns.get(place).text();
    }

    /** What tools gave back since that text. */
    List<String> results() {
        return turns.subList(userPlace() + 1, turns.size()).stream()
                .filter(Turn.Result.class::isInstance)
                .map(Turn::text)
                .toList();
    }

    /** How many pictures the conversation has. */
    int images() {
        int images = 0;
        for (Turn turn : turns) {
            images += switch (turn) {
                case Turn.User(String _, int count) -> count;
                case Turn.Result(String _, int count) -> count;
                case Turn.Rule _, Turn.Model _, Turn.Call _ -> 0;
            };
        }
        return images;
    }

    /** The beginning of the answer that the client gives; empty when the conversation ends otherwise. */
    Optional<String> prefill() {
        return turns.getLast() instanceof Turn.Model(String text) ? Optional.of(text) : Optional.empty();
    }

    /**
     * The last text with a wish in it since the model's last words, because clients put reminders of their own after
     * what the user wrote; without such the last text of the user.
     */
    private int userPlace() {
        List<Integer> places = new ArrayList<>();
        for (int i = turns.size() - 1; i >= 0; i--) {
            Turn turn = turns.get(i);
            if (turn instanceof Turn.User) {
                places.add(i);
            } else if (turn instanceof Turn.Model && i < turns.size() - 1 && !places.isEmpty()) {
                break;
            }
        }
        return places.stream()
                .filter(place -> Wishes.in(turns.get(place).text()))
                .findFirst()
                .orElse(places.isEmpty() ? -1 : places.getFirst());
    }

    /** The first of these members that is there, as a limit of tokens. */
    static int tokenLimit(Obj body, String... names) throws BadAskException {
        for (String name : names) {
            Optional<Long> most = body.integer(name);
            if (most.isPresent()) {
                if (most.get() < 1) {
                    throw new BadAskException(name + " must be at least 1");
                }
                return (int) Math.min(Integer.MAX_VALUE, most.get());
            }
        }
        return Integer.MAX_VALUE;
    }

    /** A schema that any object fits, written as the client wrote nothing more exact. */
    static Obj anyObject() {
        return Json.object().put("type", "object").build();
    }
}
