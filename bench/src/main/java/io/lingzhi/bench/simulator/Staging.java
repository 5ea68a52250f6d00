package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Script.Pace;
import io.lingzhi.bench.simulator.Script.Wire;
import io.lingzhi.llm.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An answer ready to be played: its head, and the steps that follow. A pure function of the reply and the script.
 *
 * @param headers those of the head, the content length left out
 */
record Staging(int status, Map<String, String> headers, boolean streamed, int length, List<Step> steps) {
    private static final String COMMENT = ": simulated\n\n";
    private static final int ERROR_STATUS = 500;

    /** What is sent of the body, in pieces, and how it ends. */
    private record Act(List<byte[]> pieces, Step ending) {}

    static Staging of(Reply reply, Script script) {
        return switch (reply) {
            case Reply.Streamed streamed ->
                new Staging(
                        200,
                        Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache"),
                        true,
                        0,
                        steps(act(streamed, script), script));
            case Reply.Whole whole -> {
                Reply.Whole spoilt = spoil(whole, script.fault());
                yield new Staging(
                        spoilt.status(),
                        spoilt.headers(),
                        false,
                        spoilt.body().length,
                        steps(act(spoilt, script.fault()), script));
            }
        };
    }

    private static Act act(Reply.Streamed reply, Script script) {
        List<String> all = reply.all();
        Wire wire = script.wire();
        return switch (script.fault()) {
            case Fault.None _, Fault.Status _ -> new Act(frames(all, wire), new Step.End());
            case Fault.Stall(int count) -> new Act(frames(first(all, count), wire), new Step.Stall());
            case Fault.Cut(int bytes) -> new Act(upTo(bytes, frames(all, wire)), new Step.Cut());
            case Fault.ResetAtOnce() -> new Act(List.of(), new Step.Reset());
            case Fault.Reset(int count) -> new Act(frames(first(all, count), wire), new Step.Reset());
            case Fault.Malformed(int number) -> new Act(frames(broken(all, number), wire), new Step.End());
            case Fault.ErrorFrame(int count) -> {
                List<String> some = new ArrayList<>(first(all, count));
                some.add(errorText());
                yield new Act(frames(some, wire), new Step.End());
            }
            case Fault.NoDone() -> new Act(frames(reply.frames(), wire), new Step.End());
        };
    }

    /** The body that the fault leaves of a whole reply. */
    private static Reply.Whole spoil(Reply.Whole reply, Fault fault) {
        return switch (fault) {
            case Fault.Malformed _ ->
                new Reply.Whole(reply.status(), reply.headers(), Arrays.copyOf(reply.body(), reply.body().length / 2));
            case Fault.ErrorFrame _ ->
                new Reply.Whole(reply.status(), reply.headers(), errorText().getBytes(StandardCharsets.UTF_8));
            case Fault.NoDone() -> new Reply.Whole(reply.status(), reply.headers(), new byte[0]);
            case Fault.None _, Fault.Status _, Fault.Stall _, Fault.Cut _, Fault.ResetAtOnce _, Fault.Reset _ -> reply;
        };
    }

    /** A whole body counts as two frames, its halves. */
    private static Act act(Reply.Whole reply, Fault fault) {
        byte[] body = reply.body();
        return switch (fault) {
            case Fault.Stall(int count) -> new Act(first(halves(body), count), new Step.Stall());
            case Fault.Cut(int bytes) -> new Act(upTo(bytes, List.of(body)), new Step.Cut());
            case Fault.ResetAtOnce() -> new Act(List.of(), new Step.Reset());
            case Fault.Reset(int count) -> new Act(first(halves(body), count), new Step.Reset());
            case Fault.None _, Fault.Status _, Fault.Malformed _, Fault.ErrorFrame _, Fault.NoDone _ ->
                new Act(List.of(body), new Step.End());
        };
    }

    private static List<Step> steps(Act act, Script script) {
        Pace pace = script.pace();
        List<Step> steps = new ArrayList<>();
        addWait(steps, pace.delay());
        if (script.fault() instanceof Fault.ResetAtOnce) {
            steps.add(act.ending());
            return List.copyOf(steps);
        }
        List<byte[]> pieces = writes(act.pieces(), script.wire().split());
        if (pieces.isEmpty() || pace.first().isPositive()) {
            steps.add(new Step.Head());
        }
        addWait(steps, pace.first());
        for (int i = 0; i < pieces.size(); i++) {
            addWait(steps, i == 0 ? Duration.ZERO : pace.gap());
            steps.add(new Step.Write(pieces.get(i)));
        }
        steps.add(act.ending());
        return List.copyOf(steps);
    }

    private static void addWait(List<Step> steps, Duration time) {
        if (time.isPositive()) {
            steps.add(new Step.Wait(time));
        }
    }

    private static String errorText() {
        return Json.text(OpenAiErrors.body(ERROR_STATUS, "server_error", "A simulated error inside the answer."));
    }

    private static <T> List<T> first(List<T> all, int count) {
        return all.subList(0, Math.min(count, all.size()));
    }

    private static List<String> broken(List<String> frames, int number) {
        List<String> copy = new ArrayList<>(frames);
        if (number <= copy.size()) {
            copy.set(number - 1, "{\"id\":\"chatcmpl-broken\",\"choices\":[{");
        }
        return copy;
    }

    private static List<byte[]> frames(List<String> texts, Wire wire) {
        List<byte[]> pieces = new ArrayList<>(texts.size() * 2);
        for (String text : texts) {
            if (wire.comments()) {
                pieces.add(lines(COMMENT, wire));
            }
            pieces.add(lines("data: " + text + "\n\n", wire));
        }
        return pieces;
    }

    private static byte[] lines(String text, Wire wire) {
        return (wire.crlf() ? text.replace("\n", "\r\n") : text).getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> halves(byte[] body) {
        int half = body.length / 2;
        return List.of(Arrays.copyOf(body, half), Arrays.copyOfRange(body, half, body.length));
    }

    private static List<byte[]> upTo(int bytes, List<byte[]> pieces) {
        List<byte[]> kept = new ArrayList<>();
        int left = bytes;
        for (byte[] piece : pieces) {
            if (left == 0) {
                break;
            }
            byte[] part = piece.length <= left ? piece : Arrays.copyOf(piece, left);
            kept.add(part);
            left -= part.length;
        }
        return kept;
    }

    /** The pieces of each write: as they are, or all of the same size. */
    private static List<byte[]> writes(List<byte[]> pieces, int size) {
        if (size == 0) {
            return pieces.stream().filter(piece -> piece.length > 0).toList();
        }
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        pieces.forEach(together::writeBytes);
        byte[] all = together.toByteArray();
        List<byte[]> parts = new ArrayList<>();
        for (int start = 0; start < all.length; start += size) {
            parts.add(Arrays.copyOfRange(all, start, Math.min(all.length, start + size)));
        }
        return parts;
    }
}
