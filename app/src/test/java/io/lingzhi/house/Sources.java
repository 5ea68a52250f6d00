package io.lingzhi.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of all modules. Tests run in the folder of module {@code app}. */
final class Sources {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("llm", "bench", "bench/micro", "gateway", "assistant", "app");

    private Sources() {}

    /** One source file: its path from the root with slashes, and its text. */
    record Source(String path, String text) {
        List<String> lines() {
            return text.lines().toList();
        }
    }

    static List<Source> main() {
        return below("src/main/java");
    }

    static List<Source> all() {
        return Stream.of(below("src/main/java"), below("src/test/java"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Source> below(String folder) {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(Sources::read)
                .toList();
    }

    private static Stream<Source> read(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(Sources::source)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source source(Path file) {
        try {
            return new Source(ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
