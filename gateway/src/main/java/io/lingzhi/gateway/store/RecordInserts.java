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

/** Puts records into the tables over one connection, with statements that are prepared once. For one thread. */
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

    private static final String LAST_ID = "SELECT coalesce(max(id), 0) FROM request";

    private final Connection connection;
    private final PreparedStatement requests;
    private final PreparedStatement attempts;
    private final PreparedStatement decisions;
    private final PreparedStatement lastId;

    /** Closing the connection closes the statements. */
    RecordInserts(Connection connection) throws SQLException {
        this.connection = connection;
        this.requests = connection.prepareStatement(REQUEST);
        this.attempts = connection.prepareStatement(ATTEMPT);
        this.decisions = connection.prepareStatement(DECISION);
        this.lastId = connection.prepareStatement(LAST_ID);
    }

    Connection connection() {
        return connection;
    }

    /** Writes the batch into the transaction that is open or begins; the caller commits or rolls back. */
    void insert(List<RequestRecord> batch) throws SQLException {
        forgetWhatFailed();
        // The transaction holds the write lock from here on, so nobody else takes the same ids.
        long id = lastId();
        for (RequestRecord request : batch) {
            id++;
            addRequest(id, request);
            int position = 0;
            for (AttemptRecord attempt : request.attempts()) {
                addAttempt(id, position++, attempt);
            }
            addDecision(id, request.decision());
        }
        requests.executeBatch();
        attempts.executeBatch();
        decisions.executeBatch();
    }

    /** Rows that were added before an error stand in the statements still. */
    private void forgetWhatFailed() throws SQLException {
        requests.clearBatch();
        attempts.clearBatch();
        decisions.clearBatch();
    }

    private long lastId() throws SQLException {
        try (ResultSet rows = lastId.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private void addDecision(long request, Decision decision) throws SQLException {
        if (!decision.equals(Decision.NONE)) {
            decisions.setLong(1, request);
            decisions.setString(2, DecisionText.write(decision));
            decisions.addBatch();
        }
    }

    private void addRequest(long id, RequestRecord request) throws SQLException {
        Row row = new Row(requests);
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
        requests.addBatch();
    }

    private void addAttempt(long request, int position, AttemptRecord attempt) throws SQLException {
        Row row = new Row(attempts);
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
        attempts.addBatch();
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
            numberIfAny(usage.map(Usage::input));
            numberIfAny(usage.map(Usage::output));
            numberIfAny(usage.map(Usage::cacheRead));
            numberIfAny(usage.map(Usage::cacheWrite));
            numberIfAny(usage.map(Usage::reasoning));
        }
    }
}
