package io.lingzhi.gateway.local;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * What a conversation asks, and the text that it gives to answer from: system prompts, tool results, and what the user
 * wrote besides the question. What the assistant said before is no source.
 *
 * @param question empty when no user message holds text
 * @param passages in the order of the conversation
 * @param unreadable whether an image, a file or another part that is no text was passed over
 * @param cut whether the oldest text was left out because there was more than {@link #MAX_CHARACTERS}
 */
record Enquiry(String question, List<String> passages, boolean unreadable, boolean cut) {
    /** The most text that is searched, in characters. */
    static final int MAX_CHARACTERS = 200_000;

    Enquiry {
        passages = List.copyOf(passages);
    }

    static Enquiry of(ChatRequest request) {
        List<Message> messages = request.messages();
        int asking = lastQuestion(messages);
        String question = "";
        List<String> passages = new ArrayList<>();
        boolean unreadable = false;
        boolean cut = false;
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (message.role() == Role.ASSISTANT) {
                continue;
            }
            unreadable |= holdsUnreadable(message.parts());
            if (i == asking) {
                String text = joinedTexts(message.parts());
                cut |= text.length() > MAX_CHARACTERS;
                QuestionFinder.Found found = QuestionFinder.find(tail(text, MAX_CHARACTERS));
                question = found.question();
                passages.addAll(found.rest());
            } else {
                passages.addAll(texts(message.parts()));
            }
            passages.addAll(toolResults(message.parts()));
        }
        List<String> newest = newest(passages);
        return new Enquiry(question, newest, unreadable, cut || length(newest) < length(passages));
    }

    private static int lastQuestion(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            if (message.role() == Role.USER && !joinedTexts(message.parts()).isBlank()) {
                return i;
            }
        }
        return -1;
    }

    /** The passages' last {@link #MAX_CHARACTERS} characters. */
    private static List<String> newest(List<String> passages) {
        List<String> kept = new ArrayList<>();
        int room = MAX_CHARACTERS;
        for (String passage : passages.reversed()) {
            if (room == 0) {
                break;
            }
            String fitting = tail(passage, room);
            kept.addFirst(fitting);
            room -= Math.min(room, passage.length());
        }
        return kept;
    }

    private static long length(List<String> passages) {
        return passages.stream().mapToLong(String::length).sum();
    }

    private static String tail(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int start = text.length() - length;
        return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }

    private static String joinedTexts(List<Part> parts) {
        return String.join("\n\n", texts(parts));
    }

    private static List<String> texts(List<Part> parts) {
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Text(String text, var ignored)) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static List<String> toolResults(List<Part> parts) {
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) {
                texts.addAll(texts(result.content()));
            }
        }
        return texts;
    }

    private static boolean holdsUnreadable(List<Part> parts) {
        return parts.stream().anyMatch(part -> switch (part) {
            case Part.Media ignored -> true;
            case Part.Opaque ignored -> true;
            case Part.ToolResult result -> holdsUnreadable(result.content());
            case Part.CacheMark ignored -> false;
            case Part.Text ignored -> false;
            case Part.Thinking ignored -> false;
            case Part.ToolCall ignored -> false;
            case Part.Refusal ignored -> false;
        });
    }
}
