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

    /** What is sent of the body, in pieces, and how it ends. */
    private record Act(List<byte[]> pieces, Step ending) {}

    /** @param protocol that of errors inside the answer */
    static Staging of(Reply reply, Script script, Protocol protocol) {
        return switch (reply) {
            case Reply.Streamed streamed ->
                new Staging(200, head(streamed), true, 0, steps(act(streamed, script, protocol), script));
            case Reply.Whole whole -> {
                Reply.Whole spoilt = spoil(whole, script.fault(), protocol);
                yield new Staging(
                        spoilt.status(),
                        spoilt.headers(),
                        false,
                        spoilt.body().length,
                        steps(act(spoilt, script.fault()), script));
            }
        };
    }

    private static Map<String, String> head(Reply.Streamed reply) {
        return switch (reply.layout()) {
            case EVENTS -> Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache");
            case ARRAY -> Map.of("content-type", "application/json; charset=utf-8");
        };
    }

    private static Act act(Reply.Streamed reply, Script script, Protocol protocol) {
        List<Frame> all = reply.all();
        return switch (script.fault()) {
            case Fault.None _, Fault.Status _ -> ended(all, reply, script);
            case Fault.Stall(Place place) -> broken(first(all, place), reply, script, new Step.Stall());
            case Fault.Cut(int bytes) ->
                new Act(upTo(bytes, ended(all, reply, script).pieces()), new Step.Cut());
            case Fault.CutAfter(Place place) -> broken(first(all, place), reply, script, new Step.Cut());
            case Fault.ResetAtOnce() -> new Act(List.of(), new Step.Reset());
            case Fault.Reset(Place place) -> broken(first(all, place), reply, script, new Step.Reset());
            case Fault.Malformed(Place place) -> ended(spoilt(all, place), reply, script);
            case Fault.ErrorFrame(Place place) -> {
                List<Frame> some = new ArrayList<>(first(all, place));
                some.add(Errors.frame(protocol, some.size()));
                yield ended(some, reply, script);
            }
            case Fault.NoDone() -> ended(reply.frames(), reply, script);
            case Fault.NoLast() -> ended(first(all, Place.end()), reply, script);
        };
    }

    /** The frames, and then the end in good order. */
    private static Act ended(List<Frame> frames, Reply.Streamed reply, Script script) {
        List<byte[]> pieces = frames(frames, reply.layout(), script.wire());
        if (reply.layout() == Reply.Layout.ARRAY) {
            pieces.add(lines(frames.isEmpty() ? "[]" : "\n]\n", script.wire()));
        }
        return new Act(pieces, new Step.End());
    }

    private static Act broken(List<Frame> frames, Reply.Streamed reply, Script script, Step ending) {
        return new Act(frames(frames, reply.layout(), script.wire()), ending);
    }

    /** The body that the fault leaves of a whole reply. */
    private static Reply.Whole spoil(Reply.Whole reply, Fault fault, Protocol protocol) {
        return switch (fault) {
            case Fault.Malformed _ ->
                new Reply.Whole(reply.status(), reply.headers(), Arrays.copyOf(reply.body(), reply.body().length / 2));
            case Fault.ErrorFrame _ ->
                new Reply.Whole(reply.status(), reply.headers(), Json.bytes(Errors.inside(protocol)));
            case Fault.NoDone(), Fault.NoLast() -> new Reply.Whole(reply.status(), reply.headers(), new byte[0]);
            case Fault.None _,
                    Fault.Status _,
                    Fault.Stall _,
                    Fault.Cut _,
                    Fault.CutAfter _,
                    Fault.ResetAtOnce _,
                    Fault.Reset _ -> reply;
        };
    }

    /** A whole body counts as two frames, its halves. */
    private static Act act(Reply.Whole reply, Fault fault) {
        byte[] body = reply.body();
        return switch (fault) {
            case Fault.Stall(Place place) -> new Act(halves(body).subList(0, place.inHalves()), new Step.Stall());
            case Fault.Cut(int bytes) -> new Act(upTo(bytes, List.of(body)), new Step.Cut());
            case Fault.CutAfter(Place place) -> new Act(halves(body).subList(0, place.inHalves()), new Step.Cut());
            case Fault.ResetAtOnce() -> new Act(List.of(), new Step.Reset());
            case Fault.Reset(Place place) -> new Act(halves(body).subList(0, place.inHalves()), new Step.Reset());
            case Fault.None _, Fault.Status _, Fault.Malformed _, Fault.ErrorFrame _, Fault.NoDone _, Fault.NoLast _ ->
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

    private static List<Frame> first(List<Frame> all, Place place) {
        return all.subList(0, place.in(all));
    }

    private static List<Frame> spoilt(List<Frame> frames, Place place) {
        List<Frame> copy = new ArrayList<>(frames);
        int last = place.in(frames) - 1;
        if (last >= 0 && (place.unit() != Place.Unit.FRAMES || place.count() <= frames.size())) {
            copy.set(last, copy.get(last).broken());
        }
        return copy;
    }

    private static List<byte[]> frames(List<Frame> frames, Reply.Layout layout, Wire wire) {
        List<byte[]> pieces = new ArrayList<>(frames.size() * 2);
        for (Frame frame : frames) {
            switch (layout) {
                case EVENTS -> {
                    if (wire.comments()) {
                        pieces.add(lines(COMMENT, wire));
                    }
                    String event =
                            frame.event().map(name -> "event: " + name + "\n").orElse("");
                    pieces.add(lines(event + "data: " + frame.data() + "\n\n", wire));
                }
                case ARRAY -> pieces.add(lines((pieces.isEmpty() ? "[" : ",\n") + frame.data(), wire));
            }
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
