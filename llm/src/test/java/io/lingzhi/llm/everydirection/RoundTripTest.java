package io.lingzhi.llm.everydirection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What a protocol can say comes back as it was: requests of Chat and Gemini, which have no such law of their own, and
 * answers of all four, streamed and whole.
 */
class RoundTripTest {
    private static final int STEP = 11;

    @Property(tries = 150, seed = "20261125")
    void chatRequestsComeBack(@ForAll("chatRequests") ChatRequest request) throws RejectedException {
        requireBack("chat", request, Dialect.of(Quirk.CUSTOM_TOOLS, Quirk.TOP_K, Quirk.VIDEO_URL));
    }

    @Property(tries = 150, seed = "20261125")
    void geminiRequestsComeBack(@ForAll("geminiRequests") ChatRequest request) throws RejectedException {
        requireBack("gemini", request, Dialect.PLAIN);
    }

    private static void requireBack(String protocol, ChatRequest request, Dialect dialect) throws RejectedException {
        Encoded encoded = upstream(protocol).outbound().encodeRequest(request, dialect);
        assertThat(encoded.losses()).isEmpty();
        assertThat(client(protocol).ask(encoded.request().body()).request()).isEqualTo(request);
    }

    @Property(tries = 150, seed = "20261125")
    void answersComeBack(@ForAll("protocols") String protocol, @ForAll("answers") List<Sayable.Piece> pieces)
            throws RejectedException, FrameTooLongException {
        List<StreamEvent> events = StreamRuns.checked(Sayable.answer(protocol, pieces));
        Asked asked = client(protocol).ask(question(protocol));
        ChatResponse told = whole(events);

        byte[] streamed = StreamRuns.encode(asked.newStreamEncoder(), events);
        List<StreamEvent> again = StreamRuns.decode(
                upstream(protocol).outbound().newStreamDecoder(Dialect.PLAIN), StreamRuns.frames(streamed, STEP));
        assertThat(comparable(whole(again))).isEqualTo(comparable(told));

        List<StreamEvent> body =
                upstream(protocol).outbound().decodeResponse(asked.encodeResponse(told), Dialect.PLAIN);
        assertThat(comparable(whole(body))).isEqualTo(comparable(told));
    }

    /** A question that wants usage told; Chat's clients have to say so. */
    private static String question(String protocol) {
        String body = client(protocol).turns().body(0);
        return protocol.equals("chat")
                ? body.replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}")
                : body;
    }

    private static ChatResponse whole(List<StreamEvent> events) {
        return switch (StreamRuns.answer(events)) {
            case ChatClient.Answer.Complete(var response) -> response;
            case ChatClient.Answer.Failed(var failure) -> throw new AssertionError(failure);
        };
    }

    /** Without id, model and time, which some protocols tell in their own way; no arguments are an empty object. */
    private static String comparable(ChatResponse response) {
        return response.parts().toString().replace("arguments=]", "arguments={}]") + " " + response.finishReason() + " "
                + response.usage();
    }

    private static Ends.Client client(String name) {
        return Ends.clients().stream()
                .filter(client -> client.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Ends.Upstream upstream(String name) {
        return Ends.upstreams().stream()
                .filter(upstream -> upstream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Provide
    Arbitrary<String> protocols() {
        return Arbitraries.of("chat", "responses", "messages", "gemini");
    }

    @Provide
    Arbitrary<List<Sayable.Piece>> answers() {
        return Sayable.pieces();
    }

    @Provide
    Arbitrary<ChatRequest> chatRequests() {
        return Sayable.chat();
    }

    @Provide
    Arbitrary<ChatRequest> geminiRequests() {
        return Sayable.gemini();
    }
}
