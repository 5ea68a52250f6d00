package io.lingzhi.llm.openaicompletions;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.ChoicesEncoder;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.SeveralAsked;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.protocol.WireCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CompletionsGoldenTest {
    private final CompletionsInbound inbound = new CompletionsInbound();

    @TestFactory
    Stream<DynamicTest> requests() throws IOException {
        return new GoldenTable("openaicompletions/requests").tests((row, file) -> request(row));
    }

    @TestFactory
    Stream<DynamicTest> answers() throws IOException {
        return new GoldenTable("openaicompletions/answers").tests((row, file) -> answers(row));
    }

    private JsonValue request(JsonValue.Obj row) {
        try {
            SeveralAsked asked = read(row);
            assertThat(asked.relayable()).isFalse();
            for (ChatRequest request : asked.requests()) {
                assertThat(request.model()).isEqualTo(asked.peek().model());
                assertThat(request.stream()).isEqualTo(asked.peek().stream());
            }
            return told(asked);
        } catch (RejectedException e) {
            return Json.object().put("rejected", e.failure().toString()).build();
        }
    }

    /** What each question asks the model, and what they have in common. */
    private static JsonValue told(SeveralAsked asked) throws RejectedException {
        List<String> messages = new ArrayList<>();
        for (ChatRequest request : asked.requests()) {
            messages.add(request.messages().stream()
                    .map(message -> message.role() + ": " + message.text())
                    .collect(Collectors.joining("; ")));
        }
        ChatRequest first = asked.requests().getFirst();
        return Json.object()
                .put("peek", asked.peek().toString())
                .put("messages", JsonValue.Arr.ofStrings(messages))
                .put("sampling", first.sampling().toString())
                .put("handling", first.handling().toString())
                .put(
                        "extensions",
                        first.extensions().<JsonValue>map(Extensions::fields).orElse(JsonValue.Null.NULL))
                .build();
    }

    /** The answers as the client sees them: streamed, one event of each in turn; and whole. */
    private JsonValue answers(JsonValue.Obj row) throws Exception {
        SeveralAsked asked = read(row);
        List<List<StreamEvent>> answers = new ArrayList<>();
        for (JsonValue name : row.list("answers")) {
            answers.add(NeutralAnswers.named(((JsonValue.Str) name).value()));
        }
        assertThat(answers).hasSameSizeAs(asked.requests());
        return Json.object()
                .put("streamed", streamed(asked.newChoicesEncoder(), answers))
                .put("whole", Json.parse(asked.encodeResponses(whole(answers))))
                .build();
    }

    private SeveralAsked read(JsonValue.Obj row) throws RejectedException {
        return inbound.read(WireCall.of(Json.bytes(row.get("request"))));
    }

    private static JsonValue streamed(ChoicesEncoder encoder, List<List<StreamEvent>> answers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int longest = answers.stream().mapToInt(List::size).max().orElse(0);
        for (int at = 0; at < longest; at++) {
            for (int choice = 0; choice < answers.size(); choice++) {
                if (at < answers.get(choice).size()) {
                    out.writeBytes(encoder.encode(choice, answers.get(choice).get(at)));
                }
            }
        }
        return JsonValue.Arr.ofStrings(out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.replaceFirst("^data: ", ""))
                .toList());
    }

    private static List<ChatResponse> whole(List<List<StreamEvent>> answers) {
        List<ChatResponse> responses = new ArrayList<>();
        for (List<StreamEvent> events : answers) {
            responses.add(((ChatClient.Answer.Complete) StreamRuns.answer(events)).response());
        }
        return responses;
    }
}
