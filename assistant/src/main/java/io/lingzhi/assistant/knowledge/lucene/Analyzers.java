package io.lingzhi.assistant.knowledge.lucene;

import io.lingzhi.assistant.knowledge.index.Analysis;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/** The analyzers behind {@link Analysis}: full width to half, lower case, stop words, English stems. */
final class Analyzers {
    private static final CharArraySet STOPS = CharArraySet.unmodifiableSet(new CharArraySet(
            List.of(
                    "a", "an", "and", "are", "as", "at", "be", "by", "do", "does", "for", "from", "how", "if", "in",
                    "is", "it", "of", "on", "or", "that", "the", "this", "to", "was", "were", "what", "when", "which",
                    "who", "why", "with", "的", "了", "吗", "呢", "吧", "啊"),
            false));

    private Analyzers() {}

    static Analyzer of(Analysis analysis) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer source = analysis == Analysis.SMARTCN ? new HMMChineseTokenizer() : new StandardTokenizer();
                return new TokenStreamComponents(source, filters(analysis, source));
            }
        };
    }

    private static TokenStream filters(Analysis analysis, Tokenizer source) {
        TokenStream lower = new LowerCaseFilter(new CJKWidthFilter(source));
        TokenStream words = new StopFilter(
                switch (analysis) {
                    case STANDARD, SMARTCN -> lower;
                    case BIGRAM -> new CJKBigramFilter(lower);
                    case MIXED -> new CJKBigramFilter(lower, ALL_SCRIPTS, true);
                },
                STOPS);
        return new PorterStemFilter(words);
    }

    private static final int ALL_SCRIPTS =
            CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL;
}
