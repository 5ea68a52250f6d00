package io.lingzhi.app.cli;

import io.lingzhi.app.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code lingzhi chat [QUESTION]}: asks one model, by the same path as a client, without a running server; without a
 * question it is a dialogue.
 */
@Command(name = "chat")
final class ChatCommand implements Runnable {
    private final Surroundings around;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL")
    private String model = "lingzhi-offline";

    @Option(names = "--system", paramLabel = "TEXT")
    private @Nullable String system;

    @Parameters(arity = "0..*", paramLabel = "QUESTION")
    private List<String> question = new ArrayList<>();

    ChatCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        ConfigOption.Found found = config.require(around);
        try (Wiring wiring = new Wiring(found.loaded().config(), _ -> {})) {
            ChatDialogue dialogue = new ChatDialogue(around, wiring.chatClient(), model, Optional.ofNullable(system));
            if (question.isEmpty()) {
                dialogue.run();
            } else {
                dialogue.askOnce(String.join(" ", question));
            }
        }
    }
}
