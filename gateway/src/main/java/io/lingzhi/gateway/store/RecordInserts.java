package io.lingzhi.gateway.store;

import io.lingzhi.gateway.money.Cost;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts records into the tables, a batch in one transaction. */
final class RecordInserts {
    /** Longest text in a column, in chars. Clients choose model names: a longer one is cut, with an ellipsis. */
    static final int TEXT_LIMIT = 1000;

    private static final String REQUEST = """
        INSERT INTO request (id, at_millis, request_id, client_key_id, inbound, operation, model_asked, status,
            failure_kind, streamed, latency_micros, first_token_micros, input_tokens, output_tokens,
            cache_read_tokens, cache_write_tokens, reasoning_tokens, losses,
            cost_nanos, cost_estimated)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """;
    private static final String ATTEMPT = """
        INSERT INTO attempt (request, position, at_millis, provider, upstream_model, credential_id, status,
            failure_kind, latency_micros, first_token_micros, input_tokens, output_tokens,
            cache_read_tokens, cache_write_tokens, reasoning_tokens, cache_write_long_tokens,
            cost_nanos, cost_estimated, price_source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """;

    private static final String DECISION = "INSERT INTO decision (request, told) VALUES (?, ?)";

    private RecordInserts() {}

    /** Writes the batch into the transaction that is open or begins; the caller commits or rolls back. */
    static void insert(Connection connection, List<RequestRecord> batch) throws SQLException {
        try (PreparedStatement requests = connection.prepareStatement(REQUEST);
                PreparedStatement attempts = connection.prepareStatement(ATTEMPT);
                PreparedStatement decisions = connection.prepareStatement(DECISION)) {
            // The transaction holds the write lock from here on, so nobody else takes the same ids.
            long id = lastId(connection);
            for (RequestRecord request : batch) {
                id++;
                add(requests, id, request);
                int position = 0;
                for (AttemptRecord attempt : request.attempts()) {
                    add(attempts, id, position++, attempt);
                }
                add(decisions, id, request.decision());
            }
            requests.executeBatch();
            attempts.executeBatch();
            decisions.executeBatch();
        }
    }

    private static void add(PreparedStatement statement, long request, Decision decision) throws SQLException {
        if (!decision.equals(Decision.NONE)) {
            statement.setLong(1, request);
            statement.setString(2, DecisionText.write(decision));
            statement.addBatch();
        }
    }

    private static long lastId(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT coalesce(max(id), 0) FROM request");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static void add(PreparedStatement statement, long id, RequestRecord request) throws SQLException {
        Row row = new Row(statement);
        row.number(id);
        row.number(request.at().toEpochMilli());
        row.text(request.requestId());
        row.text(request.clientKeyId());
        row.text(request.inbound().id());
        row.text(request.operation());
        row.text(request.modelAsked());
        row.number(request.status());
        row.textIfAny(request.failureKind());
        row.number(request.streamed() ? 1 : 0);
        row.number(micros(request.latency()));
        row.numberIfAny(request.timeToFirstToken().map(RecordInserts::micros));
        row.tokens(request.knownUsage());
        row.textIfAny(request.losses().isEmpty() ? Optional.empty() : Optional.of(String.join("\n", request.losses())));
        row.cost(request.cost());
        statement.addBatch();
    }

    private static void add(PreparedStatement statement, long request, int position, AttemptRecord attempt)
            throws SQLException {
        Row row = new Row(statement);
        row.number(request);
        row.number(position);
        row.number(attempt.at().toEpochMilli());
        row.text(attempt.provider());
        row.text(attempt.upstreamModel());
        row.text(attempt.credentialId());
        row.numberIfAny(attempt.status().map(Integer::longValue));
        row.textIfAny(attempt.failureKind());
        row.number(micros(attempt.latency()));
        row.numberIfAny(attempt.timeToFirstToken().map(RecordInserts::micros));
        row.tokens(attempt.usage());
        row.numberIfAny(attempt.usage().map(Usage::cacheWriteLong));
        row.cost(attempt.charge().cost());
        row.textIfAny(attempt.charge().priceSource());
        statement.addBatch();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    /** Binds the parameters of one row from left to right. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // the absent value has its place in the row as well
    private static final class Row {
        private final PreparedStatement statement;
        private int column;

        Row(PreparedStatement statement) {
            this.statement = statement;
        }

        void number(long value) throws SQLException {
            statement.setLong(++column, value);
        }

        void numberIfAny(Optional<Long> value) throws SQLException {
            if (value.isPresent()) {
                number(value.get());
            } else {
                statement.setNull(++column, Types.INTEGER);
            }
        }

        void text(String value) throws SQLException {
            boolean fits = value.length() <= TEXT_LIMIT;
            statement.setString(++column, fits ? value : value.substring(0, TEXT_LIMIT - 1) + "…");
        }

        void textIfAny(Optional<String> value) throws SQLException {
            if (value.isPresent()) {
                text(value.get());
            } else {
                statement.setNull(++column, Types.VARCHAR);
            }
        }

        void cost(Optional<Cost> cost) throws SQLException {
            numberIfAny(cost.map(Cost::nanos));
            numberIfAny(cost.map(known -> known.basis() == Cost.Basis.ESTIMATED ? 1L : 0L));
        }

        void tokens(Optional<Usage> usage) throws SQLException {
            List<Function<Usage, Long>> parts =
                    List.of(Usage::input, Usage::output, Usage::cacheRead, Usage::cacheWrite, Usage::reasoning);
            for (Function<Usage, Long> part : parts) {
                numberIfAny(usage.map(part));
            }
        }
    }
}
