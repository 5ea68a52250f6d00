package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Script.Manners;
import io.lingzhi.bench.simulator.Script.Pace;
import io.lingzhi.bench.simulator.Script.Shape;
import io.lingzhi.bench.simulator.Script.UsageStyle;
import io.lingzhi.bench.simulator.Script.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a script from its text: directives parted by commas or semicolons, such as {@code delay=500ms,stall@3}.
 *
 * <ul>
 *   <li>pace: {@code delay=T} before the head, {@code first=T} between head and first byte, {@code gap=T} between
 *       writes;
 *   <li>shape: {@code chunks=N} content frames, {@code size=N} characters each, {@code words=N} fixed words,
 *       {@code bigusage}, {@code no-usage}, {@code no-prefill};
 *   <li>layout of a stream: {@code crlf}, {@code comments}, {@code split=N} bytes a write;
 *   <li>one fault: {@code status=S} with {@code retry-after=T} and {@code code=C}, {@code stall@P}, {@code cut@BYTES},
 *       {@code cut@P}, {@code reset}, {@code reset@P}, {@code malformed@P}, {@code error@P}, {@code no-done},
 *       {@code no-last}. P is a number of frames, a number of tokens such as {@code 20t}, or {@code end}. {@code *N}
 *       after a fault makes it happen in the first N calls only;
 *   <li>{@code tag=WORD} does nothing but make this a script of its own, which is counted by itself.
 * </ul>
 */
final class ScriptReader {
    /** Most characters that {@code chunks} and {@code size} may ask for together. */
    static final int MAX_CHARACTERS = 1 << 20;

    private static final int MAX_FRAMES = 1_000_000;
    private static final int MAX_WORDS = 100_000;
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,7})(t?)");
    private static final List<String> FAULTS =
            List.of("status", "stall", "cut", "reset", "malformed", "error", "no-done", "no-last");
    private static final List<String> KNOWN = List.of(
            "delay",
            "first",
            "gap",
            "chunks",
            "size",
            "words",
            "bigusage",
            "no-usage",
            "no-prefill",
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
            "no-done",
            "no-last",
            "tag");

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
        directives.text("tag");
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
        int words = directives.number("words", 1, MAX_WORDS, 0);
        Manners manners = directives.flag("no-prefill") ? Manners.NO_PREFILL : Manners.PATIENT;
        boolean big = directives.flag("bigusage");
        boolean none = directives.flag("no-usage");
        if (big && none) {
            throw new MalformedScriptException("bigusage and no-usage exclude each other: leave one");
        }
        UsageStyle usage = big ? UsageStyle.BIG : none ? UsageStyle.NONE : UsageStyle.PLAIN;
        return new Shape(chunks, size, words, manners, usage);
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
            case "stall" -> new Fault.Stall(place(directives, name, 0));
            case "cut" -> cut(directives);
            case "malformed" -> new Fault.Malformed(place(directives, name, 1));
            case "error" -> new Fault.ErrorFrame(place(directives, name, 0));
            case "reset" -> reset(directives);
            case "no-done" -> {
                directives.flag(name);
                yield new Fault.NoDone();
            }
            case "no-last" -> {
                directives.flag(name);
                yield new Fault.NoLast();
            }
            default -> throw new IllegalStateException("not a fault: " + name);
        };
    }

    private static Fault reset(Directives directives) throws MalformedScriptException {
        if (directives.valued("reset")) {
            return new Fault.Reset(place(directives, "reset", 0));
        }
        directives.flag("reset");
        return new Fault.ResetAtOnce();
    }

    /** A bare number counts bytes here, unlike everywhere else. */
    private static Fault cut(Directives directives) throws MalformedScriptException {
        return directives.wholeNumber("cut")
                ? new Fault.Cut(directives.number("cut", 0, MAX_FRAMES, 0))
                : new Fault.CutAfter(place(directives, "cut", 0));
    }

    private static Place place(Directives directives, String name, int least) throws MalformedScriptException {
        String text = directives.text(name).orElse("");
        Matcher place = PLACE.matcher(text);
        if (text.equals("end")) {
            return Place.end();
        }
        if (!place.matches() || Integer.parseInt(place.group(1)) < least) {
            throw new MalformedScriptException("the directive '" + name + "' has the value '" + text
                    + "': write a whole number from " + least + " for frames, such as 3; one with t for tokens, such as"
                    + " 20t; or end");
        }
        int count = Integer.parseInt(place.group(1));
        return place.group(2).isEmpty() ? Place.frames(count) : Place.tokens(count);
    }

    private static Fault status(Directives directives) throws MalformedScriptException {
        int status = directives.number("status", 400, 599, 500);
        Optional<String> wait = directives.text("retry-after");
        Map<String, String> headers = wait.isPresent() ? Map.of("retry-after", wait.get()) : Map.of();
        return new Fault.Status(status, headers, directives.text("code"));
    }
}
