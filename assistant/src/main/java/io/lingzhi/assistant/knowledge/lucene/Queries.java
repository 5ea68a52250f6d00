package io.lingzhi.assistant.knowledge.lucene;

import io.lingzhi.assistant.knowledge.index.Filter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Questions to Lucene's queries. */
final class Queries {
    /** More different words than this tell nothing new, and cost time. */
    private static final int MOST_WORDS = 128;

    private static final float TITLE_WEIGHT = 0.5f;

    private Queries() {}

    /** Any of the query's words, in the text or, for less, in the title. */
    static Query words(Analyzer analyzer, String text, Filter filter) throws IOException {
        Map<String, Integer> words = analysed(analyzer, text, MOST_WORDS);
        if (words.isEmpty()) {
            return new MatchNoDocsQuery("the query has no words");
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words.forEach((word, times) -> {
            any.add(boosted(new TermQuery(new Term(Fields.TEXT, word)), times), Occur.SHOULD);
            any.add(boosted(new TermQuery(new Term(Fields.TITLE, word)), TITLE_WEIGHT * times), Occur.SHOULD);
        });
        Query restriction = filter(filter);
        if (restriction == null) {
            return any.build();
        }
        return new BooleanQuery.Builder()
                .add(any.build(), Occur.MUST)
                .add(restriction, Occur.FILTER)
                .build();
    }

    private static Query boosted(Query query, float weight) {
        return weight == 1 ? query : new BoostQuery(query, weight);
    }

    /** The words of a text, and how often each stands in it. */
    static Map<String, Integer> analysed(Analyzer analyzer, String text, int most) throws IOException {
        Map<String, Integer> words = new LinkedHashMap<>();
        try (TokenStream tokens = analyzer.tokenStream(Fields.TEXT, text)) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && words.size() < most) {
                words.merge(word.toString(), 1, Integer::sum);
            }
            tokens.end();
        }
        return words;
    }

    /** The filter as Lucene takes it, where null means none. */
    static @Nullable Query filter(Filter filter) {
        if (filter.documents().isEmpty() && filter.metadata().isEmpty()) {
            return null;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        if (!filter.documents().isEmpty()) {
            List<BytesRef> ids = filter.documents().stream().map(BytesRef::new).toList();
            all.add(new TermInSetQuery(Fields.DOCUMENT, ids), Occur.FILTER);
        }
        filter.metadata()
                .forEach((key, value) ->
                        all.add(new TermQuery(new Term(Fields.METADATA, PassageRows.pair(key, value))), Occur.FILTER));
        return all.build();
    }
}
