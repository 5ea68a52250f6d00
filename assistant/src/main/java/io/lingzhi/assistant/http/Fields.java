package io.lingzhi.assistant.http;

import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one request, from its JSON body and its query string alike. Mistakes are collected, so that the asker
 * learns all at once. JSON's null counts as absent.
 */
final class Fields {
    private static final int MOST_WARNINGS = 20;
    private static final int LONGEST_NAME = 64;

    private final JsonValue.Obj body;
    private final QueryParameters query;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    Fields(JsonValue.Obj body, QueryParameters query) {
        this.body = body;
        this.query = query;
    }

    Optional<String> text(String name) {
        asked.add(name);
        Optional<String> inBody = switch (body.get(name)) {
            case JsonValue.Str(String value) -> Optional.of(value);
            case JsonValue.Null ignored -> Optional.empty();
            case JsonValue.Obj ignored -> wrong(name, Wording.mustBeText());
            case JsonValue.Arr ignored -> wrong(name, Wording.mustBeText());
            case JsonValue.Num ignored -> wrong(name, Wording.mustBeText());
            case JsonValue.Bool ignored -> wrong(name, Wording.mustBeText());
        };
        return agree(name, inBody, single(name));
    }

    /** A text of at most {@code limit} characters; a blank one counts as absent. */
    Optional<String> shortText(String name, int limit) {
        Optional<String> text = text(name).filter(value -> !value.isBlank());
        if (text.isPresent() && text.get().length() > limit) {
            return wrong(name, Wording.tooLong(limit));
        }
        return text;
    }

    boolean flag(String name) {
        asked.add(name);
        Optional<Boolean> inBody = switch (body.get(name)) {
            case JsonValue.Bool(boolean value) -> Optional.of(value);
            case JsonValue.Null ignored -> Optional.empty();
            case JsonValue.Obj ignored -> wrong(name, Wording.mustBeFlag());
            case JsonValue.Arr ignored -> wrong(name, Wording.mustBeFlag());
            case JsonValue.Num ignored -> wrong(name, Wording.mustBeFlag());
            case JsonValue.Str ignored -> wrong(name, Wording.mustBeFlag());
        };
        return agree(name, inBody, single(name).flatMap(word -> flagWord(name, word)))
                .orElse(false);
    }

    /** A whole number within bounds. */
    int number(String name, int least, int most, int otherwise) {
        asked.add(name);
        Optional<String> inBody = switch (body.get(name)) {
            case JsonValue.Num(String value) -> Optional.of(value);
            case JsonValue.Null ignored -> Optional.empty();
            case JsonValue.Obj ignored -> wrong(name, Wording.mustBeNumber(least, most));
            case JsonValue.Arr ignored -> wrong(name, Wording.mustBeNumber(least, most));
            case JsonValue.Bool ignored -> wrong(name, Wording.mustBeNumber(least, most));
            case JsonValue.Str ignored -> wrong(name, Wording.mustBeNumber(least, most));
        };
        Optional<String> given = agree(name, inBody, single(name));
        Optional<Long> number = given.flatMap(text -> new JsonValue.Num(text).asLong())
                .filter(value -> value >= least && value <= most);
        if (given.isPresent() && number.isEmpty()) {
            return this.<Integer>wrong(name, Wording.mustBeNumber(least, most)).orElse(otherwise);
        }
        return number.map(Math::toIntExact).orElse(otherwise);
    }

