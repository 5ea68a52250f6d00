package io.lingzhi.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.app.Ran;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are read without the library of the command line, and lines that are not. */
@Timeout(60)
class PlainServeTest {
    @TempDir
    private Path folder;

    private boolean plain(String... arguments) {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        Surroundings around =
                new Surroundings(Map.of(), folder, folder, Locale.ENGLISH, Texts.in(Locale.ENGLISH), nowhere, nowhere);
        return PlainServe.read(around, arguments).isPresent();
    }

    /** Each cannot start, and tells by what it says that its options were taken. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --config nowhere.yaml",
                "serve -c nowhere.yaml --port 8317",
                "serve --config=other.yaml --port=0",
                "serve --host 0.0.0.0 --port 0",
                "serve --port=0 --host=0.0.0.1 --data somewhere",
                "serve --port 0 --data a-file"
            })
    void readsPlainLinesAsTheLibraryDoes(String text) throws Exception {
        Files.writeString(folder.resolve("a-file"), "");
        String[] line = text.split(" ");
        String[] notPlain =
                Stream.concat(Arrays.stream(line), Stream.of("--lang", "en")).toArray(String[]::new);

        assertThat(plain(line)).isTrue();
        assertThat(plain(notPlain)).isFalse();
        Ran ran = Ran.of(folder, Map.of(), "", line);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran).isEqualTo(Ran.of(folder, Map.of(), "", notPlain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "--lang zh serve",
                "serve --help",
                "serve now",
                "serve --port",
                "serve --port seventy",
                "serve --port 0x10",
                "serve --port -1",
                "serve --host --port",
                "serve --port 1 --port 2",
                "serve --data=",
                "serve --data @file",
                "serve @file more",
                "serve --only gateway",
                "serve --prot 8317"
            })
    void leavesAllOthersToTheLibrary(String text) {
        assertThat(plain(text.split(" "))).isFalse();
        assertThat(plain()).isFalse();
        assertThat(plain("serve")).isTrue();
    }
}
