package io.lingzhi.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a configuration file whole, with its variables, and tells every mistake at once. Stateless; any thread. */
public final class ConfigLoader {
    /** Longest file that is read, in bytes. */
    static final int MAX_BYTES = 4 << 20;

    private final Map<String, String> environment;
    private final Path workingFolder;
    private final Locale locale;

    /**
     * @param environment of the process; wins over every {@code .env}
     * @param workingFolder the second place of a {@code .env}, after the file's own folder
     * @param locale of problems and warnings: Chinese, or else English
     */
    public ConfigLoader(Map<String, String> environment, Path workingFolder, Locale locale) {
        this.environment = Map.copyOf(environment);
        this.workingFolder = workingFolder;
        this.locale = locale;
    }

    /** Every key with type, unit, default and status: what {@code docs/config.md} lists. */
    public static List<ConfigKey> keys() {
        return ConfigSchema.keys();
    }

    /** The built-in default: loopback, no keys, no providers. */
    public Loaded loadDefault() {
        Reading reading = Reading.of(Path.of("(default)"), new Variables(List.of(environment)), locale);
        return finish(reading, Section.empty(reading));
    }

    /** Reads the file and the {@code .env} files that belong to it. */
    public Loaded load(Path file) {
        List<Map<String, String>> layers = new ArrayList<>();
        layers.add(environment);
        Reading reading = Reading.of(file, new Variables(List.of()), locale);
        dotEnvFiles(file).forEach(each -> layers.add(dotEnv(each, reading)));
        List<Warning> early = reading.warnings();
        Reading whole = Reading.of(file, new Variables(layers), locale);
        early.forEach(whole::warn);
        Optional<Section> top = text(file, whole)
                .flatMap(text -> YamlTree.parse(text, whole))
                .map(mapping -> Section.top(whole, mapping));
        return top.map(section -> finish(whole, section)).orElseGet(() -> new Loaded.Refused(whole.problems()));
    }

    /** Every file whose content the configuration depends on, whether it exists or not. */
    List<Path> sources(Path file) {
        List<Path> sources = new ArrayList<>(List.of(file));
        sources.addAll(dotEnvFiles(file));
        return sources;
    }

    private static Loaded finish(Reading reading, Section top) {
        Config config = new ConfigSchema(reading).read(top);
        reading.finish();
        return reading.problems().isEmpty()
                ? new Loaded.Ok(config, reading.warnings(), reading.inactiveKeys(), reading.settings())
                : new Loaded.Refused(reading.problems());
    }

    private List<Path> dotEnvFiles(Path file) {
        Path beside = file.toAbsolutePath().normalize().resolveSibling(".env");
        Path working = workingFolder.toAbsolutePath().normalize().resolve(".env");
        return List.copyOf(new LinkedHashSet<>(List.of(beside, working)));
    }

    private static Map<String, String> dotEnv(Path file, Reading reading) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            String text = new String(bytes(file), StandardCharsets.UTF_8);
            DotEnv read = DotEnv.parse(text);
            read.badLines()
                    .forEach(line -> reading.warn(new Place(file, line, 1), ".env", Wording.BAD_DOTENV_LINE, line));
            return read.values();
        } catch (IOException e) {
            reading.warn(
                    Place.start(file),
                    ".env",
                    Wording.BAD_DOTENV_FILE,
                    e.getClass().getSimpleName());
            return Map.of();
        }
    }

    private static Optional<String> text(Path file, Reading reading) {
        try {
            byte[] bytes = bytes(file);
            if (bytes.length > MAX_BYTES) {
                String found = reading.say(Wording.FOUND_TOO_LARGE, MAX_BYTES);
                reading.problem(reading.start(), "", found, Wording.EXPECTED_SMALLER);
                return Optional.empty();
            }
            return decode(file, bytes, reading);
        } catch (IOException e) {
            String found = reading.say(Wording.FOUND_UNREADABLE, e.getClass().getSimpleName());
            reading.problem(reading.start(), "", found, Wording.EXPECTED_READABLE);
            return Optional.empty();
        }
    }

    /** At most one byte more than allowed, so that a longer file is noticed and not held. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private static Optional<String> decode(Path file, byte[] bytes, Reading reading) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(letter -> letter == '\n').count();
            int column = text.length() - text.toString().lastIndexOf('\n');
            Place place = new Place(file, line, column);
            reading.problem(place, "", reading.say(Wording.FOUND_NOT_UTF8), Wording.EXPECTED_UTF8);
            return Optional.empty();
        }
        return Optional.of(text.toString().replaceFirst("^\uFEFF", ""));
    }
}