    /** Names with texts, such as {@code {"year": "2024"}}; empty when absent. Numbers and flags count as their text. */
    Map<String, String> pairs(String name) {
        asked.add(name);
        if (body.get(name) == JsonValue.Null.NULL) {
            return Map.of();
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        if (!(body.get(name) instanceof JsonValue.Obj(Map<String, JsonValue> members))) {
            wrong(name, Wording.mustBePairs());
            return pairs;
        }
        members.forEach((key, value) -> plain(value)
                .ifPresentOrElse(text -> pairs.put(key, text), () -> wrong(name + "." + key, Wording.mustBeText())));
        return pairs;
    }

    private static Optional<String> plain(JsonValue value) {
        return switch (value) {
            case JsonValue.Str(String text) -> Optional.of(text);
            case JsonValue.Num(String text) -> Optional.of(text);
            case JsonValue.Bool(boolean flag) -> Optional.of(String.valueOf(flag));
            case JsonValue.Obj ignored -> Optional.empty();
            case JsonValue.Arr ignored -> Optional.empty();
            case JsonValue.Null ignored -> Optional.empty();
        };
    }

    /** Notes a mistake that the reader of a field found. */
    void mistake(String name, Text detail) {
        errors.add(new FieldError(name, detail));
    }

    /** A list of texts that may be absent. */
    List<String> optionalTexts(String name, int limit) {
        asked.add(name);
        boolean absent =
                body.get(name) == JsonValue.Null.NULL && query.all(name).isEmpty();
        return absent ? List.of() : texts(name, limit);
    }

    /** A list of texts, none of them blank and at least one. */
    List<String> texts(String name, int limit) {
        asked.add(name);
        Optional<List<String>> inBody = switch (body.get(name)) {
            case JsonValue.Arr(List<JsonValue> items) -> strings(name, items);
            case JsonValue.Null ignored -> Optional.empty();
            case JsonValue.Obj ignored -> wrong(name, Wording.mustBeTexts());
            case JsonValue.Num ignored -> wrong(name, Wording.mustBeTexts());
            case JsonValue.Bool ignored -> wrong(name, Wording.mustBeTexts());
            case JsonValue.Str ignored -> wrong(name, Wording.mustBeTexts());
        };
        Optional<List<String>> inQuery = query.all(name).isEmpty() ? Optional.empty() : Optional.of(query.all(name));
        List<String> texts = agree(name, inBody, inQuery).orElse(List.of());
        checkTexts(name, texts, limit);
        return texts;
    }

    void require(String name, Optional<String> value) {
        if (value.isEmpty() && !isWrong(name)) {
            errors.add(new FieldError(name, Wording.required()));
        }
    }

    /** Ends the reading: throws if anything was wrong. */
    void check() throws ProblemException {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.ofFields(errors));
        }
    }

    /** One line for each field that nobody asked for. Call it last. */
    List<Text> warnings() {
        Set<String> unknown = new LinkedHashSet<>(body.members().keySet());
        unknown.addAll(query.values().keySet());
        unknown.removeAll(asked);
        List<Text> lines = new ArrayList<>();
        for (String name : unknown) {
            if (lines.size() == MOST_WARNINGS) {
                lines.add(Wording.moreUnknownFields(unknown.size() - MOST_WARNINGS));
                break;
            }
            lines.add(Wording.unknownField(
                    name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name));
        }
        return lines;
    }

    private Optional<String> single(String name) {
        List<String> given = query.all(name);
        if (new LinkedHashSet<>(given).size() > 1) {
            return wrong(name, Wording.repeated());
        }
        return given.stream().findFirst();
    }

    private Optional<Boolean> flagWord(String name, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> wrong(name, Wording.mustBeFlag());
        };
    }

    private Optional<List<String>> strings(String name, List<JsonValue> items) {
        List<String> texts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof JsonValue.Str(String value))) {
                return wrong(name + "[" + i + "]", Wording.mustBeText());
            }
            texts.add(value);
        }
        return Optional.of(texts);
    }

    private void checkTexts(String name, List<String> texts, int limit) {
        if (texts.isEmpty() && errors.isEmpty()) {
            errors.add(new FieldError(name, Wording.required()));
        } else if (texts.size() > limit) {
            errors.add(new FieldError(name, Wording.tooManyTexts(limit)));
        } else {
            for (int i = 0; i < texts.size(); i++) {
                require(name + "[" + i + "]", Optional.of(texts.get(i)).filter(text -> !text.isBlank()));
            }
        }
    }

    private boolean isWrong(String name) {
        return errors.stream().anyMatch(error -> error.field().equals(name));
    }

    private <T> Optional<T> agree(String name, Optional<T> inBody, Optional<T> inQuery) {
        if (inBody.isPresent() && inQuery.isPresent() && !inBody.equals(inQuery)) {
            return wrong(name, Wording.conflict());
        }
        return inBody.or(() -> inQuery);
    }

    private <T> Optional<T> wrong(String name, Text detail) {
        errors.add(new FieldError(name, detail));
        return Optional.empty();
    }
}
