package io.lingzhi.assistant.http;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.CancelSignal;
import io.lingzhi.assistant.ChatAsk;
import io.lingzhi.assistant.code.CodePrompt;
import io.lingzhi.assistant.conversation.Conversation;
import io.lingzhi.assistant.conversation.History;
import io.lingzhi.assistant.conversation.Memory;
import io.lingzhi.assistant.picture.Pictures;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Reasoning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The routes that put a question to a model: in plain words, with pictures, for code, or to be thought over. */
final class TalkRoutes {
    private static final String USUAL_LANGUAGE = "python";
    private static final String USUAL_EFFORT = "high";
    private static final List<String> EFFORTS = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");
    private static final int LONGEST_WORD = 64;

    private final AiService models;
    private final Memory memory;
    private final Pictures pictures;
    private final Telling telling;

    TalkRoutes(AiService models, Memory memory, Pictures pictures) {
        this.models = models;
        this.memory = memory;
        this.pictures = pictures;
        this.telling = new Telling(models, memory);
    }

    List<Route> routes() {
        return List.of(
                Route.call("POST", "/v1/ai/chat", this::chat),
                Route.call("POST", "/v1/ai/multimodal", this::multimodal),
                Route.call("POST", "/v1/ai/code", this::code),
                Route.call("POST", "/v1/ai/reason", this::reason));
    }

    private void chat(ReceivedRequest request, Reply reply, CancelSignal cancel)
            throws ProblemException, ClientGoneException {
        Fields fields = IncomingFields.json(request);
        TalkFields talk = TalkFields.read(fields);
        Optional<String> system = TalkFields.systemPrompt(fields);
        fields.check();
        Shape shape = new Shape(ChatAsk.CHAT, system, List.of(), Reasoning.unspecified(), TalkForm.RESPONSE);
        telling.tell(talk(talk, fields, shape, request), request.caller(), reply, cancel);
    }

    private void multimodal(ReceivedRequest request, Reply reply, CancelSignal cancel)
            throws ProblemException, ClientGoneException {
        IncomingFields incoming = IncomingFields.of(request);
        Fields fields = incoming.fields();
        TalkFields talk = TalkFields.read(fields);
        Optional<String> system = TalkFields.systemPrompt(fields);
        ImageFields images = ImageFields.read(incoming);
        fields.check();
        Shape shape =
                new Shape("multimodal", system, images.gather(pictures), Reasoning.unspecified(), TalkForm.RESPONSE);
        telling.tell(talk(talk, fields, shape, request), request.caller(), reply, cancel);
    }

    private void code(ReceivedRequest request, Reply reply, CancelSignal cancel)
            throws ProblemException, ClientGoneException {
        Fields fields = IncomingFields.json(request);
        TalkFields talk = TalkFields.read(fields);
        String language = fields.shortText("language", LONGEST_WORD).orElse(USUAL_LANGUAGE);
        fields.check();
        Optional<String> system = Optional.of(CodePrompt.of(language.replaceAll("\\s+", " ")));
        Shape shape = new Shape("coding", system, List.of(), Reasoning.unspecified(), TalkForm.CODE);
        telling.tell(talk(talk, fields, shape, request), request.caller(), reply, cancel);
    }

    private void reason(ReceivedRequest request, Reply reply, CancelSignal cancel)
            throws ProblemException, ClientGoneException {
        Fields fields = IncomingFields.json(request);
        TalkFields talk = TalkFields.read(fields);
        Optional<String> system = TalkFields.systemPrompt(fields);
        String effort = fields.shortText("effort", LONGEST_WORD).orElse(USUAL_EFFORT);
        if (!EFFORTS.contains(effort)) {
            fields.mistake("effort", KnowledgeWording.oneOf(String.join(", ", EFFORTS)));
        }
        fields.check();
        Reasoning reasoning = new Reasoning(Optional.of(effort), Optional.empty(), Optional.of("auto"));
        Shape shape = new Shape("reasoning", system, List.of(), reasoning, TalkForm.REASONED);
        telling.tell(talk(talk, fields, shape, request), request.caller(), reply, cancel);
    }

    /**
     * What a route adds to the question.
     *
     * @param usual the task that the route stands for
     */
    private record Shape(
            String usual, Optional<String> system, List<Part.Media> pictures, Reasoning reasoning, TalkForm form) {}

    private Talk talk(TalkFields talk, Fields fields, Shape shape, ReceivedRequest request) {
        Optional<Conversation> said = memory.open(request.caller(), talk.conversation());
        List<Part> question = new ArrayList<>(List.of(new Part.Text(talk.prompt())));
        question.addAll(shape.pictures());
        List<Message> messages =
                ChatAsk.messages(shape.system(), said.map(History::of).orElse(List.of()), question);
        ChatAsk ask = new ChatAsk(messages, talk.wish(), shape.usual(), shape.reasoning(), talk.stream());
        List<Text> warnings = new ArrayList<>(fields.warnings());
        talk.wish()
                .task()
                .filter(task -> !models.knowsTask(task))
                .ifPresent(task -> warnings.add(TalkWording.unknownTask(task)));
        if (said.isEmpty() && talk.conversation().isPresent()) {
            warnings.add(TalkWording.noMemory());
        }
        return new Talk(ask, talk.prompt(), said.map(Conversation::id), shape.form(), warnings);
    }
}
