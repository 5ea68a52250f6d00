package io.lingzhi.app;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.ModelTable;
import io.lingzhi.assistant.knowledge.Evidence;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.KnowledgeBases;
import io.lingzhi.assistant.knowledge.KnowledgeException;
import io.lingzhi.assistant.knowledge.KnowledgeSettings;
import io.lingzhi.assistant.knowledge.SearchAsk.Mode;
import io.lingzhi.assistant.knowledge.document.ExtractionLimits;
import io.lingzhi.assistant.knowledge.document.Extractor;
import io.lingzhi.assistant.knowledge.eval.Configuration;
import io.lingzhi.assistant.knowledge.eval.EvalSet;
import io.lingzhi.assistant.knowledge.eval.Evaluation;
import io.lingzhi.assistant.knowledge.eval.Outcome;
import io.lingzhi.assistant.knowledge.eval.RememberedVectors;
import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Fusion;
import io.lingzhi.assistant.knowledge.lucene.LuceneIndexes;
import io.lingzhi.assistant.select.Judge;
import io.lingzhi.assistant.select.Selector;
import io.lingzhi.assistant.select.TextVectors;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.local.LocalProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Creates what an evaluation needs, with an index in a folder that is thrown away. */
public final class EvalWiring {
    /** What the makers of the embedding model put before questions. */
    private static final String PREFIX = "为这个句子生成表示以用于检索相关文章:";

    private final Wiring wiring;
    private final KnowledgeSettings usual;
    private final RememberedVectors vectors;

    public EvalWiring(Wiring wiring, Config.Assistant config) {
        this.wiring = wiring;
        this.usual = KnowledgeWiring.settings(config.knowledge());
        this.vectors = new RememberedVectors(wiring.embeddingClient());
    }

    /** The configured way alone and beside its two halves; or very many ways. */
    public List<Configuration> configurations(boolean all) {
        List<Configuration> rows = new ArrayList<>();
        String analyzer = usual.analysis().word();
        rows.add(new Configuration("words, " + analyzer, usual, Mode.WORDS));
        rows.add(new Configuration("vectors", usual, Mode.VECTORS));
        rows.add(new Configuration("**hybrid, " + analyzer + " (as configured)**", usual, Mode.HYBRID));
        if (all) {
            for (Analysis analysis : Analysis.values()) {
                rows.add(new Configuration("words, " + analysis.word(), with(analysis, usual.fusion()), Mode.WORDS));
                for (double weight : new double[] {0.3, 0.6, 1}) {
                    Fusion fusion = new Fusion(weight, 1, usual.fusion().k());
                    String name = "hybrid, " + analysis.word() + ", words x " + weight;
                    rows.add(new Configuration(name, with(analysis, fusion), Mode.HYBRID));
                }
            }
            rows.add(new Configuration("hybrid, k = 60", with(usual.analysis(), new Fusion(1, 1, 60)), Mode.HYBRID));
            rows.add(new Configuration("vectors, question prefix", prefixed(), Mode.VECTORS));
            rows.add(new Configuration("hybrid, question prefix", prefixed(), Mode.HYBRID));
        }
        return rows;
    }

    private KnowledgeSettings with(Analysis analysis, Fusion fusion) {
        return new KnowledgeSettings(
                analysis, usual.cutting(), fusion, usual.embedding(), usual.queryPrefix(), usual.evidence());
    }

    private KnowledgeSettings prefixed() {
        return new KnowledgeSettings(
                usual.analysis(), usual.cutting(), usual.fusion(), usual.embedding(), PREFIX, Evidence.DEFAULT);
    }

    /** Every question of the set, in this way. */
    public List<Outcome> run(EvalSet set, Configuration configuration)
            throws IOException, KnowledgeException, InterruptedException {
        Path folder = Files.createTempDirectory("lingzhi-eval");
        KnowledgeBases bases = new KnowledgeBases(folder, new LuceneIndexes(), configuration::settings, wiring.clock);
        Extractor extractor = new Extractor(ExtractionLimits.DEFAULT, wiring.nanoTime);
        ModelTable table = new ModelTable(Map.of(), List.of(LocalProvider.OFFLINE), usual.embedding());
        AiService models = new AiService(
                wiring.chatClient(), vectors, () -> table, new Selector(new Judge(List.of(), TextVectors.NONE)));
        try (Knowledge knowledge = new Knowledge(bases, extractor, vectors, 1)) {
            Evaluation evaluation =
                    new Evaluation(knowledge, models, vectors, usual.embedding(), LocalProvider.OFFLINE);
            evaluation.ingest(set);
            return evaluation.run(set, configuration.mode());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
