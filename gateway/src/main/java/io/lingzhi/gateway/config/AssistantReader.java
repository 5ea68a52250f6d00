package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.AssistantConduct.Choosing;
import io.lingzhi.gateway.config.AssistantConduct.Conversing;
import io.lingzhi.gateway.config.Config.Assistant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code assistant}. */
final class AssistantReader {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final List<String> ORDER =
            List.of("lingzhi-chat", "qwen-chat", "gemini-flash", "claude-sonnet", "lingzhi-offline");
    private static final List<String> SEEING = List.of("gemini-flash", "gemini-pro", "claude-sonnet", "qwen-vl");

    private final Reading reading;
    private final Section section;

    AssistantReader(Reading reading, Section section) {
        this.reading = reading;
        this.section = section;
    }

    Assistant read() {
        Section atStart = section.restart();
        SecretText key = atStart.secret("gateway-key", ValueType.secret());
        key.missing().forEach(variable -> reading.lost(variable, Wording.LOST_ASSISTANT_KEY));
        String host = atStart.value("host", ValueType.host(), LOOPBACK);
        return new Assistant(
                atStart.value("enabled", ValueType.flag(), true),
                host.isEmpty() ? EVERYWHERE : host,
                atStart.value("port", ValueType.integer(0, 65535), 8001),
                atStart.optional("gateway-url", ValueType.baseUrl()),
                key.value(),
                section.map("models", ValueType.modelName(), models()),
                section.list("order", ValueType.modelName(), ORDER),
                new KnowledgeReader(reading, section.section("knowledge")).read(),
                new AssistantConduct(
                        choosing(),
                        conversing(section.section("conversations")),
                        atStart.list("cors", ValueType.text(), List.of())));
    }

    private static Map<String, String> models() {
        Map<String, String> models = new LinkedHashMap<>();
        models.put("deepseek", "lingzhi-chat");
        models.put("claude", "claude-sonnet");
        models.put("gemini", "gemini-flash");
        models.put("qwen", "qwen-chat");
        return models;
    }

    /** A task that the file does not name keeps its usual model. */
    private Choosing choosing() {
        Map<String, String> tasks = new LinkedHashMap<>(tasks());
        tasks.putAll(section.map("tasks", ValueType.modelName(), tasks()));
        Section complexity = section.section("complexity");
        return new Choosing(
                tasks,
                complexity.value("low", ValueType.modelName(), "gemini-free"),
                complexity.value("medium", ValueType.modelName(), "deepseek"),
                complexity.value("high", ValueType.modelName(), "claude"),
                section.list("seeing", ValueType.modelName(), SEEING),
                section.restart().optional("examples", ValueType.text()));
    }

    private static Map<String, String> tasks() {
        Map<String, String> tasks = new LinkedHashMap<>();
        List.of("reasoning", "analysis", "complex_qa", "coding", "code_review", "debug")
                .forEach(task -> tasks.put(task, "claude"));
        List.of("chinese", "chinese_poetry", "chinese_culture").forEach(task -> tasks.put(task, "qwen"));
        List.of("multimodal", "image_understanding", "vision").forEach(task -> tasks.put(task, "gemini"));
        List.of("chat", "rag", "summarization", "code_assistant", "code_explanation")
                .forEach(task -> tasks.put(task, "deepseek"));
        tasks.put("fast", "gemini-flash");
        tasks.put("realtime", "gemini-free");
        return tasks;
    }

    private static Conversing conversing(Section conversations) {
        Section atStart = conversations.restart();
        return new Conversing(
                atStart.value("kept", ValueType.integer(0, 100_000), 1_000),
                atStart.value("told", ValueType.integer(1_000, 10_000_000, "characters"), 24_000),
                atStart.value("fresh", ValueType.integer(2, 1_000), 6));
    }
}
