package io.lingzhi.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sizes and words that no compiler checks. Each message names the fix. */
class TidyTest {
    private static final int MAX_FILE_LINES = 500;
    private static final int MAX_METHOD_LINES = 60;
    private static final int MAX_COLUMNS = 120;

    @Test
    void filesAreShort() {
        assertThat(offending(Sources.all(), source -> source.lines().size() > MAX_FILE_LINES))
                .as("files over %d lines; fix: give each concern a file of its own", MAX_FILE_LINES)
                .isEmpty();
    }

    @Test
    void linesAreShort() {
        assertThat(offendingLines(Sources.main(), line -> line.length() > MAX_COLUMNS && !line.contains("https://")))
                .as("lines over %d columns; fix: .ci/format, and break long comments", MAX_COLUMNS)
                .isEmpty();
    }

    @Test
    void methodsAreShort() {
        List<String> long_ = new ArrayList<>();
        for (Parsed source : Parsed.of(Sources.all())) {
            Methods.of(source).stream()
                    .filter(method -> method.lines() > MAX_METHOD_LINES)
                    .forEach(method ->
                            long_.add(source.path() + ": " + method.name() + " has " + method.lines() + " lines"));
        }
        assertThat(long_)
                .as("methods over %d lines; fix: name the steps and make them methods", MAX_METHOD_LINES)
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> marked = Sources.main().stream()
                .filter(source -> source.path().endsWith("/package-info.java")
                        && source.text().contains("@NullMarked"))
                .map(source -> folder(source.path()))
                .collect(java.util.stream.Collectors.toSet());
        assertThat(offending(Sources.main(), source -> !marked.contains(folder(source.path()))))
                .as("packages without a @NullMarked package-info.java; fix: add one that says what the room is")
                .isEmpty();
    }

    @Test
    void switchesOverSealedTypesHaveNoDefault() {
        List<String> found = new ArrayList<>();
        for (Parsed source : Parsed.of(Sources.main())) {
            SealedSwitches.withDefault(source).forEach(line -> found.add(source.path() + ":" + line));
        }
        assertThat(found)
                .as("switches that match types and have a default; fix: name every case, so that javac shows what a new"
                        + " one must touch")
                .isEmpty();
    }

    @Test
    void providerNamesStandInTheirRoomOnly() {
        Pattern names = Pattern.compile(
                "\"[^\"]*(deepseek|dashscope|qwen|moonshot|kimi|zhipu|openrouter|anthropic\\.com|googleapis|api\\.openai)[^\"]*\"",
                Pattern.CASE_INSENSITIVE);
        assertThat(offendingLines(
                        // Google's error types and file addresses are words of its protocol.
                        withoutRooms("gateway/provider/", "gateway/config/", "gateway/local/", "bench/", "llm/gemini/"),
                        line -> names.matcher(line).find()))
                .as("provider names; fix: make it a row or a quirk in gateway.provider, or a configured default")
                .isEmpty();
    }

    @Test
    void onlyTheRootReadsTheEnvironmentAndExits() {
        Pattern calls = Pattern.compile("System\\.(getenv|exit)\\b|Runtime\\.getRuntime\\(\\)\\.(exit|halt)");
        assertThat(offendingLines(
                        withoutRooms("app/"), line -> calls.matcher(line).find()))
                .as("reads of the environment or exits; fix: take it as a constructor argument from app's Wiring")
                .isEmpty();
    }

    @Test
    void onlyTheRootReadsTheClock() {
        Pattern calls = Pattern.compile("System\\.(currentTimeMillis|nanoTime)\\(|(Instant|LocalDate|LocalDateTime|"
                + "ZonedDateTime|OffsetDateTime)\\.now\\(|Clock\\.system|Thread\\.sleep");
        assertThat(offendingLines(
                        withoutRooms("app/", "bench/"),
                        line -> calls.matcher(line).find()))
                .as("reads of the clock; fix: take an InstantSource, a LongSupplier or Timers as a constructor"
                        + " argument")
                .isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        Pattern junk =
                Pattern.compile("(Helper|Util|Utils|Impl|Manager|Data|Info)\\.java$|/(util|common|helper|misc|impl"
                        + "|core|base|manager)/");
        assertThat(offending(
                        Sources.main(),
                        source -> junk.matcher(source.path()).find()
                                && !source.path().endsWith("package-info.java")))
                .as("names that say nothing; fix: a noun for what the thing is")
                .isEmpty();
    }

    @Test
    void noTestIsSwitchedOffOrWaitsByTheClock() {
        Pattern banned = Pattern.compile("@Disabled|@Ignore|Thread\\.sleep|TimeUnit\\.\\w+\\.sleep");
        assertThat(offendingLines(
                        Sources.all().stream()
                                .filter(source -> !source.path().contains("io/lingzhi/house/"))
                                .toList(),
                        line -> banned.matcher(line).find()))
                .as("switched-off tests or sleeps; fix: wait for the event itself, with a deadline")
                .isEmpty();
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static List<Sources.Source> withoutRooms(String... rooms) {
        return Sources.main().stream()
                .filter(source -> {
                    String room = source.path()
                            .replace("/src/main/java/io/lingzhi/", "/")
                            .replaceFirst("^[^/]+/", "");
                    for (String exempt : rooms) {
                        if (room.startsWith(exempt)) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
    }

    private static List<String> offending(List<Sources.Source> sources, Predicate<Sources.Source> offends) {
        return sources.stream().filter(offends).map(Sources.Source::path).toList();
    }

    private static List<String> offendingLines(List<Sources.Source> sources, Predicate<String> offends) {
        List<String> found = new ArrayList<>();
        for (Sources.Source source : sources) {
            List<String> lines = source.lines();
            for (int i = 0; i < lines.size(); i++) {
                if (offends.test(lines.get(i))) {
                    found.add(source.path() + ":" + (i + 1));
                }
            }
        }
        return found;
    }
}
