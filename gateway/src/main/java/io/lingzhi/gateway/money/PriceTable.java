package io.lingzhi.gateway.money;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The prices that come with the program, {@code prices.tsv}, which says itself where they are from and how its rows are
 * read. Immutable.
 */
public final class PriceTable {
    private static final String SOURCE = "catalogue 2026-11-25";
    private static final int FIRST_PRICE = 5;
    private static final int COLUMNS = 11;

    private final Map<String, List<Entry>> byProvider;

    /** The rows of the same models, as they stand: their prices are read when they are asked for. */
    private record Entry(List<String> models, List<String> rows) {
        boolean has(String model) {
            return models.stream().anyMatch(pattern -> ModelPattern.of(pattern).test(model));
        }
    }

    /** No prices. */
    public static final PriceTable EMPTY = new PriceTable(Map.of());

    private PriceTable(Map<String, List<Entry>> byProvider) {
        this.byProvider = byProvider;
    }

    /** The table that comes with the program. */
    public static PriceTable shipped() {
        try (InputStream in = PriceTable.class.getResourceAsStream("prices.tsv")) {
            if (in == null) {
                throw new IllegalStateException("the table of prices is missing from the program's files");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PriceTable read(String table) {
        Map<String, Map<String, Entry>> providers = new LinkedHashMap<>();
        table.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            String[] cells = line.split("\t", 3);
            providers
                    .computeIfAbsent(cells[0], provider -> new LinkedHashMap<>())
                    .computeIfAbsent(cells[1], models -> new Entry(Arrays.asList(models.split(" ")), new ArrayList<>()))
                    .rows()
                    .add(line);
        });
        Map<String, List<Entry>> byProvider = new LinkedHashMap<>();
        providers.forEach((provider, entries) -> byProvider.put(provider, List.copyOf(entries.values())));
        return new PriceTable(byProvider);
    }

    private static Price.Line line(String row) {
        String[] cells = row.split("\t", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("a row of prices has " + COLUMNS + " columns: " + row);
        }
        Rates.Published published = new Rates.Published(
                price(cells, 0).orElse(BigDecimal.ZERO),
                price(cells, 1).orElse(BigDecimal.ZERO),
                price(cells, 2),
                price(cells, 3),
                price(cells, 4),
                price(cells, 5));
        long above = cells[3].isEmpty() ? -1 : Long.parseLong(cells[3]);
        return new Price.Line(when(cells[2]), above, Rates.of(published));
    }

    private static Optional<BigDecimal> price(String[] cells, int index) {
        return Optional.of(cells[FIRST_PRICE + index])
                .filter(cell -> !cell.isEmpty())
                .map(BigDecimal::new);
    }

    private static Price.When when(String cell) {
        if (cell.isEmpty()) {
            return new Price.When.Always();
        }
        if (cell.contains(":")) {
            String[] hours = cell.split("-", 2);
            return new Price.When.Daily(LocalTime.parse(hours[0]), LocalTime.parse(hours[1]));
        }
        return new Price.When.From(
                LocalDate.parse(cell).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /**
     * The price of this provider's model, if the table has it.
     *
     * @throws IllegalArgumentException when its row is none
     */
    public Optional<Price> find(String provider, String model) {
        return byProvider.getOrDefault(provider, List.of()).stream()
                .filter(entry -> entry.has(model))
                .findFirst()
                .map(entry ->
                        new Price(entry.rows().stream().map(PriceTable::line).toList(), SOURCE));
    }

    /** How many models of how many providers have a price, for people. */
    @Override
    public String toString() {
        return byProvider.values().stream().mapToInt(List::size).sum() + " prices of " + byProvider.size()
                + " providers";
    }
}
