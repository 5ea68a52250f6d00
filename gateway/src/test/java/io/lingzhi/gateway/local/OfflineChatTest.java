package io.lingzhi.gateway.local;

import static io.lingzhi.gateway.local.Conversations.answer;
import static io.lingzhi.gateway.local.Conversations.assistant;
import static io.lingzhi.gateway.local.Conversations.events;
import static io.lingzhi.gateway.local.Conversations.quotes;
import static io.lingzhi.gateway.local.Conversations.request;
import static io.lingzhi.gateway.local.Conversations.response;
import static io.lingzhi.gateway.local.Conversations.system;
import static io.lingzhi.gateway.local.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.Usage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the offline model says of itself, and how it treats the request's settings. */
class OfflineChatTest {
    private static final Part PICTURE =
            new Part.Media(Part.Media.Kind.IMAGE, Optional.of("image/png"), new Part.Source.Inline("iVBORw0KGgo="));

    @Test
    void saysHowToAddAProviderWhenThereIsNothingToQuote() {
        assertThat(answer(user("你好")))
                .isEqualTo(OfflineWording.CHINESE.noContext() + "\n\n" + OfflineWording.CHINESE.addProvider());
        assertThat(answer(user("Hello!"))).contains("DEEPSEEK_API_KEY", ".env", "config.yaml", "README");
    }

    @Test
    void answersAConversationWithoutAnyUserText() {
        assertThat(answer()).startsWith(OfflineWording.ENGLISH.noContext());
        assertThat(answer(system("资料：今天放假。"))).startsWith(OfflineWording.CHINESE.noContext());
        assertThat(answer(assistant("Hi"))).startsWith(OfflineWording.ENGLISH.noContext());
    }

    @Test
    void labelsAnExtractInTheQuestionsLanguage() {
        assertThat(answer(system("The server runs on port 8317."), user("Which port does the server run on?")))
                .isEqualTo(OfflineWording.ENGLISH.extract() + "\n\n> The server runs on port 8317.");
        assertThat(answer(system("The gateway server runs on port 8317."), user("gateway server 的 port 是多少")))
                .startsWith(OfflineWording.CHINESE.extract());
    }

    @Test
    void namesItselfWhateverTheRequestNames() {
        ChatResponse response = response(request(user("hi")).withModel(new ModelId("gpt-5")));
        assertThat(response.model()).isEqualTo("lingzhi-offline");
        assertThat(response.id()).isEqualTo("id-1");
        assertThat(response.createdAt()).isEqualTo(1_700_000_000);
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void saysThatItCannotSeePictures() {
        Message message = new Message(Role.USER, List.of(new Part.Text("What is this?"), PICTURE));
        assertThat(answer(message)).endsWith(OfflineWording.ENGLISH.unreadable());
        assertThat(answer(new Message(Role.USER, List.of(PICTURE)))).endsWith(OfflineWording.ENGLISH.unreadable());
    }

    @Test
    void countsTokensOfTheConversationAndOfItsOwnAnswer() {
        ChatResponse response = response(request(system("abcde"), user("你好吗"), assistant("好")));
        Usage usage = response.usage().orElseThrow();
        assertThat(usage.input()).isEqualTo(2 + 3 + 1);
        assertThat(usage.output()).isEqualTo(TokenEstimate.of(response.text()));
    }

    @Test
    void streamsInSmallPieces() {
        List<String> deltas = events(request(user("你好"))).stream()
                .filter(StreamEvent.TextDelta.class::isInstance)
                .map(event -> ((StreamEvent.TextDelta) event).text())
                .toList();
        assertThat(deltas).hasSizeGreaterThan(3).allMatch(delta -> !delta.isEmpty() && delta.length() <= 25);
    }

    @Test
    void neverCutsACharacterInTwo() {
        String face = "😀".repeat(60);
        events(request(system("表情 a" + face), user("表情"))).stream()
                .filter(StreamEvent.TextDelta.class::isInstance)
                .map(event -> ((StreamEvent.TextDelta) event).text())
                .forEach(delta ->
                        assertThat(Character.isLowSurrogate(delta.charAt(0))).isFalse());
    }

    @Test
    void givesTheSameAnswerEachTime() {
        ChatRequest request = request(system("甲队得三分。乙队得三分。丙队得三分。丁队得三分。"), user("哪队得三分"));
        assertThat(events(request)).isEqualTo(events(request));
    }

    @Test
    void stopsAtTheLimitOfOutputTokens() {
        ChatResponse response = response(limited(Optional.of(5), List.of()));
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.usage().orElseThrow().output()).isEqualTo(5);
        assertThat(OfflineWording.CHINESE.noContext()).startsWith(response.text());
        assertThat(response(limited(Optional.of(5000), List.of())).finishReason())
                .isEqualTo(FinishReason.STOP);
    }

