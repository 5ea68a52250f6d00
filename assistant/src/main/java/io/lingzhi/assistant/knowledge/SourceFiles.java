package io.lingzhi.assistant.knowledge;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a base's documents: each as it was sent, and its text. File names are made of ids, never of names. */
final class SourceFiles {
    private final Path sources;
    private final Path texts;

    SourceFiles(Path folder) throws IOException {
        sources = Files.createDirectories(folder.resolve("sources"));
        texts = Files.createDirectories(folder.resolve("texts"));
    }

    /** On disk when it returns. */
    void write(Document document, byte[] bytes) throws IOException {
        write(sources.resolve(file(document)), bytes);
    }

    byte[] read(Document document) throws IOException {
        return Files.readAllBytes(sources.resolve(file(document)));
    }

    boolean has(Document document) {
        return Files.exists(sources.resolve(file(document)));
    }

    void writeText(Document document, String text) throws IOException {
        write(texts.resolve(file(document)), text.getBytes(StandardCharsets.UTF_8));
    }

    String readText(Document document) throws IOException {
        return Files.readString(texts.resolve(file(document)), StandardCharsets.UTF_8);
    }

    /** The same source for the next revision. */
    void carry(Document from, Document to) throws IOException {
        write(to, read(from));
    }

    void remove(Document document) throws IOException {
        Files.deleteIfExists(sources.resolve(file(document)));
        Files.deleteIfExists(texts.resolve(file(document)));
    }

    /** Removes what belongs to none of these documents: left by a crash. */
    void sweep(Collection<Document> documents) throws IOException {
        Set<String> known = new HashSet<>();
        documents.forEach(document -> known.add(file(document)));
        for (Path folder : List.of(sources, texts)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (!known.contains(file.getFileName().toString())) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private static String file(Document document) {
        return document.id() + "-" + document.revision();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
            out.getFD().sync();
        }
    }
}
