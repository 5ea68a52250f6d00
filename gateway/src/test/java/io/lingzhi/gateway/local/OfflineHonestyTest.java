package io.lingzhi.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A law over generated conversations: what is no fixed text of the model stands in the conversation word for word. */
class OfflineHonestyTest {
    private static final int CONVERSATIONS = 3000;
    private static final String[] PIECES = {
        "年假",
        "十五天",
        "员工",
        "报销",
        "发票",
        "Redis",
        "port",
        "8317",
        "refund",
        "the",
        "of",
        "is",
        "days",
        "的",
        "有",
        "多少",
        "什么",
        "。",
        "？",
        "！",
        ". ",
        "? ",
        ", ",
        "，",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\t",
        "    ",
        "- ",
        "1. ",
        "# ",
        "```\n",
        "问题：",
        "Question: ",
        "Answer: ",
        "参考以下内容回答问题:\n",
        "<context>\n",
        "\"",
        "”",
        "😀",
        "x = 1;",
        "> ",
        "e.g. ",
        "U.S. ",
        "Mr. Li ",
        "\u200b",
        "你是助手。",
        "[1] ",
        "**",
        ":",
        "\ud83d",
        "———\n"
    };
    private static final Set<String> FIXED = fixed();

    @Test
    void neverWritesASentenceThatIsNotInTheConversation() {
        int quoted = 0;
        for (int seed = 0; seed < CONVERSATIONS; seed++) {
            List<Message> messages = conversation(new Random(seed));
            ChatRequest request = ChatRequest.of(new ModelId("lingzhi-offline"), messages, true);
            String answer = Conversations.response(request).text();
            for (String block : answer.split("\n\n(?=\\[|【|\\(|（|> |Nothing|No |For|在|当|要)")) {
                if (FIXED.contains(block)) {
                    continue;
                }
                assertThat(block).as("seed %d", seed).startsWith("> ");
                String quote = block.substring(2).replace("\n> ", "\n");
                assertThat(sources(messages)).as("seed %d", seed).anyMatch(source -> source.contains(quote));
                quoted++;
            }
        }
        assertThat(quoted).isGreaterThan(CONVERSATIONS / 4);
    }

    @Test
    void textMadeToBeSlowIsAnsweredInTime() {
        List<String> units = List.of(
                " ", "\n \t", ";", "; ", "问题：", "问题：a\n", "(", "a.", "\"", ".", "<a ", "a,\n", "- ", "？", "a\n\n", "a",
                "= ");
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (String unit : units) {
                String text = unit.repeat(150_000 / unit.length()) + "x";
                assertThat(Conversations.answer(
                                Conversations.system(text), Conversations.user(text + "\n\nwhat is x?")))
                        .as(unit)
                        .isNotBlank();
            }
        });
    }

    private static List<Message> conversation(Random random) {
        List<Message> messages = new ArrayList<>();
        for (int turn = 1 + random.nextInt(4); turn > 0; turn--) {
            Part text = new Part.Text(text(random));
            messages.add(
                    switch (random.nextInt(5)) {
                        case 0 -> new Message(Role.SYSTEM, List.of(text));
                        case 1 -> new Message(Role.ASSISTANT, List.of(text));
                        case 2 -> new Message(Role.TOOL, List.of(new Part.ToolResult("c", List.of(text), false)));
                        default -> new Message(Role.USER, List.of(text, new Part.Text(text(random))));
                    });
        }
        return messages;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int piece = random.nextInt(60); piece > 0; piece--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** The texts that may be quoted: all but the assistant's. */
    private static List<String> sources(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.role() != Role.ASSISTANT)
                .flatMap(message -> message.parts().stream())
                .map(part -> switch (part) {
                    case Part.Text(String text, var ignored) -> text;
                    case Part.ToolResult result -> ((Part.Text) result.content().getFirst()).text();
                    default -> "";
                })
                .toList();
    }

    private static Set<String> fixed() {
        OfflineWording english = OfflineWording.ENGLISH;
        OfflineWording chinese = OfflineWording.CHINESE;
        return Set.of(
                english.extract(),
                english.nothingFound(),
                english.noContext(),
                english.addProvider(),
                english.unreadable(),
                english.cut(),
                chinese.extract(),
                chinese.nothingFound(),
                chinese.noContext(),
                chinese.addProvider(),
                chinese.unreadable(),
                chinese.cut());
    }
}
