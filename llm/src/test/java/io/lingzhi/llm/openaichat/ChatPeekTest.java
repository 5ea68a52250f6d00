package io.lingzhi.llm.openaichat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireBody;
import io.lingzhi.llm.protocol.WireCall;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChatPeekTest {
    @Test
    void readsWhatRoutingNeeds() throws RejectedException {
        assertThat(peek("{\"model\":\"m\"}")).isEqualTo(new Peek(new ModelId("m"), false, false));
        assertThat(peek("\uFEFF"
                        + " {\"stream\":true,\"mod\\u0065l\":\"\\u7075\",\"stream_options\":{\"include_usage\":true}}"))
                .isEqualTo(new Peek(new ModelId("灵"), true, true));
    }

    @Test
    void streamsForTheValueTrueOnly() throws RejectedException {
        for (String value : new String[] {"false", "null", "1", "\"true\"", "{}", "[true]"}) {
            assertThat(peek("{\"model\":\"m\",\"stream\":" + value + "}").stream())
                    .as(value)
                    .isFalse();
        }
    }

    @Test
    void ignoresMembersOfNestedObjects() throws RejectedException {
        assertThat(peek("{\"metadata\":{\"model\":\"x\",\"stream\":true},\"model\":\"m\",\"a\":[{\"stream\":true}]}"))
                .isEqualTo(new Peek(new ModelId("m"), false, false));
    }

    @Test
    void countsTheChoicesThatAreWanted() throws RejectedException {
        assertThat(peek("{\"model\":\"m\",\"n\":3}").choices()).isEqualTo(3);
        for (String value : new String[] {"null", "0", "-1", "1.5", "\"2\"", "{}"}) {
            assertThat(peek("{\"model\":\"m\",\"n\":" + value + "}").choices())
                    .as(value)
                    .isEqualTo(1);
        }
    }

    @Test
    void countsTheLastOfRepeatedMembers() throws RejectedException {
        assertThat(peek("{\"model\":\"a\",\"stream\":true,\"model\":\"b\",\"stream\":false}"))
                .isEqualTo(new Peek(new ModelId("b"), false, false));
    }

    @Test
    void namesTheModelWhenItIsMissingOrNoName() {
        for (String body : new String[] {
            "{}", "{\"model\":1}", "{\"model\":\"\"}", "{\"model\":null}", "{\"model\":\"" + "x".repeat(300) + "\"}"
        }) {
            assertThat(rejected(body).param()).as(body).contains("model");
        }
    }

    @Test
    void namesLineAndColumnOfAMistakeAndNotTheText() {
        Failure.InvalidRequest failure = rejected("{\"model\":\"m\",\n\"a\": sk-secret}");
        assertThat(failure.message()).contains("line 2", "column").doesNotContain("secret");
        assertThat(failure.param()).isEmpty();
    }

    @Test
    void refusesAnEmptyBodyAndAList() {
        assertThat(rejected("").message()).contains("JSON object");
        assertThat(rejected("[]").message()).contains("JSON object");
    }

    @Property(seed = "20261122")
    void arbitraryBytesAreReadOrRefused(@ForAll byte[] body) {
        try {
            assertThat(ChatPeek.of(new WireBody(body).object()).model().value()).isNotBlank();
        } catch (RejectedException e) {
            assertThat(e.failure()).isInstanceOf(Failure.InvalidRequest.class);
        }
    }

    private static Peek peek(String body) throws RejectedException {
        return new ChatInbound()
                .read(WireCall.of(body.getBytes(StandardCharsets.UTF_8)))
                .peek();
    }

    private static Failure.InvalidRequest rejected(String body) {
        RejectedException thrown = catchThrowableOfType(RejectedException.class, () -> peek(body));
        return (Failure.InvalidRequest) thrown.failure();
    }
}
