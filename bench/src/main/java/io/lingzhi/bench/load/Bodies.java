package io.lingzhi.bench.load;

import io.lingzhi.bench.load.Job.Ask;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Requests of a given size: a system text and a conversation whose turns are of 4 KB at most. */
final class Bodies {
    private static final String SYSTEM = "You are a careful assistant.\nAnswer \"briefly\", in plain words. ".repeat(4);
    private static final String WORDS = "The quick brown fox jumps over the lazy dog, and says:\n\"well done\". ";
    private static final int TURN = 4_000;
    private static final int SHORTEST_TURN = 20;

    private Bodies() {}

    /** A body of exactly the size that is asked for, or the shortest there is. */
    static byte[] of(Ask ask) {
        int count = Math.max(1, ask.bodyBytes() / TURN) | 1;
        int envelope = body(ask, Collections.nCopies(count, "")).length;
        int each = Math.max(SHORTEST_TURN, (ask.bodyBytes() - envelope) / count);
        List<String> turns = new ArrayList<>(Collections.nCopies(count - 1, text(each)));
        turns.add(text(Math.max(each, ask.bodyBytes() - envelope - each * (count - 1))));
        return body(ask, turns);
    }

    /** A text that takes so many bytes in JSON. */
    private static String text(int bytes) {
        int words = Json.text(JsonValue.of(WORDS)).length() - 2;
        return WORDS.repeat(bytes / words) + "a".repeat(bytes % words);
    }

    /** @param turns of an odd number, so that the user has the last word */
    private static byte[] body(Ask ask, List<String> turns) {
        return switch (ask.protocol()) {
            case CHAT -> chat(ask, turns);
            case MESSAGES -> messages(ask, turns);
            case RESPONSES -> responses(ask, turns);
            case GEMINI -> gemini(turns);
        };
    }

    private static byte[] chat(Ask ask, List<String> turns) {
        List<Obj> messages = new ArrayList<>();
        messages.add(message("system", SYSTEM));
        messages.addAll(conversation(turns));
        return streamed(ask, Json.object().put("model", ask.model()).put("messages", messages))
                .put("temperature", JsonValue.of(0.7))
                .put("max_tokens", 512)
                .bytes();
    }

    private static byte[] messages(Ask ask, List<String> turns) {
        return streamed(ask, Json.object().put("model", ask.model()).put("max_tokens", 512))
                .put("system", SYSTEM)
                .put("messages", conversation(turns))
                .bytes();
    }

    private static byte[] responses(Ask ask, List<String> turns) {
        return streamed(ask, Json.object().put("model", ask.model()).put("instructions", SYSTEM))
                .put("input", conversation(turns))
                .put("max_output_tokens", 512)
                .put("store", false)
                .bytes();
    }

    private static byte[] gemini(List<String> turns) {
        List<Obj> contents = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            contents.add(content(i % 2 == 0 ? "user" : "model", turns.get(i)));
        }
        return Json.object()
                .put("systemInstruction", content("user", SYSTEM))
                .put("contents", contents)
                .put(
                        "generationConfig",
                        Json.object().put("maxOutputTokens", 512).build())
                .bytes();
    }

    private static ObjectBuilder streamed(Ask ask, ObjectBuilder body) {
        return ask.streamed() ? body.put("stream", true) : body;
    }

    private static List<Obj> conversation(List<String> turns) {
        List<Obj> messages = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            messages.add(message(i % 2 == 0 ? "user" : "assistant", turns.get(i)));
        }
        return messages;
    }

    private static Obj message(String role, String text) {
        return Json.object().put("role", role).put("content", text).build();
    }

    private static Obj content(String role, String text) {
        Obj part = Json.object().put("text", text).build();
        return Json.object().put("role", role).put("parts", List.of(part)).build();
    }
}
