package io.lingzhi.assistant.knowledge.postgres;

/** The SQL of the index. */
final class Statements {
    static final String SCHEMA = """
        create extension if not exists vector;
        create table if not exists lingzhi_passage (
          base text not null, document text not null, ordinal int not null,
          start_at int not null, end_at int not null, headings text[] not null, body text not null,
          metadata jsonb not null, words int not null, embedding vector not null,
          primary key (base, document, ordinal));
        create table if not exists lingzhi_word (
          base text not null, word text not null, document text not null, ordinal int not null,
          times real not null, primary key (base, word, document, ordinal));
        create index if not exists lingzhi_word_document on lingzhi_word (base, document);
        """;

    /**
     * A graph for each base and length of vector: one for several bases would find the others' passages, which are then
     * filtered out and missing. %1$d is the length, %2$s the graph's name, %3$s the base as a literal. pgvector before
     * 0.5.0 has no such graphs. The one of an earlier release for all bases goes.
     */
    static final String GRAPH = """
        do $graph$ begin
          drop index if exists lingzhi_passage_near_%1$d;
          if exists (select from pg_am where amname = 'hnsw') then
            create index if not exists %2$s on lingzhi_passage
              using hnsw ((embedding::vector(%1$d)) vector_cosine_ops)
              where base = %3$s and vector_dims(embedding) = %1$d;
          end if;
        end $graph$\
        """;

    /** The graphs of a base, by the end of their names. */
    static final String GRAPHS = "select indexname from pg_indexes where tablename = 'lingzhi_passage'"
            + " and schemaname = current_schema() and indexname like ?";

    static final String VERSION = "select extversion from pg_extension where extname = 'vector'";

    static final String INSERT_PASSAGE = """
        insert into lingzhi_passage
          (base, document, ordinal, start_at, end_at, headings, body, metadata, words, embedding)
        values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::vector)\
        """;

    static final String INSERT_WORD =
            "insert into lingzhi_word (base, word, document, ordinal, times) values (?, ?, ?, ?, ?)";

    static final String DELETE_PASSAGES = "delete from lingzhi_passage where base = ? and document = ?";
    static final String DELETE_WORDS = "delete from lingzhi_word where base = ? and document = ?";

    private static final String COLUMNS = "p.document, p.ordinal, p.start_at, p.end_at, p.headings, p.body";
    private static final String FILTERED =
            "p.base = ? and (cardinality(?::text[]) = 0 or p.document = any(?)) and p.metadata @> ?::jsonb";

    /** BM25 with k1 = 1.2 and b = 0.75 (Robertson, Zaragoza 2009), as Lucene weighs it. */
    static final String BY_WORDS = """
        with asked as (select * from unnest(?::text[], ?::float8[]) as a(word, weight)),
        whole as (select count(*)::float8 as n, coalesce(avg(words), 1)::float8 as mean
                  from lingzhi_passage where base = ?),
        held as (select w.*, a.weight, count(*) over (partition by w.word)::float8 as df
                 from lingzhi_word w join asked a using (word) where w.base = ?)
        select %s, sum(h.weight * ln(1 + (whole.n - h.df + 0.5) / (h.df + 0.5))
                     * h.times / (h.times + 1.2 * (0.25 + 0.75 * p.words / whole.mean))) as score
        from held h cross join whole
        join lingzhi_passage p on p.base = h.base and p.document = h.document and p.ordinal = h.ordinal
        where %s group by p.base, p.document, p.ordinal order by score desc, p.document, p.ordinal limit ?\
        """.formatted(COLUMNS, FILTERED);

    /**
     * By the base's graph, which need not give all. %1$d is the length of the vector, %2$s the base as a literal, as
     * the graph has it.
     */
    static final String BY_GRAPH = "select " + COLUMNS
            + ", 1 - ((p.embedding::vector(%1$d)) <=> ?::vector) as score from lingzhi_passage p where p.base = %2$s"
            + " and vector_dims(p.embedding) = %1$d order by (p.embedding::vector(%1$d)) <=> ?::vector limit ?";

    /** Looks at each passage that the filter lets through, and misses none. %1$d is the length of the vector. */
    static final String BY_VECTOR = "with near as materialized (select " + COLUMNS
            + ", p.embedding <=> ?::vector as distance from lingzhi_passage p where " + FILTERED
            + " and vector_dims(p.embedding) = %1$d) select p.*, 1 - p.distance as score from near p"
            + " order by p.distance, p.document, p.ordinal limit ?";

    /** Whether there is a graph of this name, and the base has more passages than this. */
    static final String GRAPHED = "select to_regclass(?) is not null"
            + " and (select count(*) from (select from lingzhi_passage where base = ? limit ?) as counted) >= ?";

    static final String RANGE = "select " + COLUMNS + ", 0 as score from lingzhi_passage p"
            + " where p.base = ? and p.document = ? and p.ordinal >= ? and p.ordinal < ? order by p.ordinal";

    static final String CONTENTS = "select " + COLUMNS + ", 0 as score, p.embedding::text as vector from"
            + " lingzhi_passage p where p.base = ? and p.document = ? order by p.ordinal";

    static final String DOCUMENTS = "select distinct document from lingzhi_passage where base = ?";
    static final String COUNT = "select count(*) from lingzhi_passage where base = ?";
    static final String DESTROY_PASSAGES = "delete from lingzhi_passage where base = ?";
    static final String DESTROY_WORDS = "delete from lingzhi_word where base = ?";

    private Statements() {}
}
