package io.lingzhi.assistant.knowledge.lucene;

/** The names of the fields of a passage in the index. */
final class Fields {
    static final String DOCUMENT = "document";
    static final String ORDINAL = "ordinal";
    static final String START = "start";
    static final String END = "end";
    static final String TEXT = "text";
    /** The document's name and the headings, for the search by words. */
    static final String TITLE = "title";
    /** The headings, one value each, as they are told. */
    static final String HEADING = "heading";

    static final String METADATA = "metadata";
    /** Each length of vector has a field of its own, since one field holds one length. */
    static final String VECTOR = "vector-";

    private Fields() {}
}
