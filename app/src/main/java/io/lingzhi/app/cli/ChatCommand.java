package io.lingzhi.app.cli;

import io.lingzhi.app.Wiring;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lingzhi chat QUESTION}: asks one model, by the same path as a client, without a running server. */
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

    @Parameters(arity = "1..*", paramLabel = "QUESTION")
    private List<String> question = new ArrayList<>();

    ChatCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        ConfigOption.Found found = config.require(around);
        List<Message> messages = new ArrayList<>();
        if (system != null) {
            messages.add(Message.of(Role.SYSTEM, system));
        }
        messages.add(Message.of(Role.USER, String.join(" ", question)));
        ChatRequest request = ChatRequest.of(new ModelId(model), messages, true);
        try (Wiring wiring = new Wiring(found.loaded().config(), _ -> {});
                ChatStream answer = wiring.chatClient().open(request, new Caller("cli", "cli"))) {
            print(answer);
        }
    }

    private void print(ChatStream answer) {
        boolean over = false;
        while (!over) {
            switch (answer.next()) {
                case StreamEvent.TextDelta(String text) -> {
                    around.out().print(text);
                    around.out().flush();
                }
                case StreamEvent.Finished _ -> {
                    around.out().println();
                    over = true;
                }
                case StreamEvent.Failed(var failure) -> throw new ExitException(failure.message());
                case StreamEvent.Started _,
                        StreamEvent.PartStarted _,
                        StreamEvent.ThinkingDelta _,
                        StreamEvent.ThinkingSigned _,
                        StreamEvent.Cited _,
                        StreamEvent.ArgumentsDelta _,
                        StreamEvent.PartFinished _,
                        StreamEvent.UsageReported _ -> {}
            }
        }
    }
}
