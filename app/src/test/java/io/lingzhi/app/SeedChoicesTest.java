package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which model answers, by the seed's own file: with all keys, and with that of one vendor missing. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedChoicesTest {
    private static final String KEY = "lingzhi-api-key-001";
    /** The table of the seed's {@code ModelSelector}, short names resolved. */
    private static final Map<String, String> TASKS = Map.ofEntries(
            Map.entry("reasoning", "claude-sonnet"),
            Map.entry("analysis", "claude-sonnet"),
            Map.entry("complex_qa", "claude-sonnet"),
            Map.entry("coding", "claude-sonnet"),
            Map.entry("code_review", "claude-sonnet"),
            Map.entry("debug", "claude-sonnet"),
            Map.entry("chinese", "qwen-chat"),
            Map.entry("chinese_poetry", "qwen-chat"),
            Map.entry("chinese_culture", "qwen-chat"),
            Map.entry("multimodal", "gemini-flash"),
            Map.entry("image_understanding", "gemini-flash"),
            Map.entry("vision", "gemini-flash"),
            Map.entry("chat", "lingzhi-chat"),
            Map.entry("rag", "lingzhi-chat"),
            Map.entry("summarization", "lingzhi-chat"),
            Map.entry("code_assistant", "lingzhi-chat"),
            Map.entry("code_explanation", "lingzhi-chat"),
            Map.entry("fast", "gemini-flash"),
            Map.entry("realtime", "gemini-free"));

    private static final Map<String, String> COMPLEXITIES =
            Map.of("low", "gemini-free", "medium", "lingzhi-chat", "high", "claude-sonnet");

    private final SeedSystem whole;
    private final SeedSystem withoutQwen;

    SeedChoicesTest(@TempDir Path one, @TempDir Path other) throws Exception {
        whole = SeedSystem.start(one, SeedSystem.ALL_KEYS, "");
        withoutQwen = SeedSystem.start(other, List.of("DEEPSEEK_API_KEY", "CLAUDE_API_KEY", "GEMINI_API_KEY"), "");
    }

    @AfterAll
    void stop() {
        whole.close();
        withoutQwen.close();
    }

    private static Client of(SeedSystem system) {
        return system.running().assistant().withKey(KEY);
    }

    private static JsonValue.Obj chat(SeedSystem system, String wish) throws Exception {
        return Client.json(of(system).post("/v1/ai/chat?prompt=x&" + wish, ""));
    }

    @Test
    void eachTaskGoesWhereTheSeedSendsIt() throws Exception {
        for (Map.Entry<String, String> task : TASKS.entrySet()) {
            JsonValue.Obj explained = Client.json(of(whole).get("/v1/ai/select?task=" + task.getKey()));
            JsonValue.Obj answer = chat(whole, "task=" + task.getKey());

            assertThat(explained.string("model")).as(task.getKey()).hasValue(task.getValue());
            assertThat(answer.string("model")).as(answer.toString()).hasValue(task.getValue());
            assertThat(answer.bool("degraded")).hasValue(false);
            assertThat(answer.string("selected_because").orElse("")).contains(task.getKey());
        }
    }

    @Test
    void eachComplexityGoesWhereTheSeedSendsIt() throws Exception {
        for (Map.Entry<String, String> level : COMPLEXITIES.entrySet()) {
            JsonValue.Obj answer = chat(whole, "complexity=" + level.getKey());

            assertThat(answer.string("model")).as(answer.toString()).hasValue(level.getValue());
            assertThat(answer.bool("degraded")).hasValue(false);
        }
    }

    @Test
    void judgesByItselfWhenAskedTo() throws Exception {
        JsonValue.Obj explained = Client.json(of(whole).get("/v1/ai/select?complexity=auto&prompt=hello"));

        assertThat(explained.string("model")).hasValue("gemini-free");
        assertThat(explained.object("judged").string("complexity")).hasValue("low");
        assertThat(explained.object("judged").list("signs").toString()).contains("like the example");
    }

    @Test
    void stepsDownFromAVendorWithoutAKeyAndSaysSo() throws Exception {
        for (String task : List.of("chinese", "chinese_poetry", "chinese_culture")) {
            JsonValue.Obj answer = chat(withoutQwen, "task=" + task);

            assertThat(answer.string("model")).hasValue("lingzhi-chat");
            assertThat(answer.bool("degraded")).hasValue(true);
            assertThat(answer.string("selected_because"))
                    .hasValue("the task " + task
                            + " goes to qwen-chat; this is the next best, after qwen-chat (no-credential)");
        }
        JsonValue.Obj explained = Client.json(of(withoutQwen).get("/v1/ai/select?task=chinese"));
        assertThat(explained.string("model")).hasValue("lingzhi-chat");
        assertThat(explained.bool("degraded")).hasValue(true);
        assertThat(Client.first(explained, "candidates").string("reason").orElse(""))
                .contains("QWEN_API_KEY");
    }

    @Test
    void refusesAVendorWithoutAKeyThatIsAskedForByName() throws Exception {
        assertThat(of(withoutQwen).ai("{\"prompt\":\"x\",\"model\":\"qwen\"}").statusCode())
                .isEqualTo(503);
    }
}
