package io.lingzhi.app.cli;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dialogue on the terminal: each line is a question, a line that begins with a slash is an order. Ends with the input
 * or at {@code /quit}. A question that fails is taken back, so that the dialogue goes on as before it.
 */
final class ChatDialogue {
    private static final Caller SELF = new Caller("cli", "cli");

    private final Surroundings around;
    private final ChatClient client;
    private String model;
    private Optional<String> system;
    private final List<Message> said = new ArrayList<>();
    private final List<Part> attached = new ArrayList<>();

    ChatDialogue(Surroundings around, ChatClient client, String model, Optional<String> system) {
        this.around = around;
        this.client = client;
        this.model = model;
        this.system = system;
    }

    /** Asks one question; a failure ends the command. */
    void askOnce(String question) {
        ask(question).ifPresent(failure -> {
            throw new ExitException(failure);
        });
    }

    /** Takes lines until there are no more. */
    void run() {
        around.err().println(around.texts().say("chat.begin", model));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("/")) {
                    if (!order(line.strip())) {
                        return;
                    }
                } else if (!line.isBlank()) {
                    ask(line).ifPresent(failure -> tell("line.error", failure));
                }
            }
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    /** Why there is no answer, if there is none. */
    private Optional<String> ask(String question) {
        List<Part> parts = new ArrayList<>(List.of(new Part.Text(question)));
        parts.addAll(attached);
        List<Message> messages = new ArrayList<>();
        system.ifPresent(text -> messages.add(Message.of(Role.SYSTEM, text)));
        messages.addAll(said);
        Message asked = new Message(Role.USER, parts);
        messages.add(asked);
        try (ChatStream answer = client.open(ChatRequest.of(new ModelId(model), messages, true), SELF)) {
            return switch (AnswerPrinter.print(answer, around.out())) {
                case AnswerPrinter.Printed.Broken(var failure) -> Optional.of(failure.message());
                case AnswerPrinter.Printed.Whole(String text) -> {
                    said.add(asked);
                    said.add(Message.of(Role.ASSISTANT, text));
                    attached.clear();
                    yield Optional.empty();
                }
            };
        }
    }

    /** Follows an order; false at the last one. */
    private boolean order(String line) {
        int space = line.indexOf(' ');
        String name = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        switch (name) {
            case "/quit" -> {
                return false;
            }
            case "/model" -> model(rest);
            case "/system" -> system = Optional.of(rest).filter(text -> !text.isEmpty());
            case "/image" -> attach(rest);
            case "/save" -> save(rest);
            case "/new" -> {
                said.clear();
                attached.clear();
            }
            case "/help" -> tell("chat.help");
            default -> tell("chat.unknown-order", name);
        }
        return true;
    }

    private void model(String name) {
        if (name.isEmpty() || name.length() > ModelId.MAX_LENGTH) {
            tell("chat.no-model", model);
        } else {
            model = name;
            tell("chat.model", model);
        }
    }

    private void attach(String file) {
        try {
            ImageFile image = ImageFile.read(around.workingFolder().resolve(file));
            attached.add(image.part());
            tell("chat.attached", file);
        } catch (IOException | InvalidPathException e) {
            tell("chat.no-image", file);
        }
    }

    private void save(String file) {
        StringBuilder text = new StringBuilder();
        for (Message message : said) {
            text.append("## ")
                    .append(message.role() == Role.USER ? "User" : "Assistant")
                    .append("\n\n");
            text.append(message.text()).append("\n\n");
        }
        try {
            Path target = around.workingFolder().resolve(file);
            if (file.isEmpty()) {
                tell("chat.not-saved", file, around.texts().say("chat.help"));
                return;
            }
            Files.writeString(target, text);
            tell("chat.saved", file);
        } catch (IOException | InvalidPathException e) {
            tell("chat.not-saved", file, String.valueOf(e.getMessage()));
        }
    }

    private void tell(String key, Object... words) {
        around.err().println(around.texts().say(key, words));
    }
}
