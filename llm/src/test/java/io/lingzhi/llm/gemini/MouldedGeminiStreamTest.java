package io.lingzhi.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonArbitraries;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.MouldedStreams;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A decoder that is spared like frames tells what it tells when it reads them all, and counts the same. */
class MouldedGeminiStreamTest {
    private static final String ROLE = ",'role':'model'}";

    /** Chunks up to their usage; {@code TEXT} is a JSON string. */
    private static final List<String> OTHERS = List.of(
            "{'candidates':[{'content':{'parts':[{'text':TEXT,'thought':true}]" + ROLE + "}]",
            "{'candidates':[{'content':{'parts':[{'text':TEXT,'thought':true,'thoughtSignature':'s'}]" + ROLE + "}]",
            "{'candidates':[{'content':{'parts':[{'text':TEXT,'thoughtSignature':'s'}]" + ROLE + "}]",
            "{'candidates':[{'content':{'parts':[{'text':'','thoughtSignature':'s'}]" + ROLE + "}]",
            "{'candidates':[{'content':{'parts':[{'text':TEXT},{'text':'b'}]" + ROLE + "}]",
            "{'candidates':[{'content':{'parts':[{'text':TEXT}]" + ROLE + "},{'index':1,'content':{}}]",
            "{'candidates':[{'index':1,'content':{'parts':[{'text':TEXT}]" + ROLE + "}]",
            "{'candidates':[{'index':1,'finishReason':'STOP'}]",
            "{'candidates':[{'content':{'parts':[{'text':TEXT}]" + ROLE + ",'finishReason':'STOP','index':0}]",
            "{'candidates':[{'finishReason':'MAX_TOKENS','index':0}]",
            "{'candidates':[{'content':{'parts':[{'text':TEXT}]},"
                    + "'groundingMetadata':{'groundingChunks':[{'web':{'uri':'https://1'}}]}}]",
            "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','args':{'usageMetadata':{'n':1}}}}]}}]",
            "{'candidates':[{'content':{'parts':[{'text':TEXT,'usageMetadata':{'n':1}}]}}]",
            "{'candidates':[{'content':{'parts':[{'inlineData':{'data':TEXT}}]}}]",
            "{'response':{'candidates':[{'content':{'parts':[{'text':TEXT}]" + ROLE + "}]}",
            "{'promptFeedback':{'blockReason':'SAFETY'}",
            "{'candidates':[]");

    private static final String TEXT = "{'candidates':[{'content':{'parts':[{'text':TEXT}]" + ROLE + ",'index':0}]";

    /** {@code 7} is any number. */
    private static final List<String> USAGES = List.of(
            "}",
            ",'usageMetadata':{'promptTokenCount':7,'candidatesTokenCount':7,'totalTokenCount':7}}",
            ",'usageMetadata':{'promptTokenCount':7,'candidatesTokenCount':7,'thoughtsTokenCount':7,"
                + "'promptTokensDetails':[{'modality':'TEXT','tokenCount':7}]},'modelVersion':'m','responseId':'r1'}",
            ",'usageMetadata':{'candidatesTokenCount':7},'modelVersion':'m','responseId':'r1'}",
            ",'usageMetadata':{'prompt_token_count':7,'cachedContentTokenCount':7.5}}",
            ",'usageMetadata':{'promptTokenCount':7,'promptTokenCount':-7}}",
            ",'usageMetadata':{'promptTokenCount':7},'usageMetadata':{'candidatesTokenCount':7}}",
            ",'usageMetadata':7}",
            ",'usageMetadata':{'promptTokenCount':'7'}}");

    @Property(tries = 3000)
    void tellsTheSame(@ForAll("streams") List<Frame> frames) {
        assertThat(MouldedStreams.spared(GeminiStreamDecoder::new, GeminiAnswer.USAGE, frames))
                .isLessThan(Math.max(1, frames.size()));
    }

    @Example
    void tellsTheSameOfWhatIsRecorded() throws Exception {
        for (Path file : new GoldenTable("gemini/streams").files(".json")) {
            byte[] sse = StreamRuns.sse(GoldenTable.read(file).list("chunks"));
            assertThat(MouldedStreams.spared(GeminiStreamDecoder::new, GeminiAnswer.USAGE, frames(sse)))
                    .as("%s", file)
                    .isNotNegative();
        }
    }

    @Example
    void isSparedTheCountsButTheLast() {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            frames.add(
                    frame(TEXT.replace("TEXT", "'t" + i + "'") + USAGES.get(2).replace("7", Integer.toString(i))));
        }
        int decoded = 3 + 1; // the first begins the part, two make the mould; at the end the last is read
        assertThat(MouldedStreams.spared(GeminiStreamDecoder::new, GeminiAnswer.USAGE, frames))
                .isEqualTo(frames.size() - decoded);
        frames.add(frame("{'candidates':[{'finishReason':'STOP'}]}"));
        StreamDecoder decoder = new GeminiOutbound().newStreamDecoder(Dialect.PLAIN);
        frames.forEach(decoder::decode);
        assertThat(decoder.end().toString()).contains("input=99");
    }

    @Provide
    Arbitrary<List<Frame>> streams() {
        return runs().list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(runs -> runs.stream().flatMap(List::stream).toList());
    }

    /** A few frames of one form with other texts and numbers; now and then a frame that is none. */
    private static Arbitrary<List<Frame>> runs() {
        Arbitrary<String> heads =
                Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(TEXT)), Tuple.of(4, Arbitraries.of(OTHERS)));
        Arbitrary<List<Frame>> like = Combinators.combine(heads, Arbitraries.of(USAGES))
                .flatAs((head, usage) -> Combinators.combine(texts(), numbers(), names())
                        .as((text, number, name) -> frame(name, filled(head, usage, text, number)))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(6));
        Arbitrary<List<Frame>> odd = Arbitraries.of(
                        "",
                        " ",
                        "[DONE]",
                        "{",
                        "null",
                        "[]",
                        "[{},3]",
                        "{'error':{'code':500}}",
                        "{'message':'m'}",
                        "{'candidates':[{'finishReason':'MALFORMED_FUNCTION_CALL'}]}",
                        "{'candidates':[{'content':{'parts':[{'text':'a'}]}}],'usageMetadata':{'promptTokenCount':07}}")
                .map(data -> List.of(frame(data)));
        return Arbitraries.frequencyOf(Tuple.of(9, like), Tuple.of(2, odd));
    }

    private static String filled(String head, String usage, String text, String number) {
        return head.replace("TEXT", Json.text(JsonValue.of(text))) + usage.replace("7", number);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("a", " words", "你好", "c1", "model")), Tuple.of(1, JsonArbitraries.texts()));
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(0, 5000).map(String::valueOf)),
                Tuple.of(1, Arbitraries.of("07", "1e3", "7.0", "-7", "12345678901234567890", "null", "{}", "'7'")));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.frequencyOf(
                Tuple.of(40, Arbitraries.just("message")), Tuple.of(1, Arbitraries.just("error")));
    }

    private static Frame frame(String data) {
        return frame("message", data);
    }

    /** With single quotes for double ones. */
    private static Frame frame(String name, String data) {
        byte[] bytes = data.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new Frame(name, bytes, bytes);
    }

    private static List<Frame> frames(byte[] sse) throws FrameTooLongException {
        return StreamRuns.frames(sse, 1000);
    }
}
