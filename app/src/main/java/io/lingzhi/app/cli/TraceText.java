package io.lingzhi.app.cli;

import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.Considered;
import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.gateway.usage.RequestRecord;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A request's record as people read it. */
final class TraceText {
    private final Texts texts;
    private final PrintStream out;

    TraceText(Texts texts, PrintStream out) {
        this.texts = texts;
        this.out = out;
    }

    void print(RequestRecord request) {
        Columns head = new Columns()
                .row(texts.say("trace.request"), request.requestId())
                .row(texts.say("trace.at"), request.at().toString())
                .row(texts.say("trace.key"), request.clientKeyId())
                .row(texts.say("column.model"), request.modelAsked())
                .row(
                        texts.say("trace.asked"),
                        texts.say(
                                request.streamed() ? "trace.streamed" : "trace.whole",
                                request.inbound().id(),
                                request.operation()))
                .row(texts.say("trace.outcome"), outcome(request));
        request.timeToFirstToken().ifPresent(time -> head.row(texts.say("column.first-token"), time(time)));
        request.losses().forEach(loss -> head.row(texts.say("trace.lost"), loss));
        head.print(out);
        out.println();
        considered(request.decision());
        attempts(request);
    }

    private String outcome(RequestRecord request) {
        String ended =
                request.status() + request.failureKind().map(kind -> " " + kind).orElse("");
        String message = request.decision().message().map(said -> ": " + said).orElse("");
        return texts.say("trace.ended", ended, time(request.latency())) + message;
    }

    private void considered(Decision decision) {
        if (decision.considered().isEmpty()) {
            out.println(texts.say("trace.nowhere"));
            return;
        }
        Columns columns = new Columns()
                .row(
                        texts.say("column.stage"),
                        texts.say("column.model"),
                        texts.say("column.provider"),
                        texts.say("column.credential"),
                        texts.say("column.upstream-model"),
                        texts.say("column.became"));
        for (Considered entry : decision.considered()) {
            columns.row(
                    texts.say("stage." + entry.stage()),
                    entry.model(),
                    entry.provider(),
                    entry.credentialId(),
                    entry.upstreamModel(),
                    became(entry));
        }
        columns.print(out);
        if (decision.leftOut() > 0) {
            out.println(texts.say("trace.more", decision.leftOut()));
        }
        out.println();
    }

    private String became(Considered entry) {
        String cause = entry.cause().map(word -> texts.say("cause." + word)).orElse("");
        String again = entry.again().map(TraceText::time).orElse("");
        return texts.say("became." + entry.outcome(), cause, again);
    }

    private void attempts(RequestRecord request) {
        if (request.attempts().isEmpty()) {
            return;
        }
        Columns columns = new Columns()
                .row(
                        "#",
                        texts.say("column.credential"),
                        texts.say("column.status"),
                        texts.say("column.began"),
                        texts.say("column.waited"),
                        texts.say("column.first-token"),
                        texts.say("column.took"),
                        texts.say("column.ended"));
        for (int i = 0; i < request.attempts().size(); i++) {
            add(columns, i, request.attempts().get(i), request);
        }
        columns.print(out);
        out.println();
    }

    private void add(Columns columns, int index, AttemptRecord attempt, RequestRecord request) {
        Optional<Decision.Way> way = request.decision().way(index);
        String role = way.map(Decision.Way::role)
                .filter(kind -> kind != Decision.Role.USUAL)
                .map(kind -> texts.say("role." + kind.word()) + " ")
                .orElse("");
        String message =
                way.flatMap(Decision.Way::message).map(said -> ": " + said).orElse("");
        columns.row(
                Integer.toString(index + 1),
                attempt.credentialId(),
                attempt.status().map(Object::toString).orElse("-"),
                "+" + time(Duration.between(request.at(), attempt.at())),
                way.map(known -> time(known.waited())).orElse("-"),
                attempt.timeToFirstToken().map(TraceText::time).orElse("-"),
                time(attempt.latency()),
                role + attempt.failureKind().orElse(texts.say("trace.answered")) + message);
    }

    private static String time(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return millis < 10
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : millis < 10_000
                        ? String.format(Locale.ROOT, "%.0f ms", millis)
                        : String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }
}
