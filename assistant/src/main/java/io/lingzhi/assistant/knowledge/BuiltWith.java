package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a base's index was built with, kept in a file beside it; another setting works after indexing again. */
record BuiltWith(Analysis analysis, int size, int overlap, String embedding) {

    static BuiltWith of(KnowledgeSettings settings) {
        return new BuiltWith(
                settings.analysis(),
                settings.cutting().size(),
                settings.cutting().overlap(),
                settings.embedding());
    }

    /** What the file says; without one, these settings, which are written. */
    static BuiltWith read(Path file, KnowledgeSettings settings) throws IOException {
        if (!Files.exists(file)) {
            BuiltWith now = of(settings);
            now.write(file);
            return now;
        }
        try {
            JsonValue.Obj json = Json.parseObject(Files.readAllBytes(file));
            BuiltWith now = of(settings);
            return new BuiltWith(
                    Analysis.ofWord(json.string("analyzer", "")).orElse(now.analysis),
                    json.integer("size").map(Math::toIntExact).orElse(now.size),
                    json.integer("overlap").map(Math::toIntExact).orElse(now.overlap),
                    json.string("embedding", now.embedding));
        } catch (JsonSyntaxException e) {
            throw new IOException(file + " cannot be read; delete it and index the base again", e);
        }
    }

    void write(Path file) throws IOException {
        String json = Json.text(Json.object()
                .put("analyzer", analysis.word())
                .put("size", size)
                .put("overlap", overlap)
                .put("embedding", embedding)
                .build());
        Files.writeString(file, json, StandardCharsets.UTF_8);
    }
}
