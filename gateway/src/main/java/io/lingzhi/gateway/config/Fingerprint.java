package io.lingzhi.gateway.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells whether files have changed: cheaply by where and how they lie, or surely by their content. */
final class Fingerprint {
    private static final String ABSENT = "absent";

    private Fingerprint() {}

    /** Real path, time of change and size of each file. Two writes within one tick of the clock may look alike. */
    static List<String> outer(List<Path> files) {
        return files.stream().map(Fingerprint::outer).toList();
    }

    private static String outer(Path file) {
        try {
            return file.toRealPath() + " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return ABSENT;
        }
    }

    /** A digest of each file's content. */
    static List<String> inner(List<Path> files) {
        return files.stream().map(Fingerprint::inner).toList();
    }

    private static String inner(Path file) {
        return content(file).map(CredentialIds::digest).orElse(ABSENT);
    }

    private static Optional<byte[]> content(Path file) {
        try {
            return Files.size(file) > ConfigLoader.MAX_BYTES
                    ? Optional.of(outer(file).getBytes(StandardCharsets.UTF_8))
                    : Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
