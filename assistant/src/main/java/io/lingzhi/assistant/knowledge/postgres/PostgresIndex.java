package io.lingzhi.assistant.knowledge.postgres;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Entry;
import io.lingzhi.assistant.knowledge.index.Filter;
import io.lingzhi.assistant.knowledge.index.Found;
import io.lingzhi.assistant.knowledge.index.Indexed;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import io.lingzhi.assistant.knowledge.lucene.Words;
import io.lingzhi.assistant.knowledge.text.Passage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.ObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One base's passages as rows. A document is put in and taken out in one transaction. */
final class PostgresIndex implements PassageIndex {
    private static final int MOST_WORDS = 128;
    /** The longest vector that pgvector makes a graph of. */
    private static final int LONGEST_IN_GRAPH = 2_000;
    /** Of fewer passages each is looked at. */
    private static final int LARGE = 5_000;

    private final String base;
    private final Database database;
    private final Words words;
    /** The lengths of vectors that are known to have their graph. */
    private final Set<Integer> graphs = ConcurrentHashMap.newKeySet();

    PostgresIndex(String base, Database database, Analysis analysis) {
        this.base = base;
        this.database = database;
        this.words = new Words(analysis);
    }

    @Override
    public void put(Entry document) throws IOException {
        if (!document.passages().isEmpty()) {
            makeGraph(document.passages().getFirst().vector().length);
        }
        database.run(connection -> {
            delete(connection, document.documentId());
            insert(connection, document);
            return document;
        });
    }

    /** In a transaction of its own: it waits for writers of other bases, and must have none of their rows meanwhile. */
    private void makeGraph(int length) throws IOException {
        if (length <= LONGEST_IN_GRAPH && !graphs.contains(length)) {
            String name = graphName(length);
            database.run(connection -> {
                execute(connection, Statements.GRAPH.formatted(length, name, literal()));
                return name;
            });
            graphs.add(length);
        }
    }

    private String graphName(int length) {
        return "lingzhi_near_" + length + graphEnding();
    }

