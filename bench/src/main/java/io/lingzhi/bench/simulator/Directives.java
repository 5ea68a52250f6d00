package io.lingzhi.bench.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one script by name, each taken at most once. Used by one thread. */
final class Directives {
    private static final Pattern WORD = Pattern.compile("([a-z-]+)(?:[=@]([ -)+-~]+))?(?:\\*([0-9]{1,6}))?");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,7})(ms|s)");
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Map<String, Word> words = new LinkedHashMap<>();

    private record Word(Optional<String> value, int times) {}

    static Directives split(String text) throws MalformedScriptException {
        Directives directives = new Directives();
        for (String part : text.split("[,;]")) {
            String word = part.strip();
            if (!word.isEmpty()) {
                directives.add(word);
            }
        }
        return directives;
    }

    private void add(String text) throws MalformedScriptException {
        Matcher word = WORD.matcher(text);
        if (!word.matches()) {
            throw new MalformedScriptException("cannot read the directive '" + text
                    + "': write name, name=value or name@value, and *N for N times");
        }
        int times = word.group(3) == null ? 0 : Integer.parseInt(word.group(3));
        if (words.put(word.group(1), new Word(Optional.ofNullable(word.group(2)), times)) != null) {
            throw new MalformedScriptException("the directive '" + word.group(1) + "' stands twice: leave one");
        }
    }

    /** Which of these names are there. */
    List<String> present(List<String> names) {
        return names.stream().filter(words::containsKey).toList();
    }

    /** How often the directive counts; 0 when that is not said. */
    int times(String name) {
        return Optional.ofNullable(words.get(name)).map(Word::times).orElse(0);
    }

    /** Takes a directive that has no value; whether it was there. */
    boolean flag(String name) throws MalformedScriptException {
        Word word = words.remove(name);
        if (word != null && word.value().isPresent()) {
            throw new MalformedScriptException("the directive '" + name + "' has no value: write the name alone");
        }
        return word != null;
    }

    /** Whether the directive is there and has a value. */
    boolean valued(String name) {
        return Optional.ofNullable(words.get(name)).flatMap(Word::value).isPresent();
    }

    /** Whether the directive has digits alone as its value. */
    boolean wholeNumber(String name) {
        return Optional.ofNullable(words.get(name))
                .flatMap(Word::value)
                .filter(value -> value.matches("[0-9]+"))
                .isPresent();
    }

    /** Takes a directive that must have a value if it is there. */
    Optional<String> text(String name) throws MalformedScriptException {
        Word word = words.remove(name);
        if (word != null && word.value().isEmpty()) {
            throw new MalformedScriptException("the directive '" + name + "' needs a value: write " + name + "=...");
        }
        return Optional.ofNullable(word).flatMap(Word::value);
    }

    /** Takes a whole number of the range. */
    int number(String name, int least, int most, int otherwise) throws MalformedScriptException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        long value = text.get().matches("[0-9]{1,9}") ? Long.parseLong(text.get()) : -1;
        if (value < least || value > most) {
            throw new MalformedScriptException("the directive '" + name + "' has the value '" + text.get()
                    + "': write a whole number from " + least + " to " + most);
        }
        return (int) value;
    }

    /** Takes a time such as {@code 500ms} or {@code 2s}; zero when there is none. */
    Duration time(String name) throws MalformedScriptException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        Matcher time = TIME.matcher(text.get());
        Duration value = LONGEST.plusMillis(1);
        if (time.matches()) {
            long count = Long.parseLong(time.group(1));
            value = time.group(2).equals("ms") ? Duration.ofMillis(count) : Duration.ofSeconds(count);
        }
        if (value.compareTo(LONGEST) > 0) {
            throw new MalformedScriptException("the directive '" + name + "' has the value '" + text.get()
                    + "': write a time such as 500ms or 2s, at most one hour");
        }
        return value;
    }

    /** Refuses what nobody has taken. */
    void refuseRest(List<String> known) throws MalformedScriptException {
        for (String name : words.keySet()) {
            throw new MalformedScriptException(
                    "there is no directive '" + name + "' here; known are " + String.join(", ", known));
        }
    }

    /** Refuses a count on any directive but this one. */
    void refuseTimesExcept(List<String> allowed) throws MalformedScriptException {
        for (Map.Entry<String, Word> word : words.entrySet()) {
            if (word.getValue().times() > 0 && !allowed.contains(word.getKey())) {
                throw new MalformedScriptException(
                        "the directive '" + word.getKey() + "' cannot count calls: only a fault takes *N");
            }
        }
    }
}
