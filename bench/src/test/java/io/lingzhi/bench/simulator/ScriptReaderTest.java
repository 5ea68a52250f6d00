package io.lingzhi.bench.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lingzhi.bench.simulator.Script.UsageStyle;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptReaderTest {

    @Test
    void readsNothingAsAPlainAnswer() throws Exception {
        assertThat(ScriptReader.read("")).isEqualTo(Script.PLAIN);
        assertThat(ScriptReader.ofModel("sim-ok")).isEmpty();
    }

    @Test
    void readsPaceShapeAndLayout() throws Exception {
        Script script =
                ScriptReader.read("delay=500ms, first=2s; gap=5ms,chunks=3,size=7,bigusage,crlf,comments,split=9");

        assertThat(script.pace())
                .isEqualTo(new Script.Pace(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofMillis(5)));
        assertThat(script.shape()).isEqualTo(new Script.Shape(3, 7, 0, Script.Manners.PATIENT, UsageStyle.BIG));
        assertThat(script.wire()).isEqualTo(new Script.Wire(true, true, 9));
        assertThat(script.fault()).isEqualTo(new Fault.None());
    }

    @Test
    void readsEachFault() throws Exception {
        assertThat(fault("stall@3")).isEqualTo(new Fault.Stall(Place.frames(3)));
        assertThat(fault("cut@120")).isEqualTo(new Fault.Cut(120));
        assertThat(fault("reset")).isEqualTo(new Fault.ResetAtOnce());
        assertThat(fault("reset@0")).isEqualTo(new Fault.Reset(Place.frames(0)));
        assertThat(fault("malformed@2")).isEqualTo(new Fault.Malformed(Place.frames(2)));
        assertThat(fault("error@3")).isEqualTo(new Fault.ErrorFrame(Place.frames(3)));
        assertThat(fault("no-done")).isEqualTo(new Fault.NoDone());
        assertThat(fault("no-last")).isEqualTo(new Fault.NoLast());
        assertThat(fault("status=429;retry-after=2"))
                .isEqualTo(new Fault.Status(429, Map.of("retry-after", "2"), Optional.empty()));
        assertThat(fault("status=400,code=context_length_exceeded"))
                .isEqualTo(new Fault.Status(400, Map.of(), Optional.of("context_length_exceeded")));
    }

    @Test
    void countsPlacesInFramesTokensOrFromTheEnd() throws Exception {
        assertThat(fault("stall@20t")).isEqualTo(new Fault.Stall(Place.tokens(20)));
        assertThat(fault("stall@end")).isEqualTo(new Fault.Stall(Place.end()));
        assertThat(fault("cut@40t")).isEqualTo(new Fault.CutAfter(Place.tokens(40)));
        assertThat(fault("malformed@10t")).isEqualTo(new Fault.Malformed(Place.tokens(10)));
    }

    @Test
    void readsWordsMannersAndTags() throws Exception {
        Script script = ScriptReader.read("words=60,no-prefill,tag=a1");

        assertThat(script.shape()).isEqualTo(new Script.Shape(0, 8, 60, Script.Manners.NO_PREFILL, UsageStyle.PLAIN));
        assertThat(script.text()).contains("tag=a1");
    }

    @Test
    void takesTheScriptOfAModelAfterTheMark() throws Exception {
        Script script = ScriptReader.read(ScriptReader.ofModel("sim-ok!status=500*2"));

        assertThat(script.times()).isEqualTo(2);
        assertThat(script.withoutFault().fault()).isEqualTo(new Fault.None());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stal@3|there is no directive 'stal'",
                "stall|needs a value",
                "stall@x|whole number from 0",
                "malformed@0|whole number from 1",
                "stall@3x|tokens, such as 20t",
                "words=0|whole number from 1",
                "status=200|from 400 to 599",
                "delay=2|a time such as 500ms",
                "delay=2h|a time such as 500ms",
                "delay=3601s|at most one hour",
                "crlf=1|has no value",
                "crlf,crlf|stands twice",
                "stall@3,reset|one fault, not stall and reset",
                "delay=1s*2|only a fault",
                "retry-after=2|there is no directive 'retry-after' here",
                "chunks=100000,size=100000|more than 1048576 characters",
                "bigusage,no-usage|exclude each other",
                "Größe|cannot read the directive"
            })
    void refusesWhatItCannotRead(String text, String why) {
        assertThatExceptionOfType(MalformedScriptException.class)
                .isThrownBy(() -> ScriptReader.read(text))
                .withMessageContaining(why);
    }

    @Test
    void countsFailingCallsByTheWholeText() throws Exception {
        FaultCounter counter = new FaultCounter();
        Script twice = ScriptReader.read("status=500*2");
        Script other = ScriptReader.read("status=500*2,crlf");

        assertThat(counter.next(twice).fault()).isInstanceOf(Fault.Status.class);
        assertThat(counter.next(other).fault()).isInstanceOf(Fault.Status.class);
        assertThat(counter.next(twice).fault()).isInstanceOf(Fault.Status.class);
        assertThat(counter.next(twice).fault()).isEqualTo(new Fault.None());
        counter.reset();
        assertThat(counter.next(twice).fault()).isInstanceOf(Fault.Status.class);
    }

    private static Fault fault(String text) throws MalformedScriptException {
        return ScriptReader.read(text).fault();
    }
}
