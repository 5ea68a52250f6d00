package io.lingzhi.assistant.knowledge.lucene;

import io.lingzhi.assistant.knowledge.index.PassageIndex;
import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's own format of vectors, for longer vectors than Lucene admits by default. What it writes is that format under
 * its own name, so Lucene reads it without this class, and this class reads what was written without it.
 */
final class LongVectors extends KnnVectorsFormat {
    /** Lucene's codec of today, with these vectors. */
    static final Codec CODEC = new Lucene104Codec() {
        private final KnnVectorsFormat vectors = new LongVectors(new Lucene99HnswVectorsFormat());

        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return vectors;
        }
    };

    private final KnnVectorsFormat plain;

    private LongVectors(KnnVectorsFormat plain) {
        super(plain.getName());
        this.plain = plain;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        return plain.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        return plain.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
        return PassageIndex.LONGEST_VECTOR;
    }
}
