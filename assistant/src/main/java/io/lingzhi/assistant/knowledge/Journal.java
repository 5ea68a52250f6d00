package io.lingzhi.assistant.knowledge;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which documents a base has, as a file of JSON lines of which the last about a document counts. A line is on disk when
 * {@link #write} returns. A line that a crash cut short is the last one, and is dropped at the next opening; the file
 * is written anew when most of its lines are outdated. Not for several threads at once. The file is no channel, since
 * an interrupt would close that for good.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int COMPACT_FROM = 1_000;

    private final Map<String, Document> documents = new LinkedHashMap<>();
    private final RandomAccessFile file;

    private Journal(Path path) throws IOException {
        List<String> lines = wholeLines(path);
        lines.forEach(this::replay);
        if (lines.size() > COMPACT_FROM && lines.size() > 2 * documents.size()) {
            compact(path);
        }
        file = new RandomAccessFile(path.toFile(), "rw");
        file.seek(file.length());
    }

    static Journal open(Path file) throws IOException {
        return new Journal(file);
    }

    /** The documents in the order in which they were first written. */
    Map<String, Document> documents() {
        return documents;
    }

    void write(Document document) throws IOException {
        append(DocumentLines.json(document));
        documents.put(document.id(), document);
    }

    void remove(String id) throws IOException {
        append(DocumentLines.removal(id));
        documents.remove(id);
    }

    private void append(JsonValue.Obj line) throws IOException {
        long before = file.getFilePointer();
        try {
            file.write((Json.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
            file.getFD().sync();
        } catch (IOException e) {
            file.setLength(before);
            throw e;
        }
    }

    /** The lines that are whole; what follows the last line feed is cut off the file. */
    private static List<String> wholeLines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
                torn.setLength(end);
            }
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    private void replay(String line) {
        try {
            JsonValue.Obj json = Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
            if (DocumentLines.isRemoval(json)) {
                documents.remove(json.string("id", ""));
            } else {
                DocumentLines.document(json).ifPresent(document -> documents.put(document.id(), document));
            }
        } catch (JsonSyntaxException e) {
            LOG.warn("a line of a knowledge base's journal cannot be read and is passed over: {}", e.getMessage());
        }
    }

    private void compact(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        documents.values().forEach(document -> lines.add(Json.text(DocumentLines.json(document))));
        Path fresh = file.resolveSibling("journal.new");
        Files.write(fresh, lines);
        try (RandomAccessFile written = new RandomAccessFile(fresh.toFile(), "rw")) {
            written.getFD().sync();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
