package io.lingzhi.bench.load;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;

/**
 * What a load generator has seen of a job.
 *
 * @param answered whole and good answers
 * @param marks marks in all answers, also those under way: chunks of streams
 * @param open requests under way
 * @param errors answers that were not whole and good
 * @param times the time of each request or the delay of each chunk, since the last look
 */
public record Tally(long answered, long marks, long open, Errors errors, Times times) {

    /**
     * @param refused connections that could not be made
     * @param status answers with another status than 200
     * @param cut answers that broke off, or never ended
     * @param wrong answers that ended and did not hold what was expected
     */
    public record Errors(long refused, long status, long cut, long wrong) {
        public static final Errors NONE = new Errors(0, 0, 0, 0);

        public long all() {
            return refused + status + cut + wrong;
        }

        public Errors plus(Errors more) {
            return new Errors(refused + more.refused, status + more.status, cut + more.cut, wrong + more.wrong);
        }
    }

    /** In nanoseconds. */
    public record Times(long count, long p50, long p90, long p99, long p999) {
        static Times of(Histogram histogram) {
            return new Times(
                    histogram.total(),
                    histogram.quantile(0.5),
                    histogram.quantile(0.9),
                    histogram.quantile(0.99),
                    histogram.quantile(0.999));
        }
    }

    /** The same with so many more answers that are wrong. */
    public Tally withWrong(long more) {
        return new Tally(answered, marks, open, errors.plus(new Errors(0, 0, 0, more)), times);
    }

    public Obj json() {
        return Json.object()
                .put("answered", answered)
                .put("marks", marks)
                .put("open", open)
                .put("refused", errors.refused())
                .put("status", errors.status())
                .put("cut", errors.cut())
                .put("wrong", errors.wrong())
                .put("count", times.count())
                .put("p50", times.p50())
                .put("p90", times.p90())
                .put("p99", times.p99())
                .put("p999", times.p999())
                .build();
    }

    public static Tally of(Obj json) {
        return new Tally(
                number(json, "answered"),
                number(json, "marks"),
                number(json, "open"),
                new Errors(number(json, "refused"), number(json, "status"), number(json, "cut"), number(json, "wrong")),
                new Times(
                        number(json, "count"),
                        number(json, "p50"),
                        number(json, "p90"),
                        number(json, "p99"),
                        number(json, "p999")));
    }

    private static long number(Obj json, String name) {
        return json.integer(name).orElse(0L);
    }
}
