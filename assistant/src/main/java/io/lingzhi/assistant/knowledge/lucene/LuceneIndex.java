package io.lingzhi.assistant.knowledge.lucene;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Entry;
import io.lingzhi.assistant.knowledge.index.Filter;
import io.lingzhi.assistant.knowledge.index.Found;
import io.lingzhi.assistant.knowledge.index.Indexed;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import io.lingzhi.assistant.knowledge.text.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;

/**
 * One base's index in one folder. A document's passages are one block of rows: Lucene replaces, commits and shows a
 * block as a whole. Writers take turns inside Lucene; searches never wait.
 */
public final class LuceneIndex implements PassageIndex {
    private static final double BUFFER_MIB = 32;

    private final FSDirectory directory;
    private final Analyzer analyzer;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private LuceneIndex(FSDirectory directory, Analyzer analyzer, IndexWriter writer) throws IOException {
        this.directory = directory;
        this.analyzer = analyzer;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, new SearcherFactory());
    }

    /** @param folder made if it is not there */
    public static LuceneIndex open(Path folder, Analysis analysis) throws IOException {
        Analyzer analyzer = Analyzers.of(analysis);
        FSDirectory directory = FSDirectory.open(folder);
        IndexWriterConfig config = new IndexWriterConfig(analyzer)
                .setRAMBufferSizeMB(BUFFER_MIB)
                .setSimilarity(new BM25Similarity())
                .setCodec(LongVectors.CODEC)
                .setCommitOnClose(false);
        return new LuceneIndex(directory, analyzer, new IndexWriter(directory, config));
    }

    @Override
    public void put(Entry document) throws IOException {
        Term own = new Term(Fields.DOCUMENT, document.documentId());
        if (document.passages().isEmpty()) {
            writer.deleteDocuments(own);
        } else {
            writer.updateDocuments(own, PassageRows.of(document));
        }
        commit();
    }

    @Override
    public void remove(String documentId) throws IOException {
        writer.deleteDocuments(new Term(Fields.DOCUMENT, documentId));
        commit();
    }

    private void commit() throws IOException {
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    @Override
    public List<Found> byWords(String query, Filter filter, int limit) throws IOException {
        return search(Queries.words(analyzer, query, filter), limit, 1, 0);
    }

    /** Lucene scores cosine c as (1 + c) / 2. */
    @Override
    public List<Found> byVector(float[] vector, Filter filter, int limit) throws IOException {
        String field = Fields.VECTOR + vector.length;
        Query query = new KnnFloatVectorQuery(field, PassageRows.unit(vector), limit, Queries.filter(filter));
        return search(query, limit, 2, -1);
    }

    private List<Found> search(Query query, int limit, double factor, double shift) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            TopDocs top = searcher.search(query, limit);
            List<Found> found = new ArrayList<>();
            for (ScoreDoc hit : top.scoreDocs) {
                var row = searcher.storedFields().document(hit.doc);
                found.add(new Found(row.get(Fields.DOCUMENT), PassageRows.passage(row), hit.score * factor + shift));
            }
            return found;
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public List<Passage> passages(String documentId, int from, int to) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return Rows.passages(searcher, documentId, from, to);
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public List<Indexed> contents(String documentId) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return Rows.contents(searcher, documentId);
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public Set<String> documents() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return Rows.documents(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public long count() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return searcher.getIndexReader().numDocs();
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public void destroy() throws IOException {
        writer.deleteAll();
        commit();
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
        directory.close();
        analyzer.close();
    }
}
