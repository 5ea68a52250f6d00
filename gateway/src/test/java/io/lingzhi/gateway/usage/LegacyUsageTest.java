package io.lingzhi.gateway.usage;

import static io.lingzhi.gateway.usage.Records.NOON;
import static io.lingzhi.gateway.usage.Records.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.usage.LegacyRows.OfModel;
import io.lingzhi.gateway.usage.LegacyRows.OfQuarter;
import io.lingzhi.gateway.usage.LegacyRows.Tally;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LegacyUsageTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final RequestRecord GOOD = Records.good("r1", NOON, "key-1", "lingzhi-chat");

    @Test
    void hasTheOldShape() {
        LegacyRows rows = new LegacyRows(
                List.of(new OfModel("key-1", "lingzhi-chat", new Tally(3, 1, 240, 0))),
                List.of(
                        new OfQuarter(NOON, new Tally(2, 1, 120, 0)),
                        new OfQuarter(NOON.plus(Duration.ofHours(5)), new Tally(1, 0, 120, 0))),
                List.of(GOOD),
                true);

        assertThat(Json.text(LegacyUsage.json(rows, SHANGHAI))).isEqualTo("""
            {"usage":{"total_requests":3,"success_count":2,"failure_count":1,"total_tokens":240,\
            "apis":{"key-1":{"total_requests":3,"total_tokens":240,"models":{"lingzhi-chat":\
            {"total_requests":3,"total_tokens":240,"details":[{"timestamp":"2026-11-22T20:00:00+08:00",\
            "latency_ms":1500,"source":"deepseek","auth_index":"deepseek-1","tokens":{"input_tokens":100,\
            "output_tokens":20,"reasoning_tokens":5,"cached_tokens":60,"total_tokens":120},\
            "failed":false}]}}}},\
            "requests_by_day":{"2026-11-22":2,"2026-11-23":1},"requests_by_hour":{"01":1,"20":2},\
            "tokens_by_day":{"2026-11-22":120,"2026-11-23":120},"tokens_by_hour":{"01":120,"20":120}},\
            "failed_requests":1,"unknown_usage_requests":0,"details_shown":1,"details_omitted":2,\
            "apis_complete":true}\
            """);
    }

    @Test
    void leavesUnknownTokensUnknown() {
        RequestRecord unknown = Records.withAttempts(
                GOOD, Usage.NONE, List.of(attempt(NOON, "kimi", Optional.of(200), Optional.empty())));
        LegacyRows rows = new LegacyRows(
                List.of(new OfModel("key-1", "lingzhi-chat", new Tally(1, 0, 0, 1))),
                List.of(new OfQuarter(NOON, new Tally(1, 0, 0, 1))),
                List.of(unknown),
                true);

        JsonValue.Obj json = LegacyUsage.json(rows, SHANGHAI);

        assertThat(json.integer("unknown_usage_requests")).contains(1L);
        assertThat(Json.text(json)).contains("\"input_tokens\":null", "\"total_tokens\":null");
    }

    @Test
    void ordersDetailsFromOldToNew() {
        RequestRecord later = Records.good("r2", NOON.plusSeconds(60), "key-1", "lingzhi-chat");
        LegacyRows rows = new LegacyRows(
                List.of(new OfModel("key-1", "lingzhi-chat", new Tally(2, 0, 240, 0))),
                List.of(new OfQuarter(NOON, new Tally(2, 0, 240, 0))),
                List.of(later, GOOD),
                true);

        String json = Json.text(LegacyUsage.json(rows, SHANGHAI));

        assertThat(json.indexOf("20:00:00")).isPositive().isLessThan(json.indexOf("20:01:00"));
    }

    @Test
    void countsDetailsOfModelsThatAreLeftOutAsOmitted() {
        LegacyRows rows =
                new LegacyRows(List.of(), List.of(new OfQuarter(NOON, new Tally(1, 0, 120, 0))), List.of(GOOD), false);

        JsonValue.Obj json = LegacyUsage.json(rows, SHANGHAI);

        assertThat(json.integer("details_omitted")).contains(1L);
        assertThat(json.bool("apis_complete")).contains(false);
    }
}
