package io.lingzhi.assistant.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The documents that the service hands out, read once from its own jar. */
record Pages(String docs, String openapi) {

    static Pages load() {
        return new Pages(read("docs.html"), read("openapi.json"));
    }

    /** The page, which begins in this language. */
    String docs(Language language) {
        return docs.replaceFirst("<html lang=\"en\">", "<html lang=\"" + language.tag() + "\">");
    }

    private static String read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar: build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
