package io.lingzhi.assistant.knowledge.lucene;

import io.lingzhi.assistant.knowledge.index.Indexed;
import io.lingzhi.assistant.knowledge.text.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.IntField;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** What an index holds, read back. */
final class Rows {
    private static final int MOST = 1_000_000;

    private Rows() {}

    static List<Passage> passages(IndexSearcher searcher, String documentId, int from, int to) throws IOException {
        Query query = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(Fields.DOCUMENT, documentId)), Occur.FILTER)
                .add(IntField.newRangeQuery(Fields.ORDINAL, from, to - 1), Occur.FILTER)
                .build();
        List<Passage> passages = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, Math.max(1, Math.min(MOST, to - from))).scoreDocs) {
            passages.add(PassageRows.passage(searcher.storedFields().document(hit.doc)));
        }
        passages.sort(Comparator.comparingInt(Passage::ordinal));
        return passages;
    }

    static List<Indexed> contents(IndexSearcher searcher, String documentId) throws IOException {
        List<Indexed> contents = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            for (FieldInfo field : leaf.reader().getFieldInfos()) {
                if (field.name.startsWith(Fields.VECTOR)) {
                    addContents(searcher, leaf, field.name, documentId, contents);
                }
            }
        }
        contents.sort(Comparator.comparingInt(indexed -> indexed.passage().ordinal()));
        return contents;
    }

    private static void addContents(
            IndexSearcher searcher, LeafReaderContext leaf, String field, String documentId, List<Indexed> contents)
            throws IOException {
        PostingsEnum rows = leaf.reader().postings(new Term(Fields.DOCUMENT, documentId), PostingsEnum.NONE);
        FloatVectorValues vectors = leaf.reader().getFloatVectorValues(field);
        if (rows == null || vectors == null) {
            return;
        }
        Bits live = leaf.reader().getLiveDocs();
        DocIndexIterator at = vectors.iterator();
        for (int row = rows.nextDoc(); row != DocIdSetIterator.NO_MORE_DOCS; row = rows.nextDoc()) {
            if ((live == null || live.get(row)) && at.advance(row) == row) {
                Passage passage = PassageRows.passage(searcher.storedFields().document(leaf.docBase + row));
                contents.add(
                        new Indexed(passage, vectors.vectorValue(at.index()).clone()));
            }
        }
    }

    static Set<String> documents(IndexSearcher searcher) throws IOException {
        Set<String> ids = new HashSet<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms(Fields.DOCUMENT);
            if (terms != null) {
                TermsEnum each = terms.iterator();
                for (BytesRef term = each.next(); term != null; term = each.next()) {
                    addIfLive(leaf, each, term.utf8ToString(), ids);
                }
            }
        }
        return ids;
    }

    private static void addIfLive(LeafReaderContext leaf, TermsEnum each, String id, Set<String> ids)
            throws IOException {
        Bits live = leaf.reader().getLiveDocs();
        PostingsEnum rows = each.postings(null, PostingsEnum.NONE);
        for (int row = rows.nextDoc(); row != DocIdSetIterator.NO_MORE_DOCS; row = rows.nextDoc()) {
            if (live == null || live.get(row)) {
                ids.add(id);
                return;
            }
        }
    }
}
