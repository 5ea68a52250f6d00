package io.lingzhi.app;

import io.lingzhi.assistant.knowledge.Evidence;
import io.lingzhi.assistant.knowledge.FolderInUseException;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.KnowledgeBases;
import io.lingzhi.assistant.knowledge.KnowledgeSettings;
import io.lingzhi.assistant.knowledge.document.ExtractionLimits;
import io.lingzhi.assistant.knowledge.document.Extractor;
import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Fusion;
import io.lingzhi.assistant.knowledge.index.Indexes;
import io.lingzhi.assistant.knowledge.lucene.LuceneIndexes;
import io.lingzhi.assistant.knowledge.postgres.PostgresIndexes;
import io.lingzhi.assistant.knowledge.text.Cutting;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.EmbeddingClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/** Creates the knowledge bases of the AI service. */
public final class KnowledgeWiring {
    private KnowledgeWiring() {}

    /**
     * @param config the configuration in force
     * @param data the data folder, in which the bases have a folder
     * @throws StartException when another process has that folder, or it cannot be used
     */
    static Knowledge knowledge(Supplier<Config.Knowledge> config, Path data, EmbeddingClient embeddings, Clock clock)
            throws StartException {
        Config.Knowledge atStart = config.get();
        KnowledgeBases bases = bases(folder(data), indexes(atStart), () -> settings(config.get()), clock);
        return new Knowledge(bases, new Extractor(limits(atStart), System::nanoTime), embeddings, atStart.workers());
    }

    private static KnowledgeBases bases(Path folder, Indexes indexes, Supplier<KnowledgeSettings> settings, Clock clock)
            throws StartException {
        try {
            return new KnowledgeBases(folder, indexes, settings, clock);
        } catch (FolderInUseException e) {
            throw StartException.folderInUse(e.folder(), e);
        } catch (IOException e) {
            throw new StartException(
                    "the folder " + folder + " cannot be used (" + e.getMessage() + "): choose another with --data", e);
        }
    }

    /** The folder of the bases. */
    public static Path folder(Path data) {
        return data.resolve("knowledge");
    }

    private static Indexes indexes(Config.Knowledge config) {
        return indexes(config, config.store());
    }

    /** The indexes of a store; for PostgreSQL its address must be configured. */
    public static Indexes indexes(Config.Knowledge config, Config.KnowledgeStore store) {
        return switch (store) {
            case LUCENE -> new LuceneIndexes();
            case POSTGRES ->
                new PostgresIndexes(config.postgresUrl().orElseThrow().reveal());
        };
    }

    private static ExtractionLimits limits(Config.Knowledge config) {
        ExtractionLimits usual = ExtractionLimits.DEFAULT;
        return new ExtractionLimits(
                config.document(), usual.unpackedBytes(), usual.characters(), usual.pages(), usual.deadline());
    }

    /** How documents are cut, indexed and found. */
    public static KnowledgeSettings settings(Config.Knowledge config) {
        return new KnowledgeSettings(
                analysis(config.analyzer()),
                new Cutting(config.passage(), config.overlap()),
                new Fusion(config.wordsWeight(), config.vectorWeight(), Fusion.DEFAULT.k()),
                config.embedding(),
                config.queryPrefix(),
                Evidence.DEFAULT);
    }

    private static Analysis analysis(Config.KnowledgeAnalyzer analyzer) {
        return switch (analyzer) {
            case STANDARD -> Analysis.STANDARD;
            case BIGRAM -> Analysis.BIGRAM;
            case MIXED -> Analysis.MIXED;
            case SMARTCN -> Analysis.SMARTCN;
        };
    }
}
