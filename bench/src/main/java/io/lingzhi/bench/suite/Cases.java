package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Job.Tempo;
import io.lingzhi.bench.wire.Manner;
import io.lingzhi.bench.wire.Protocol;
import java.util.ArrayList;
import java.util.List;

/** The loads, and which contenders and ways run under each. */
final class Cases {
    static final Shape JSON_2K_64 = json("json-2k-64", 2_048, Tempo.closed(64));
    static final Shape JSON_2K_256 = json("json-2k-256", 2_048, Tempo.closed(256));
    static final Shape JSON_30K = json("json-30k", 30_000, Tempo.closed(64));
    static final Shape JSON_300K = json("json-300k", 300_000, Tempo.closed(16));
    static final Shape JSON_2M = json("json-2m", 2_000_000, Tempo.closed(8));
    /** All do the same work in the same rhythm, whereas closed loops drive each at the speed of its own. */
    static final Shape JSON_2000_S = new Shape("json-2k-2000/s", Manner.JSON, 2_048, Tempo.open(2_000, 64), 0.4, 6);

    static final Shape FLAT_200 = new Shape("flat-200", Manner.FLAT, 2_048, Tempo.closed(200), 0.5, 0);
    static final Shape PACED_2000 = new Shape("paced-2000", Manner.PACED, 2_048, Tempo.once(2_000, 1_000), 3, 4);
    static final Shape PACED_500 = new Shape("paced-500", Manner.PACED, 2_048, Tempo.once(500, 1_000), 1.2, 3);

    static final Way TO_MESSAGES = new Way(Protocol.CHAT, Protocol.MESSAGES);
    static final Way FROM_MESSAGES = new Way(Protocol.MESSAGES, Protocol.CHAT);

    /** None for Responses clients: their last events say each text again, so that its marks would count twice. */
    private static final List<Way> MAIN_TRANSLATIONS = List.of(
            TO_MESSAGES,
            FROM_MESSAGES,
            new Way(Protocol.CHAT, Protocol.GEMINI),
            new Way(Protocol.GEMINI, Protocol.CHAT));

    /** Each protocol once on each side. */
    private static final List<Way> COMMON_TRANSLATIONS = List.of(
            TO_MESSAGES,
            FROM_MESSAGES,
            new Way(Protocol.GEMINI, Protocol.CHAT),
            new Way(Protocol.CHAT, Protocol.GEMINI),
            new Way(Protocol.RESPONSES, Protocol.MESSAGES),
            new Way(Protocol.CHAT, Protocol.RESPONSES));

    private Cases() {}

    private static Shape json(String name, int bytes, Tempo tempo) {
        return new Shape(name, Manner.JSON, bytes, tempo, 0.4, 0);
    }

    /** Ten thousand streams, or as many as fit. */
    static Shape idle(int streams) {
        double ramp = streams / 2_000.0;
        return new Shape("idle-10000", Manner.IDLE, 2_048, Tempo.once(streams, 2_000), ramp + 1, 16);
    }

    static List<Trial> of(SuiteName suite) {
        return switch (suite) {
            case QUICK -> quick();
            case JSON -> json(allTranslations());
            case STREAMS -> streams();
            case ALL -> {
                List<Trial> all = new ArrayList<>(json(COMMON_TRANSLATIONS));
                all.addAll(streams());
                yield all;
            }
            case IDLE, START, SLOW, SOAK -> List.of();
        };
    }

    private static List<Trial> quick() {
        List<Trial> trials = new ArrayList<>(beside(JSON_2K_64));
        trials.add(ours(JSON_2K_64, TO_MESSAGES));
        trials.addAll(beside(FLAT_200));
        trials.add(ours(FLAT_200, TO_MESSAGES));
        trials.addAll(beside(PACED_500));
        trials.add(ours(PACED_500, TO_MESSAGES));
        return trials;
    }

    private static List<Trial> json(List<Way> translations) {
        List<Trial> trials = new ArrayList<>(beside(JSON_2K_64));
        for (Protocol protocol : List.of(Protocol.MESSAGES, Protocol.RESPONSES, Protocol.GEMINI)) {
            trials.add(ours(JSON_2K_64, Way.through(protocol)));
        }
        translations.forEach(way -> trials.add(ours(JSON_2K_64, way)));
        trials.addAll(beside(JSON_2K_256));
        trials.add(ours(JSON_2K_256, TO_MESSAGES));
        for (Shape shape : List.of(JSON_30K, JSON_300K, JSON_2M)) {
            trials.addAll(beside(shape));
            trials.add(ours(shape, FROM_MESSAGES));
        }
        trials.addAll(beside(JSON_2000_S));
        trials.add(ours(JSON_2000_S, Way.through(Protocol.MESSAGES)));
        trials.add(ours(JSON_2000_S, TO_MESSAGES));
        trials.add(ours(JSON_2000_S, FROM_MESSAGES));
        return trials;
    }

    private static List<Trial> streams() {
        List<Trial> trials = new ArrayList<>(beside(FLAT_200));
        trials.add(ours(FLAT_200, Way.through(Protocol.MESSAGES)));
        MAIN_TRANSLATIONS.forEach(way -> trials.add(ours(FLAT_200, way)));
        for (Shape shape : List.of(PACED_2000, PACED_500)) {
            trials.addAll(beside(shape));
            trials.add(ours(shape, TO_MESSAGES));
            trials.add(ours(shape, FROM_MESSAGES));
        }
        return trials;
    }

    private static List<Way> allTranslations() {
        List<Way> ways = new ArrayList<>();
        for (Protocol client : Protocol.values()) {
            for (Protocol upstream : Protocol.values()) {
                if (client != upstream) {
                    ways.add(new Way(client, upstream));
                }
            }
        }
        return ways;
    }

    /** Everybody, passing chat through. */
    private static List<Trial> beside(Shape shape) {
        return List.of(
                new Trial(shape, Contender.DIRECT, Way.CHAT),
                new Trial(shape, Contender.NGINX, Way.CHAT),
                new Trial(shape, Contender.EVERYTHING_ON, Way.CHAT),
                new Trial(shape, Contender.BARE, Way.CHAT));
    }

    private static Trial ours(Shape shape, Way way) {
        return new Trial(shape, Contender.EVERYTHING_ON, way);
    }
}
