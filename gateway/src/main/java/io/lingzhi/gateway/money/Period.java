package io.lingzhi.gateway.money;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A stretch of the calendar for which an amount is set. */
public enum Period {
    DAY,
    MONTH;

    /** When the period that holds this moment began. */
    public Instant start(Instant now, ZoneId zone) {
        return first(now, zone).atStartOfDay(zone).toInstant();
    }

    /** When the period that holds this moment ends, which is when the next begins. */
    public Instant end(Instant now, ZoneId zone) {
        LocalDate first = first(now, zone);
        LocalDate next = switch (this) {
            case DAY -> first.plusDays(1);
            case MONTH -> first.plusMonths(1);
        };
        return next.atStartOfDay(zone).toInstant();
    }

    private LocalDate first(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return switch (this) {
            case DAY -> today;
            case MONTH -> today.withDayOfMonth(1);
        };
    }

    /** The word in messages and in the configuration. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
