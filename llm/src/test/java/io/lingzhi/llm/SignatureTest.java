package io.lingzhi.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.protocol.Protocol;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    @Test
    void itsOwnProtocolCarriesItAsItIs() {
        Signature signature = new Signature(Protocol.ANTHROPIC, "EqQB+/=");
        assertThat(signature.carriedBy(Protocol.ANTHROPIC)).isEqualTo("EqQB+/=");
        assertThat(Signature.readFrom(Protocol.ANTHROPIC, "EqQB+/=", false)).contains(signature);
    }

    @Test
    void anotherProtocolCarriesItInAnEnvelopeThatNamesItsMaker() {
        Signature signature = new Signature(Protocol.GEMINI, "sig");
        assertThat(signature.carriedBy(Protocol.ANTHROPIC)).isEqualTo("lz1.gemini.s.c2ln");
        assertThat(new Signature(Protocol.ANTHROPIC, "sig", true).carriedBy(Protocol.GEMINI))
                .isEqualTo("lz1.anthropic.r.c2ln");
    }

    @Test
    void whatAnEnvelopeSaysOfItsContentCountsNotWhereItStood() {
        Signature redacted = new Signature(Protocol.ANTHROPIC, "sig", true);
        String carried = redacted.carriedBy(Protocol.OPENAI_RESPONSES);
        assertThat(Signature.readFrom(Protocol.OPENAI_RESPONSES, carried, false))
                .contains(redacted);
    }

    @Test
    void aTextWithoutAnEnvelopeIsOfTheClientsProtocol() {
        assertThat(Signature.readFrom(Protocol.ANTHROPIC, "EqQB", true))
                .contains(new Signature(Protocol.ANTHROPIC, "EqQB", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lz1.",
                "lz1.gemini",
                "lz1.gemini.s",
                "lz1.gemini.s.",
                "lz1.nobody.s.c2ln",
                "lz1.gemini.s.not base64",
                "lz1.gemini.s.c",
                "lz1.gemini.s.bHoxLmdlbWluaS5zLlp6RQ"
            })
    void anEnvelopeThatIsBrokenEmptyOrHoldsAnotherProvesNothing(String carried) {
        assertThat(Signature.readFrom(Protocol.ANTHROPIC, carried, false)).isEmpty();
    }

    @Property(tries = 300)
    void findsItsWayBackThroughEveryProtocol(
            @ForAll Protocol maker,
            @ForAll Protocol client,
            @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 200) String value,
            @ForAll boolean redacted) {
        Signature signature = new Signature(maker, value, redacted);
        String carried = signature.carriedBy(client);
        assertThat(Signature.readFrom(client, carried, redacted)).contains(signature);
        assertThat(carried.startsWith(Signature.ENVELOPE)).isEqualTo(maker != client);
    }
}
