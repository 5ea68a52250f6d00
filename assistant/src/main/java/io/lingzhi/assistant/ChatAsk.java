package io.lingzhi.assistant;

import io.lingzhi.assistant.select.Material;
import io.lingzhi.assistant.select.Wish;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question to a model.
 *
 * @param messages the conversation so far, the question last
 * @param wish what is said about the model
 * @param usual the task that the question stands for where nothing is said, such as {@code chat}
 * @param reasoning how much to think
 * @param stream whether the asker wants the answer piece by piece
 */
public record ChatAsk(List<Message> messages, Wish wish, String usual, Reasoning reasoning, boolean stream) {
    /** The task of plain conversation. */
    public static final String CHAT = "chat";

    public ChatAsk {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a question has at least one message");
        }
    }

    /** A plain question to a model that is named, or chosen by the service. */
    public ChatAsk(String prompt, Optional<String> systemPrompt, Optional<String> model, boolean stream) {
        this(
                messages(systemPrompt, List.of(), List.of(new Part.Text(prompt))),
                new Wish(model, Optional.empty(), Optional.empty()),
                CHAT,
                Reasoning.unspecified(),
                stream);
    }

    /** A system prompt if there is one, what was said before, and the question. */
    public static List<Message> messages(
            Optional<String> systemPrompt, List<Message> before, List<? extends Part> question) {
        List<Message> messages = new ArrayList<>();
        systemPrompt.ifPresent(text -> messages.add(Message.of(Role.SYSTEM, text)));
        messages.addAll(before);
        messages.add(new Message(Role.USER, List.copyOf(question)));
        return messages;
    }

    /** What is judged: the question itself, without what was said before. */
    Material material() {
        Message question = messages.getLast();
        long images = question.parts().stream()
                .filter(part -> part instanceof Part.Media media && media.kind() == Part.Media.Kind.IMAGE)
                .count();
        return new Material(question.text(), (int) images);
    }
}
