package io.lingzhi.llm.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259). Immutable; members keep their order, numbers keep the text they were written in. */
public sealed interface JsonValue {

    record Obj(Map<String, JsonValue> members) implements JsonValue {
        public static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            members = switch (members) {
                case FewMembers few -> few;
                case Map<String, JsonValue> some when some.size() <= FewMembers.MOST -> FewMembers.copyOf(some);
                case Map<String, JsonValue> many -> Collections.unmodifiableMap(new LinkedHashMap<>(many));
            };
        }

        /** The member, or {@link Null} when there is none. */
        public JsonValue get(String name) {
            return members.getOrDefault(name, Null.NULL);
        }

        public boolean has(String name) {
            return members.containsKey(name);
        }

        public Obj object(String name) {
            return get(name) instanceof Obj object ? object : EMPTY;
        }

        public List<JsonValue> list(String name) {
            return get(name) instanceof Arr(List<JsonValue> items) ? items : List.of();
        }

        public Optional<String> string(String name) {
            return get(name) instanceof Str(String value) ? Optional.of(value) : Optional.empty();
        }

        public String string(String name, String otherwise) {
            return get(name) instanceof Str(String value) ? value : otherwise;
        }

        public Optional<Boolean> bool(String name) {
            return get(name) instanceof Bool(boolean value) ? Optional.of(value) : Optional.empty();
        }

        /** The member as a whole number; empty when it is none or does not fit. */
        public Optional<Long> integer(String name) {
            return get(name) instanceof Num number ? number.asLong() : Optional.empty();
        }

        /** The member as a decimal; empty when it is none or is beyond the range of 64-bit floating point. */
        public Optional<Double> decimal(String name) {
            return get(name) instanceof Num(String text)
                    ? Optional.of(Double.parseDouble(text)).filter(Double::isFinite)
                    : Optional.empty();
        }

        /** The same object with one member set, at its old place or at the end. */
        public Obj with(String name, JsonValue value) {
            Map<String, JsonValue> copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new Obj(copy);
        }
    }

    record Arr(List<JsonValue> items) implements JsonValue {
        public Arr {
            items = List.copyOf(items);
        }

        public static Arr ofStrings(Iterable<String> texts) {
            List<JsonValue> items = new ArrayList<>();
            texts.forEach(text -> items.add(new Str(text)));
            return new Arr(items);
        }
    }

    record Str(String value) implements JsonValue {}

    /** A number as it was written, such as {@code 1e3} or {@code 0.10}. */
    record Num(String text) implements JsonValue {
        /** So many digits fit in 64 bits, whatever they are. */
        private static final int SURE_DIGITS = 18;

        public static Num of(long value) {
            return new Num(Long.toString(value));
        }

        public static Num of(double value) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("JSON has no such number: " + value);
            }
            return new Num(Double.toString(value));
        }

        /** The whole number that this is; empty when it has a fraction or does not fit in 64 bits. */
        public Optional<Long> asLong() {
            if (text.length() <= SURE_DIGITS && isCount(text)) {
                return Optional.of(Long.parseLong(text));
            }
            try {
                return Optional.of(new java.math.BigDecimal(text).longValueExact());
            } catch (ArithmeticException | NumberFormatException e) {
                return Optional.empty();
            }
        }

        private static boolean isCount(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return !text.isEmpty();
        }
    }

    record Bool(boolean value) implements JsonValue {
        static final Bool TRUE = new Bool(true);
        static final Bool FALSE = new Bool(false);
    }

    enum Null implements JsonValue {
        NULL
    }

    static Str of(String value) {
        return new Str(value);
    }

    static Num of(long value) {
        return Num.of(value);
    }

    static Num of(double value) {
        return Num.of(value);
    }

    static Bool of(boolean value) {
        return new Bool(value);
    }
}
