package io.lingzhi.bench.load;

import io.lingzhi.bench.load.Job.Ask;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/** Requests of a given size: a system text and a conversation whose turns are of 4 KB at most. */
final class Bodies {
    private static final String SYSTEM = "You are a careful assistant.\nAnswer \"briefly\", in plain words. ".repeat(4);
    private static final String WORDS = "The quick brown fox jumps over the lazy dog, and says:\n\"well done\". ";
    private static final int TURN = 4_000;
    private static final int ENVELOPE = 700;

    private Bodies() {}

    static byte[] of(Ask ask) {
        List<String> turns = turns(ask.bodyBytes() - ENVELOPE);
        return switch (ask.protocol()) {
            case CHAT -> chat(ask, turns);
            case MESSAGES -> messages(ask, turns);
            case RESPONSES -> responses(ask, turns);
            case GEMINI -> gemini(turns);
        };
    }

    /** An odd number of turns, so that the user has the last word. */
    private static List<String> turns(int characters) {
        int count = Math.max(1, characters / TURN) | 1;
        int each = Math.max(20, characters / count);
        String text = WORDS.repeat(each / WORDS.length() + 1).substring(0, each).strip();
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            turns.add(text);
        }
        return turns;
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
