package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.openaicompletions.CompletionsInbound;
import io.lingzhi.llm.protocol.SeveralAsked;
import io.lingzhi.llm.protocol.WireCall;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request for text completions. Each of its choices is asked as a conversation of its own, all at the
 * same time, with its own attempts, its own place among {@code limits.in-flight} and its own record;
 * {@link JoinedAnswer} makes one answer of them. The conversations are always translated ones, whatever the upstream
 * speaks.
 */
public final class Completions implements Endpoint {
    private final Admission admission;
    private final Gateway gateway;
    private final CompletionsInbound inbound;

    public Completions(Admission admission, Gateway gateway, CompletionsInbound inbound) {
        this.admission = admission;
        this.gateway = gateway;
        this.inbound = inbound;
    }

    @Override
    public void handle(ClientRequest request, Reply reply) {
        Admission.Ask ask = new Admission.Ask(inbound.protocol(), Gateway.OPERATION);
        admission.admit(request, reply, ask, inbound, (snapshot, exchange) -> {
            SeveralAsked asked = inbound.read(new WireCall(request.path(), request.query(), request.content()));
            Question.Wire whole = new Question.Wire(inbound.protocol(), asked, request, Optional.empty());
            List<Question> questions = questions(whole, asked.requests());
            JoinedAnswer answer = new JoinedAnswer(reply, inbound, asked, questions.size());
            answer.begun(exchange);
            reply.onGone(answer::gone);
            gateway.run(snapshot, exchange, questions.getFirst(), answer.choice(0));
            askOthers(exchange, ask, questions, answer);
        });
    }

    private static List<Question> questions(Question.Wire whole, List<ChatRequest> requests) {
        return requests.stream()
                .<Question>map(request -> new Question.Choice(whole, request))
                .toList();
    }

    private void askOthers(Exchange first, Admission.Ask ask, List<Question> questions, JoinedAnswer answer) {
        for (int i = 1; i < questions.size() && !answer.over(); i++) {
            Question question = questions.get(i);
            Delivery delivery = answer.choice(i);
            answer.begun(admission.admit(
                    first.caller(),
                    ask,
                    delivery,
                    (snapshot, exchange) -> gateway.run(snapshot, exchange, question, delivery)));
        }
    }
}