    @Test
    void stopsBeforeAStopSequence() {
        ChatResponse response = response(limited(Optional.empty(), List.of("模型", "", "没有配置")));
        assertThat(response.text()).isEqualTo("当前");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void refusesWhatItCannotDo() {
        ChatRequest json = request(user("hi"));
        assertThat(failure(with(json, new ResponseFormat.AnyJson(), ToolChoice.unspecified()))
                        .message())
                .contains("lingzhi-offline", "JSON");
        ToolChoice required = new ToolChoice(ToolChoice.Mode.REQUIRED, Optional.empty(), Optional.empty());
        assertThat(failure(with(json, new ResponseFormat.PlainText(), required)).message())
                .contains("tool");
    }

    @Test
    void searchesTheNewestOfTooMuchTextAndSaysSo() {
        String filler = "无关紧要的一句话。\n".repeat(30_000);
        String answer = answer(user("仓库的门牌号是七号。\n" + filler), user("车间的门牌号是九号。"), user("门牌号是几号？"));
        assertThat(quotes(answer)).containsExactly("车间的门牌号是九号。");
        assertThat(answer).endsWith(OfflineWording.CHINESE.cut());
        assertThat(answer(user(filler + "\n问题：车间在哪里"))).endsWith(OfflineWording.CHINESE.cut());
    }

    @Test
    void theProviderKnowsItsModels() {
        OfflineChat chat = new OfflineChat(() -> "x", java.time.InstantSource.system());
        try (LocalProvider provider =
                new LocalProvider(chat, new BgeEmbedder(1, java.time.Duration.ofMinutes(1), System::nanoTime))) {
            assertThat(provider.isChat("lingzhi-offline")).isTrue();
            assertThat(provider.isChat("lingzhi-embed")).isFalse();
            assertThat(provider.isEmbedding("lingzhi-embed")).isTrue();
            assertThat(provider.isEmbedding("text-embedding-3-small")).isTrue();
            assertThat(provider.isEmbedding("lingzhi-offline")).isFalse();
            assertThat(provider.chat(request(user("hi")))).isNotEmpty();
            assertThat(provider.embed(List.of("hi"))).isInstanceOf(Embedding.Complete.class);
        }
    }

    private static ChatRequest limited(Optional<Integer> tokens, List<String> stops) {
        Sampling sampling = new Sampling(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tokens,
                stops,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new ChatRequest(
                new ModelId("lingzhi-offline"),
                List.of(user("你好")),
                List.of(),
                ToolChoice.unspecified(),
                sampling,
                Reasoning.unspecified(),
                new ResponseFormat.PlainText(),
                Handling.unspecified(),
                false,
                Optional.empty());
    }

    private static ChatRequest with(ChatRequest request, ResponseFormat format, ToolChoice choice) {
        Optional<Extensions> none = Optional.empty();
        return new ChatRequest(
                request.model(),
                request.messages(),
                request.tools(),
                choice,
                request.sampling(),
                request.reasoning(),
                format,
                Handling.unspecified(),
                false,
                none);
    }

    private static Failure failure(ChatRequest request) {
        List<StreamEvent> events = events(request);
        assertThat(events).hasSize(1).first().isInstanceOf(StreamEvent.Failed.class);
        return ((StreamEvent.Failed) events.getFirst()).failure();
    }
}
