package io.lingzhi.assistant.knowledge.index;

import io.lingzhi.assistant.knowledge.text.Passage;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The passages of one knowledge base, findable by words and by vectors. For any thread. A document is in it whole or
 * not at all: {@link #put} and {@link #remove} are seen by searches, and survive a crash, in one step.
 */
public interface PassageIndex extends AutoCloseable {
    /** The most numbers of a vector. */
    int LONGEST_VECTOR = 4_096;

    /** Puts a document in the place of what was there under its id. Durable on return. */
    void put(Entry document) throws IOException;

    /** Takes a document out, if it is there. Durable on return. */
    void remove(String documentId) throws IOException;

    /** The best by the words of the query, best first. */
    List<Found> byWords(String query, Filter filter, int limit) throws IOException;

    /** The nearest by cosine, best first. */
    List<Found> byVector(float[] vector, Filter filter, int limit) throws IOException;

    /** A document's passages from one ordinal to before another, in order. */
    List<Passage> passages(String documentId, int from, int to) throws IOException;

    /** A document as it was put in, without its title and metadata; for moving it to another index. */
    List<Indexed> contents(String documentId) throws IOException;

    Set<String> documents() throws IOException;

    long count() throws IOException;

    /** Takes everything out, and forgets how it was analysed. */
    void destroy() throws IOException;

    @Override
    void close() throws IOException;
}
