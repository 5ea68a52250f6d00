package io.lingzhi.assistant.knowledge.lucene;

import io.lingzhi.assistant.knowledge.index.Entry;
import io.lingzhi.assistant.knowledge.index.Indexed;
import io.lingzhi.assistant.knowledge.text.Passage;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;

/** Passages to rows of the index and back. Pure. */
final class PassageRows {
    private PassageRows() {}

    static List<Document> of(Entry entry) {
        return entry.passages().stream().map(indexed -> row(entry, indexed)).toList();
    }

    /** How a metadata pair stands in the index. */
    static String pair(String key, String value) {
        return key + "\u0000" + value;
    }

    private static Document row(Entry entry, Indexed indexed) {
        Passage passage = indexed.passage();
        Document row = new Document();
        row.add(new StringField(Fields.DOCUMENT, entry.documentId(), Field.Store.YES));
        row.add(new IntField(Fields.ORDINAL, passage.ordinal(), Field.Store.YES));
        row.add(new StoredField(Fields.START, passage.start()));
        row.add(new StoredField(Fields.END, passage.end()));
        row.add(new TextField(Fields.TEXT, passage.text(), Field.Store.YES));
        row.add(new TextField(Fields.TITLE, entry.title() + "\n" + passage.path(), Field.Store.NO));
        passage.headings().forEach(heading -> row.add(new StoredField(Fields.HEADING, heading)));
        entry.metadata()
                .forEach((key, value) -> row.add(new StringField(Fields.METADATA, pair(key, value), Field.Store.NO)));
        row.add(new KnnFloatVectorField(
                Fields.VECTOR + indexed.vector().length, unit(indexed.vector()), VectorSimilarityFunction.DOT_PRODUCT));
        return row;
    }

    /** The vector at length 1, for which the dot product is the cosine and costs a third of it. */
    static float[] unit(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        float length = squares == 0 ? 1 : (float) Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }

    static Passage passage(Document row) {
        return new Passage(
                number(row, Fields.ORDINAL),
                number(row, Fields.START),
                number(row, Fields.END),
                List.of(row.getValues(Fields.HEADING)),
                row.get(Fields.TEXT));
    }

    private static int number(Document row, String name) {
        IndexableField field = row.getField(name);
        return field.numericValue().intValue();
    }
}