    /** The base's own ending of its graphs' names, without any character of the base's name. */
    private String graphEnding() {
        return "_"
                + UUID.nameUUIDFromBytes(base.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
    }

    private String literal() {
        return "'" + base.replace("'", "''") + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert(Connection connection, Entry document) throws SQLException, IOException {
        try (PreparedStatement rows = connection.prepareStatement(Statements.INSERT_PASSAGE);
                PreparedStatement counts = connection.prepareStatement(Statements.INSERT_WORD)) {
            for (Indexed indexed : document.passages()) {
                Passage passage = indexed.passage();
                Map<String, Integer> own = words.of(passage.text(), Integer.MAX_VALUE);
                Map<String, Integer> title = words.of(document.title() + "\n" + passage.path(), Integer.MAX_VALUE);
                Array headings =
                        connection.createArrayOf("text", passage.headings().toArray());
                int total = own.values().stream().mapToInt(Integer::intValue).sum();
                set(
                        rows,
                        base,
                        document.documentId(),
                        passage.ordinal(),
                        passage.start(),
                        passage.end(),
                        headings,
                        passage.text(),
                        json(document.metadata()),
                        total,
                        vector(indexed.vector()));
                rows.addBatch();
                Set<String> all = new HashSet<>(own.keySet());
                all.addAll(title.keySet());
                for (String word : all) {
                    float times = own.getOrDefault(word, 0) + 0.5f * title.getOrDefault(word, 0);
                    set(counts, base, word, document.documentId(), passage.ordinal(), times);
                    counts.addBatch();
                }
            }
            rows.executeBatch();
            counts.executeBatch();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static String json(Map<String, String> pairs) {
        ObjectBuilder object = Json.object();
        pairs.forEach(object::put);
        return Json.text(object.build());
    }

    private static String vector(float[] vector) {
        StringBuilder text = new StringBuilder("[");
        for (float number : vector) {
            text.append(text.length() == 1 ? "" : ",").append(String.format(Locale.ROOT, "%.8g", number));
        }
        return text.append(']').toString();
    }

    @Override
    public void remove(String documentId) throws IOException {
        database.run(connection -> {
            delete(connection, documentId);
            return documentId;
        });
    }

    private void delete(Connection connection, String documentId) throws SQLException {
        update(connection, Statements.DELETE_PASSAGES, base, documentId);
        update(connection, Statements.DELETE_WORDS, base, documentId);
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            statement.executeUpdate();
        }
    }

    @Override
    public List<Found> byWords(String query, Filter filter, int limit) throws IOException {
        Map<String, Integer> asked = words.of(query, MOST_WORDS);
        if (asked.isEmpty()) {
            return List.of();
        }
        return database.run(connection -> {
            Array names = connection.createArrayOf("text", asked.keySet().toArray());
            Array weights = connection.createArrayOf(
                    "float8", asked.values().stream().map(Integer::doubleValue).toArray());
            Array documents = documents(connection, filter);
            return found(
                    connection,
                    Statements.BY_WORDS,
                    names,
                    weights,
                    base,
                    base,
                    base,
                    documents,
                    documents,
                    json(filter.metadata()),
                    limit);
        });
    }

    @Override
    public List<Found> byVector(float[] vector, Filter filter, int limit) throws IOException {
        String near = vector(vector);
        return database.run(connection -> {
            if (filter.equals(Filter.ALL) && isGraphed(connection, vector.length)) {
                return found(connection, Statements.BY_GRAPH.formatted(vector.length, literal()), near, near, limit);
            }
            Array documents = documents(connection, filter);
            return found(
                    connection,
                    Statements.BY_VECTOR.formatted(vector.length),
                    near,
                    base,
                    documents,
                    documents,
                    json(filter.metadata()),
                    limit);
        });
    }

    private boolean isGraphed(Connection connection, int length) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Statements.GRAPHED)) {
            set(statement, graphName(length), base, LARGE, LARGE);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static Array documents(Connection connection, Filter filter) throws SQLException {
        return connection.createArrayOf("text", filter.documents().toArray());
    }

    private static List<Found> found(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            List<Found> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Found(rows.getString("document"), passage(rows), rows.getDouble("score")));
                }
            }
            return found;
        }
    }

    private static Passage passage(ResultSet row) throws SQLException {
        String[] headings = (String[]) row.getArray("headings").getArray();
        return new Passage(
                row.getInt("ordinal"),
                row.getInt("start_at"),
                row.getInt("end_at"),
                List.of(headings),
                row.getString("body"));
    }

    @Override
    public List<Passage> passages(String documentId, int from, int to) throws IOException {
        return database.run(connection -> found(connection, Statements.RANGE, base, documentId, from, to).stream()
                .map(Found::passage)
                .toList());
    }

    @Override
    public List<Indexed> contents(String documentId) throws IOException {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(Statements.CONTENTS)) {
                set(statement, base, documentId);
                List<Indexed> contents = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        contents.add(new Indexed(passage(rows), numbers(rows.getString("vector"))));
                    }
                }
                return contents;
            }
        });
    }

    private static float[] numbers(String text) {
        String[] numbers = text.substring(1, text.length() - 1).split(",");
        float[] vector = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            vector[i] = Float.parseFloat(numbers[i]);
        }
        return vector;
    }

    @Override
    public Set<String> documents() throws IOException {
        return database.run(connection -> {
            Set<String> ids = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement(Statements.DOCUMENTS)) {
                set(statement, base);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getString(1));
                    }
                }
            }
            return ids;
        });
    }

    @Override
    public long count() throws IOException {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(Statements.COUNT)) {
                set(statement, base);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    @Override
    public void destroy() throws IOException {
        database.run(connection -> {
            update(connection, Statements.DESTROY_PASSAGES, base);
            update(connection, Statements.DESTROY_WORDS, base);
            for (String graph : graphNames(connection)) {
                execute(connection, "drop index if exists " + graph);
            }
            return base;
        });
        graphs.clear();
    }

    private List<String> graphNames(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Statements.GRAPHS)) {
            set(statement, "%" + graphEnding());
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    @Override
    public void close() throws IOException {
        words.close();
        database.close();
    }
}
