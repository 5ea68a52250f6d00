package io.lingzhi.llm.everydirection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.protocol.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Prompt caches of upstreams hold beginnings: a conversation that grows must not change the bytes of its beginning. */
class PrefixTest {
    private static final int TURNS = 50;
    private static final String LAST = "last";

    static Stream<Arguments> directions() {
        return Ends.clients().stream()
                .flatMap(client -> Ends.upstreams().stream().map(upstream -> Arguments.of(client, upstream)));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("directions")
    void conversationKeepsItsBeginningOverFiftyTurns(Ends.Client client, Ends.Upstream upstream)
            throws RejectedException {
        String before = "";
        for (int turns = 0; turns <= TURNS; turns++) {
            String body = text(client, upstream, turns);
            // What stands before the last question is history, and all later requests begin with it.
            String history = body.substring(0, body.lastIndexOf(LAST));
            String opening = turns == 0 ? "" : before.substring(0, commonUpTo(before, history));
            int lost = before.length() - opening.length();
            assertThat(lost)
                    .as("letters of the history that changed with turn %d", turns)
                    .isLessThanOrEqualTo(openedLast(before));
            before = history;
        }
        assertThat(before.length()).isGreaterThan(TURNS * 200);
    }

    private static int commonUpTo(String a, String b) {
        int n = 0;
        while (n < a.length() && n < b.length() && a.charAt(n) == b.charAt(n)) {
            n++;
        }
        return n;
    }

    /** The length of the last question's own beginning, which the next request has further behind. */
    private static int openedLast(String history) {
        int question = Math.max(
                history.lastIndexOf("{\"role\":\"user\""),
                history.lastIndexOf("{\"type\":\"message\",\"role\":\"user\""));
        int block = history.lastIndexOf("{\"type\":\"text\"");
        int from = question < 0 ? block : question;
        return from < 0 ? 0 : history.length() - from;
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("directions")
    void equalRequestsGiveEqualBytes(Ends.Client client, Ends.Upstream upstream) throws RejectedException {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            bodies.add(text(client, upstream, 7));
        }
        assertThat(bodies).containsOnly(bodies.getFirst());
    }

    private static String text(Ends.Client client, Ends.Upstream upstream, int turns) throws RejectedException {
        byte[] body = upstream.body(client.ask(client.turns().body(turns)).request());
        return new String(body, StandardCharsets.UTF_8);
    }
}
