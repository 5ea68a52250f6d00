package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A folder with a configuration in it, for tests. */
record ConfigFolder(Path path, Map<String, String> environment) {
    /** The smallest start of a file that may be followed by anything. */
    static final String PROVIDER = """
        openai-compatibility:
          - name: acme
            base-url: https://acme.example/v1
            models: [{name: big-1, alias: big}]
            api-key-entries:
              - api-key: "${ACME_KEY}"
        """;

    static ConfigFolder at(Path path) {
        return new ConfigFolder(path, Map.of());
    }

    ConfigFolder with(String name, String value) {
        return new ConfigFolder(path, Map.of(name, value));
    }

    Path file() {
        return path.resolve("config.yaml");
    }

    Path write(String name, String text) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(path);
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigLoader loader() {
        return new ConfigLoader(environment, path.resolve("work"), Locale.ENGLISH);
    }

    Loaded.Ok ok(String yaml) {
        write("config.yaml", yaml);
        Loaded loaded = loader().load(file());
        assertThat(loaded).as("%s", loaded).isInstanceOf(Loaded.Ok.class);
        return (Loaded.Ok) loaded;
    }

    List<Problem> refused(String yaml) {
        write("config.yaml", yaml);
        Loaded loaded = loader().load(file());
        assertThat(loaded).as("%s", loaded).isInstanceOf(Loaded.Refused.class);
        return ((Loaded.Refused) loaded).problems();
    }

    static String texts(List<?> all) {
        return String.join("\n", all.stream().map(Object::toString).toList());
    }
}
