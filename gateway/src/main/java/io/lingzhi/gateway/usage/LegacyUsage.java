package io.lingzhi.gateway.usage;

import io.lingzhi.gateway.usage.LegacyRows.OfModel;
import io.lingzhi.gateway.usage.LegacyRows.OfQuarter;
import io.lingzhi.gateway.usage.LegacyRows.Tally;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The answer of CLIProxyAPI's {@code GET /v0/management/usage} as it was before its v6.10.0, from the ledger.
 *
 * <p>It differs where the old one cannot be honest: {@code apis} is keyed by the key's id, never the key; token counts
 * that nobody reported are {@code null} in the details; and the members {@code details_shown}, {@code details_omitted},
 * {@code unknown_usage_requests} and {@code apis_complete} say what the answer leaves out.
 */
public final class LegacyUsage {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH", Locale.ROOT);

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    private LegacyUsage() {}

    /** The whole answer; days, hours and timestamps are those of the zone. */
    public static JsonValue.Obj json(LegacyRows rows, ZoneId zone) {
        Tally total = rows.quarters().stream().map(OfQuarter::tally).reduce(Tally.ZERO, Tally::plus);
        Map<String, Tally> byDay = grouped(rows.quarters(), zone, DateTimeFormatter.ISO_LOCAL_DATE);
        Map<String, Tally> byHour = grouped(rows.quarters(), zone, HOUR);
        JsonValue.Obj usage = Json.object()
                .put("total_requests", total.requests())
                .put("success_count", total.requests() - total.failures())
                .put("failure_count", total.failures())
                .put("total_tokens", total.tokens())
                .put("apis", apis(rows, zone))
                .put("requests_by_day", counts(byDay, Tally::requests))
                .put("requests_by_hour", counts(byHour, Tally::requests))
                .put("tokens_by_day", counts(byDay, Tally::tokens))
                .put("tokens_by_hour", counts(byHour, Tally::tokens))
                .build();
        long shown = shown(rows);
        return Json.object()
                .put("usage", usage)
                .put("failed_requests", total.failures())
                .put("unknown_usage_requests", total.unknown())
                .put("details_shown", shown)
                .put("details_omitted", total.requests() - shown)
                .put("apis_complete", rows.complete())
                .build();
    }

    private static Map<String, Tally> grouped(List<OfQuarter> quarters, ZoneId zone, DateTimeFormatter label) {
        Map<String, Tally> groups = new TreeMap<>();
        for (OfQuarter quarter : quarters) {
            groups.merge(label.format(quarter.start().atZone(zone)), quarter.tally(), Tally::plus);
        }
        return groups;
    }

    private static JsonValue.Obj counts(Map<String, Tally> groups, Function<Tally, Long> count) {
        ObjectBuilder members = Json.object();
        groups.forEach((label, tally) -> members.put(label, count.apply(tally)));
        return members.build();
    }

    private static JsonValue.Obj apis(LegacyRows rows, ZoneId zone) {
        Map<String, List<OfModel>> byKey = new LinkedHashMap<>();
        for (OfModel model : rows.models()) {
            byKey.computeIfAbsent(model.clientKeyId(), key -> new ArrayList<>()).add(model);
        }
        Map<Place, List<JsonValue>> details = details(rows, zone);
        ObjectBuilder apis = Json.object();
        byKey.forEach((key, models) -> apis.put(key, api(models, details)));
        return apis.build();
    }

    private static JsonValue.Obj api(List<OfModel> models, Map<Place, List<JsonValue>> details) {
        Tally total = models.stream().map(OfModel::tally).reduce(Tally.ZERO, Tally::plus);
        ObjectBuilder members = Json.object();
        for (OfModel model : models) {
            Place place = new Place(model.clientKeyId(), model.model());
            members.put(
                    model.model(),
                    Json.object()
                            .put("total_requests", model.tally().requests())
                            .put("total_tokens", model.tally().tokens())
                            .put("details", details.getOrDefault(place, List.of()))
                            .build());
        }
        return Json.object()
                .put("total_requests", total.requests())
                .put("total_tokens", total.tokens())
                .put("models", members.build())
                .build();
    }

    /** How many of the newest requests have a model in the answer, so that their details are in it. */
    private static long shown(LegacyRows rows) {
        Set<Place> places = new HashSet<>();
        rows.models().forEach(model -> places.add(new Place(model.clientKeyId(), model.model())));
        return rows.newest().stream()
                .filter(request -> places.contains(Place.of(request)))
                .count();
    }

    /** The details of each model, oldest first as the old answer had them. */
    private static Map<Place, List<JsonValue>> details(LegacyRows rows, ZoneId zone) {
        Map<Place, List<JsonValue>> details = new LinkedHashMap<>();
        for (RequestRecord request : rows.newest().reversed()) {
            details.computeIfAbsent(Place.of(request), place -> new ArrayList<>())
                    .add(detail(request, zone));
        }
        return details;
    }

    private static JsonValue.Obj detail(RequestRecord request, ZoneId zone) {
        Optional<AttemptRecord> last = request.attempts().isEmpty()
                ? Optional.empty()
                : Optional.of(request.attempts().getLast());
        return Json.object()
                .put("timestamp", TIMESTAMP.format(request.at().atZone(zone)))
                .put("latency_ms", request.latency().toMillis())
                .put("source", last.map(AttemptRecord::provider).orElse(""))
                .put("auth_index", last.map(AttemptRecord::credentialId).orElse(""))
                .put("tokens", tokens(request))
                .put("failed", request.failed())
                .build();
    }

    private static JsonValue.Obj tokens(RequestRecord request) {
        Function<Function<Usage, Long>, JsonValue> count = part ->
                request.knownUsage().map(part).<JsonValue>map(JsonValue.Num::of).orElse(JsonValue.Null.NULL);
        return Json.object()
                .put("input_tokens", count.apply(Usage::input))
                .put("output_tokens", count.apply(Usage::output))
                .put("reasoning_tokens", count.apply(Usage::reasoning))
                .put("cached_tokens", count.apply(Usage::cacheRead))
                .put("total_tokens", count.apply(Usage::total))
                .build();
    }

    /** Where a request's detail belongs. */
    private record Place(String clientKeyId, String model) {
        static Place of(RequestRecord request) {
            return new Place(request.clientKeyId(), request.modelAsked());
        }
    }
}
