package io.lingzhi.assistant.http;

import io.lingzhi.assistant.Choice;
import io.lingzhi.assistant.select.Complexity;
import io.lingzhi.assistant.select.Selection.Because;
import java.util.List;
import java.util.stream.Collectors;

/** Why a model answers, in both languages. */
final class Choosing {
    private Choosing() {}

    static Text because(Choice choice) {
        List<Choice.Setback> setbacks = choice.setbacks();
        if (setbacks.isEmpty()) {
            return because(choice.because(), "it", "该模型");
        }
        Text why = because(choice.because(), setbacks.getFirst().model().value());
        String passed = setbacks.stream()
                .map(setback ->
                        setback.model() + " (" + Problem.kind(setback.failure()).word() + ")")
                .collect(Collectors.joining(", "));
        return new Text(
                why.english() + "; this is the next best, after " + passed,
                why.chinese() + ";" + passed + " 未能回答,由次优模型回答");
    }

    /** @param model the one that should answer */
    static Text because(Because because, String model) {
        return because(because, model, model);
    }

    private static Text because(Because because, String english, String chinese) {
        return switch (because) {
            case Because.Named() -> new Text("the request names it", "请求中指定");
            case Because.ShortName(String name) ->
                new Text("the request names " + name + ", which stands for it", "请求中指定的 " + name + " 即代表它");
            case Because.OfTask(String task, boolean said) ->
                new Text(
                        "the " + (said ? "task " : "usual task ") + task + " goes to " + english,
                        (said ? "任务 " : "默认任务 ") + task + " 由 " + chinese + " 承担");
            case Because.OfLevel(Complexity level, boolean judged) ->
                new Text(
                        "questions of " + level.word() + " complexity go to " + english
                                + (judged ? ", and this one was judged so" : ""),
                        "复杂度 " + level.word() + " 的问题由 " + chinese + " 回答" + (judged ? ",本问题经判断属于此级" : ""));
            case Because.Order() ->
                new Text(
                        "the request names no model, and " + english + " is first in the configured order",
                        "请求未指定模型," + chinese + " 在配置的顺序中居首");
        };
    }
}
