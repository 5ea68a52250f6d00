package io.lingzhi.assistant.knowledge.lucene;

import io.lingzhi.assistant.knowledge.index.Analysis;
import java.io.IOException;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;

/** The words of a text as the search by words sees them, for an index that keeps them elsewhere. For any thread. */
public final class Words implements AutoCloseable {
    private final Analyzer analyzer;

    public Words(Analysis analysis) {
        this.analyzer = Analyzers.of(analysis);
    }

    /** Each word, and how often it stands in the text. */
    public Map<String, Integer> of(String text, int most) throws IOException {
        return Queries.analysed(analyzer, text, most);
    }

    @Override
    public void close() {
        analyzer.close();
    }
}
