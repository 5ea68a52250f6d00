package io.lingzhi.bench.load;

import io.lingzhi.bench.wire.Protocol;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.Locale;

/**
 * What the load generator is to do, against 127.0.0.1.
 *
 * @param path the path of the call; its body is made by {@link Bodies}
 * @param key the client key that is shown; empty for none
 */
public record Job(int port, String path, String key, Ask ask, Tempo tempo, Expected expected) {

    /** What is asked in each request: a body of about so many bytes. */
    public record Ask(Protocol protocol, String model, int bodyBytes, boolean streamed) {}

    /** When requests are sent. */
    public record Tempo(Kind kind, int connections, int number) {
        public enum Kind {
            /** Each connection asks anew as soon as it is answered. */
            CLOSED,
            /** {@code number} requests arrive in each second, whether the earlier ones are answered or not. */
            OPEN,
            /** Each connection asks once; {@code number} of them in each second. */
            ONCE,
            /** The same, and {@code number} bytes are read in each second on each connection; all at once. */
            SLOW
        }

        public static Tempo closed(int connections) {
            return new Tempo(Kind.CLOSED, connections, 0);
        }

        /** @param most the most connections that may be open */
        public static Tempo open(int perSecond, int most) {
            return new Tempo(Kind.OPEN, most, perSecond);
        }

        public static Tempo once(int connections, int perSecond) {
            return new Tempo(Kind.ONCE, connections, perSecond);
        }

        public static Tempo slow(int connections, int bytesPerSecond) {
            return new Tempo(Kind.SLOW, connections, bytesPerSecond);
        }
    }

    /**
     * What a whole answer holds.
     *
     * @param marks how many marks; 0 for any number above none
     * @param timed whether the marks are instants of sending, so that the delay of each is measured, and not the
     *     duration of the request
     */
    public record Expected(int marks, boolean timed) {}

    public Obj json() {
        return Json.object()
                .put("port", port)
                .put("path", path)
                .put("key", key)
                .put("protocol", ask.protocol().word())
                .put("model", ask.model())
                .put("body", ask.bodyBytes())
                .put("streamed", ask.streamed())
                .put("tempo", tempo.kind().name())
                .put("connections", tempo.connections())
                .put("number", tempo.number())
                .put("marks", expected.marks())
                .put("timed", expected.timed())
                .build();
    }

    public static Job of(Obj json) {
        Ask ask = new Ask(
                Protocol.valueOf(json.string("protocol", "").toUpperCase(Locale.ROOT)),
                json.string("model", ""),
                number(json, "body"),
                json.bool("streamed").orElse(false));
        Tempo tempo = new Tempo(
                Tempo.Kind.valueOf(json.string("tempo", "")), number(json, "connections"), number(json, "number"));
        return new Job(
                number(json, "port"),
                json.string("path", ""),
                json.string("key", ""),
                ask,
                tempo,
                new Expected(number(json, "marks"), json.bool("timed").orElse(false)));
    }

    private static int number(Obj json, String name) {
        return json.integer(name).orElse(0L).intValue();
    }
}
