package io.lingzhi.assistant.knowledge.eval;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Passages, and questions about them, as JSON lines: {@code {"passage": ID, "text": TEXT}} and {@code {"question":
 * TEXT, "answers": [ID ...], "kind": WORD}}. A question without answers is one that the passages do not answer.
 *
 * @param passages id to text
 */
public record EvalSet(Map<String, String> passages, List<Question> questions) {
    public EvalSet {
        passages = Collections.unmodifiableMap(new LinkedHashMap<>(passages));
        questions = List.copyOf(questions);
    }

    /** @param kind a word by which questions are counted apart, such as {@code paraphrase} */
    public record Question(String text, Set<String> answers, String kind) {
        public Question {
            answers = Set.copyOf(answers);
        }

        boolean answerable() {
            return !answers.isEmpty();
        }
    }

    /** @throws JsonSyntaxException that names the line that is wrong */
    public static EvalSet parse(List<String> lines) throws JsonSyntaxException {
        Map<String, String> passages = new LinkedHashMap<>();
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                JsonValue.Obj line = object(lines.get(i), i + 1);
                if (line.has("passage")) {
                    passages.put(line.string("passage", ""), line.string("text", ""));
                } else {
                    questions.add(question(line, i + 1));
                }
            }
        }
        for (Question question : questions) {
            if (!passages.keySet().containsAll(question.answers())) {
                throw new JsonSyntaxException(
                        "the question '" + question.text() + "' names a passage that is not there");
            }
        }
        return new EvalSet(passages, questions);
    }

    private static JsonValue.Obj object(String line, int number) throws JsonSyntaxException {
        if (Json.parse(line) instanceof JsonValue.Obj object) {
            return object;
        }
        throw new JsonSyntaxException("line " + number + " is no JSON object");
    }

    private static Question question(JsonValue.Obj line, int number) throws JsonSyntaxException {
        String text = line.string("question")
                .orElseThrow(() -> new JsonSyntaxException("line " + number + " is neither a passage nor a question"));
        Set<String> answers = new LinkedHashSet<>();
        for (JsonValue answer : line.list("answers")) {
            if (answer instanceof JsonValue.Str(String id)) {
                answers.add(id);
            }
        }
        return new Question(text, answers, line.string("kind", "question"));
    }
}
