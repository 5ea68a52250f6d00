package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.Config.Knowledge;
import io.lingzhi.gateway.config.Config.KnowledgeAnalyzer;
import io.lingzhi.gateway.config.Config.KnowledgeStore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The section {@code assistant.knowledge}. */
final class KnowledgeReader {
    private static final long MIB = 1L << 20;
    private static final int SMALLEST_PASSAGE = 40;

    private final Reading reading;
    private final Section section;

    KnowledgeReader(Reading reading, Section section) {
        this.reading = reading;
        this.section = section;
    }

    Knowledge read() {
        Section atStart = section.restart();
        SecretText postgres = atStart.secret("postgres-url", ValueType.secret());
        KnowledgeStore store =
                atStart.value("store", ValueType.choice(words(KnowledgeStore.values())), KnowledgeStore.LUCENE);
        if (store == KnowledgeStore.POSTGRES && postgres.value().isEmpty()) {
            String nothing = reading.say(Wording.FOUND_NOTHING);
            String path = section.path("postgres-url");
            reading.problem(section.place("postgres-url"), path, nothing, Wording.EXPECTED_POSTGRES);
        }
        double words = weight("words-weight");
        double vectors = weight("vector-weight");
        if (words + vectors <= 0) {
            String path = section.path("vector-weight");
            reading.problem(section.place("vector-weight"), path, "0", Wording.EXPECTED_WEIGHTS);
        }
        int passage = section.value("passage", ValueType.integer(SMALLEST_PASSAGE, 4_000, "characters"), 320);
        int overlap = section.value("overlap", ValueType.integer(0, 2_000, "characters"), 48);
        return new Knowledge(
                store,
                postgres.value(),
                section.value(
                        "analyzer", ValueType.choice(words(KnowledgeAnalyzer.values())), KnowledgeAnalyzer.STANDARD),
                passage,
                Math.min(overlap, passage / 2),
                words,
                vectors,
                section.value("embedding", ValueType.modelName(), "lingzhi-embed"),
                section.value("query-prefix", ValueType.text(), ""),
                atStart.value("document", ValueType.size(1, 1_024 * MIB), 32 * MIB),
                atStart.value("workers", ValueType.integer(1, 64), 1));
    }

    /** In hundredths, since the file has no fractions elsewhere. */
    private double weight(String name) {
        return section.value(name, ValueType.integer(0, 10_000, "percent"), 100) / 100.0;
    }

    private static <T extends Enum<T>> Map<String, T> words(T[] values) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T value : values) {
            words.put(value.name().toLowerCase(Locale.ROOT), value);
        }
        return words;
    }
}
