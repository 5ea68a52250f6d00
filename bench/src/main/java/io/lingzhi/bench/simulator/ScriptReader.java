package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Script.Pace;
import io.lingzhi.bench.simulator.Script.Shape;
import io.lingzhi.bench.simulator.Script.UsageStyle;
import io.lingzhi.bench.simulator.Script.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a script from its text: directives parted by commas or semicolons, such as {@code delay=500ms,stall@3}.
 *
 * <ul>
 *   <li>pace: {@code delay=T} before the head, {@code first=T} between head and first byte, {@code gap=T} between
 *       writes;
 *   <li>shape: {@code chunks=N} content frames, {@code size=N} characters each, {@code bigusage}, {@code no-usage};
 *   <li>layout of a stream: {@code crlf}, {@code comments}, {@code split=N} bytes a write;
 *   <li>one fault: {@code status=S} with {@code retry-after=T} and {@code code=C}, {@code stall@N}, {@code cut@BYTES},
 *       {@code reset}, {@code reset@N}, {@code malformed@N}, {@code error@N}, {@code no-done}. {@code *N} after a fault
 *       makes it happen in the first N calls only.
 * </ul>
 */
final class ScriptReader {
    /** Most characters that {@code chunks} and {@code size} may ask for together. */
    static final int MAX_CHARACTERS = 1 << 20;

    private static final int MAX_FRAMES = 1_000_000;
    private static final List<String> FAULTS =
            List.of("status", "stall", "cut", "reset", "malformed", "error", "no-done");
    private static final List<String> KNOWN = List.of(
            "delay",
            "first",
            "gap",
            "chunks",
            "size",
            "bigusage",
            "no-usage",
            "crlf",
            "comments",
            "split",
            "status",
            "retry-after",
            "code",
            "stall",
            "cut",
            "reset",
            "malformed",
            "error",
            "no-done");

    private ScriptReader() {}

    /** The script that stands after the first {@code !} of a model name; empty when there is none. */
    static String ofModel(String model) {
        int mark = model.indexOf('!');
        return mark < 0 ? "" : model.substring(mark + 1);
    }

    static Script read(String text) throws MalformedScriptException {
        if (text.isBlank()) {
            return Script.PLAIN;
        }
        Directives directives = Directives.split(text);
        directives.refuseTimesExcept(FAULTS);
        List<String> faults = directives.present(FAULTS);
        if (faults.size() > 1) {
            throw new MalformedScriptException("one answer has one fault, not " + String.join(" and ", faults));
        }
        int times = faults.isEmpty() ? 0 : directives.times(faults.getFirst());
        Script script = new Script(
                text, pace(directives), shape(directives), wire(directives), fault(directives, faults), times);
        directives.refuseRest(KNOWN);
        return script;
    }

    private static Pace pace(Directives directives) throws MalformedScriptException {
        return new Pace(directives.time("delay"), directives.time("first"), directives.time("gap"));
    }

    private static Shape shape(Directives directives) throws MalformedScriptException {
        int chunks = directives.number("chunks", 1, MAX_CHARACTERS, 0);
        int size = directives.number("size", 1, MAX_CHARACTERS, Script.DEFAULT_SIZE);
        if ((long) chunks * size > MAX_CHARACTERS) {
            throw new MalformedScriptException("chunks times size is more than " + MAX_CHARACTERS + " characters");
        }
        boolean big = directives.flag("bigusage");
        boolean none = directives.flag("no-usage");
        if (big && none) {
            throw new MalformedScriptException("bigusage and no-usage exclude each other: leave one");
        }
        return new Shape(chunks, size, big ? UsageStyle.BIG : none ? UsageStyle.NONE : UsageStyle.PLAIN);
    }

    private static Wire wire(Directives directives) throws MalformedScriptException {
        return new Wire(
                directives.flag("crlf"), directives.flag("comments"), directives.number("split", 1, MAX_CHARACTERS, 0));
    }

    private static Fault fault(Directives directives, List<String> faults) throws MalformedScriptException {
        if (faults.isEmpty()) {
            return new Fault.None();
        }
        String name = faults.getFirst();
        return switch (name) {
            case "status" -> status(directives);
            case "stall" -> new Fault.Stall(required(directives, name, 0));
            case "cut" -> new Fault.Cut(required(directives, name, 0));
            case "malformed" -> new Fault.Malformed(required(directives, name, 1));
            case "error" -> new Fault.ErrorFrame(required(directives, name, 0));
            case "reset" -> reset(directives);
            case "no-done" -> {
                directives.flag(name);
                yield new Fault.NoDone();
            }
            default -> throw new IllegalStateException("not a fault: " + name);
        };
    }

    private static Fault reset(Directives directives) throws MalformedScriptException {
        if (directives.valued("reset")) {
            return new Fault.Reset(required(directives, "reset", 0));
        }
        directives.flag("reset");
        return new Fault.ResetAtOnce();
    }

    private static int required(Directives directives, String name, int least) throws MalformedScriptException {
        return directives.number(name, least, MAX_FRAMES, least);
    }

    private static Fault status(Directives directives) throws MalformedScriptException {
        int status = directives.number("status", 400, 599, 500);
        Optional<String> wait = directives.text("retry-after");
        Map<String, String> headers = wait.isPresent() ? Map.of("retry-after", wait.get()) : Map.of();
        Optional<String> code = directives.text("code");
        return new Fault.Status(status, headers, code.orElseGet(() -> OpenAiErrors.usualCode(status)));
    }
}
