package io.lingzhi.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.assistant.select.Judge;
import io.lingzhi.assistant.select.Selection;
import io.lingzhi.assistant.select.Selector;
import io.lingzhi.assistant.select.TextVectors;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AiServiceTest {
    private static final Caller CALLER = new Caller("k1", "r1");
    private static final ModelTable TABLE =
            new ModelTable(Map.of("deepseek", "lingzhi-chat"), List.of("first", "second", "third"), "lingzhi-embed");
    private static final EmbeddingClient ECHO =
            (model, texts, caller) -> new EmbeddingClient.Vectors.Complete(model.value(), List.of(), Usage.NONE);

    private final ScriptedChat chat = new ScriptedChat();
    private final AiService service =
            new AiService(chat, ECHO, () -> TABLE, new Selector(new Judge(List.of(), TextVectors.NONE)));

    @Test
    void replacesAShortNameByItsModel() {
        chat.answers("lingzhi-chat", "hi");

        Choice choice = begun(ask("deepseek")).choice();

        assertThat(choice.model().value()).isEqualTo("lingzhi-chat");
        assertThat(choice.because()).isEqualTo(new Selection.Because.ShortName("deepseek"));
        assertThat(choice.degraded()).isFalse();
    }

    @Test
    void putsTheSystemPromptBeforeTheQuestion() {
        chat.answers("m", "hi");

        begun(new ChatAsk("what?", Optional.of("be brief"), Optional.of("m"), true));

        assertThat(chat.requests().getFirst().messages())
                .containsExactly(Message.of(Role.SYSTEM, "be brief"), Message.of(Role.USER, "what?"));
        assertThat(chat.requests().getFirst().stream()).isTrue();
        assertThat(chat.callers()).containsExactly(CALLER);
    }

    @Test
    void tellsTheWholeAnswerAfterLookingAtItsBeginning() {
        chat.answers("m", "a", "b");

        Opening.Begun begun = begun(ask("m"));

        List<StreamEvent> told = Stream.generate(begun.stream()::next).limit(7).toList();
        assertThat(told).isEqualTo(ScriptedChat.answer("m", "a", "b"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheModel")
    void stepsOnWhenTheModelCannotAnswer(Failure failure) {
        chat.fails("first", failure).answers("second", "hi");

        Choice choice = begun(ask()).choice();

        assertThat(choice.model().value()).isEqualTo("second");
        assertThat(choice.degraded()).isTrue();
        assertThat(choice.setbacks()).extracting(Choice.Setback::failure).containsExactly(failure);
        assertThat(chat.open()).isEqualTo(1);
    }

    static List<Failure> failuresOfTheModel() {
        return List.of(
                new Failure.NoCredential("DEEPSEEK_API_KEY is not set"),
                new Failure.UnknownModel("no", List.of()),
                new Failure.Unauthenticated("no"),
                new Failure.Forbidden("no"),
                new Failure.RateLimited("no", Optional.empty()),
                new Failure.QuotaExhausted("no", Optional.empty()),
                new Failure.Overloaded("no", Optional.empty()),
                new Failure.Unreachable("no"),
                new Failure.TimedOut("no"),
                new Failure.UpstreamFault("no"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheQuestion")
    void doesNotStepOnWhenTheQuestionIsAtFault(Failure failure) {
        chat.fails("first", failure).answers("second", "hi");

        assertThat(open(ask())).isEqualTo(new Opening.Refused(failure));
        assertThat(chat.requests()).hasSize(1);
        assertThat(chat.open()).isZero();
    }

    static List<Failure> failuresOfTheQuestion() {
        return List.of(
                Failure.InvalidRequest.of("no"),
                new Failure.PayloadTooLarge("no"),
                new Failure.UnknownRoute("no"),
                new Failure.Unsupported("no"),
                new Failure.ContextTooLong("no"),
                new Failure.InternalFault("no"));
    }

    @Test
    void doesNotStepOnFromANamedModel() {
        Failure missing = new Failure.NoCredential("DEEPSEEK_API_KEY is not set");
        chat.fails("lingzhi-chat", missing).answers("first", "hi");

        assertThat(open(ask("deepseek"))).isEqualTo(new Opening.Refused(missing));
    }

    @Test
    void tellsTheLastFailureThatMeansMost() {
        chat.fails("first", new Failure.Unreachable("refused"))
                .fails("second", new Failure.NoCredential("KEY is not set"));

        assertThat(open(ask())).isEqualTo(new Opening.Refused(new Failure.Unreachable("refused")));
        assertThat(chat.requests()).hasSize(3);
    }

    @Test
    void asksForAModelWhenThereIsNoOrder() {
        AiService bare = new AiService(
                chat,
                ECHO,
                () -> new ModelTable(Map.of(), List.of(), "e"),
                new Selector(new Judge(List.of(), TextVectors.NONE)));

        assertThat(bare.chat(ask(), CALLER, new CancelSignal()))
                .isInstanceOfSatisfying(
                        Opening.Refused.class,
                        refused -> assertThat(refused.failure().message()).contains("name one"));
    }

    @Test
    void closesTheStreamWhenCancelledAndDoesNotStepOn() {
        CancelSignal cancel = new CancelSignal();
        chat.fails("first", new Failure.Overloaded("no", Optional.empty()));
        cancel.cancel();

        assertThat(service.chat(ask(), CALLER, cancel)).isInstanceOf(Opening.Refused.class);
        assertThat(chat.requests()).hasSize(1);
        assertThat(chat.open()).isZero();
    }

    @Test
    void embedsWithTheDefaultModelForNoNameAndForAShortName() {
        assertThat(embeddingModel(Optional.empty())).isEqualTo("lingzhi-embed");
        assertThat(embeddingModel(Optional.of("deepseek"))).isEqualTo("lingzhi-embed");
        assertThat(embeddingModel(Optional.of("text-embedding-3-small"))).isEqualTo("text-embedding-3-small");
    }

    @Test
    void refusesAModelTableWithABlankName() {
        assertThatThrownBy(() -> new ModelTable(Map.of(), List.of(" "), "e")).hasMessageContaining("1 to 256");
    }

    private String embeddingModel(Optional<String> model) {
        EmbeddingClient.Vectors vectors = service.embed(new EmbedAsk(List.of("x"), model), CALLER);
        return ((EmbeddingClient.Vectors.Complete) vectors).model();
    }

    private Opening open(ChatAsk ask) {
        return service.chat(ask, CALLER, new CancelSignal());
    }

    private Opening.Begun begun(ChatAsk ask) {
        return (Opening.Begun) open(ask);
    }

    private static ChatAsk ask() {
        return new ChatAsk("what?", Optional.empty(), Optional.empty(), false);
    }

    private static ChatAsk ask(String model) {
        return new ChatAsk("what?", Optional.empty(), Optional.of(model), false);
    }
}
