package io.lingzhi.gateway.world;

import io.lingzhi.gateway.upstream.ScriptedCall;
import io.lingzhi.gateway.upstream.ScriptedCall.Act;
import io.lingzhi.gateway.upstream.ScriptedCall.Step;
import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.gateway.upstream.UpstreamCall;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.gateway.upstream.UpstreamListener;
import io.lingzhi.gateway.upstream.UpstreamRequest;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Spliced;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireError;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** All upstreams of a world. Each call is read, given a fate, and played in virtual time. */
final class ScriptedUpstream implements UpstreamClient {
    /** Says nothing, in a stream or in JSON that has not begun. */
    static final byte[] PING = ascii("\n\n");

    private final Scenario scenario;
    private final VirtualLoop loop;
    private final RandomGenerator random;
    private final Call.Surroundings around;
    private final Consumer<Call> arrivals;
    private int calls;

    /** @param arrivals hears of each call when it comes */
    ScriptedUpstream(
            Scenario scenario,
            VirtualLoop loop,
            RandomGenerator random,
            Call.Surroundings around,
            Consumer<Call> arrivals) {
        this.scenario = scenario;
        this.loop = loop;
        this.random = random;
        this.around = around;
        this.arrivals = arrivals;
    }

    /** What an upstream was asked. */
    private record Question(Ask ask, Upstream upstream, Asked asked, ChatRequest request, String beginning) {
        boolean prefilled() {
            return !beginning.isEmpty();
        }
    }

    @Override
    public UpstreamCall call(UpstreamRequest request, UpstreamListener listener) {
        Question question = read(request);
        Answer own = question.ask().answer(question.upstream().voice());
        boolean goesOn = question.prefilled() && !beginsAnew(question);
        Answer logical = goesOn ? own.after(question.beginning()) : own;
        calls++;
        Usage usage = new Usage(100 + calls, 10 + question.ask().number(), 0, 0, 0);
        String model = question.request().model().value();
        Call call = new Call(
                new Call.Seen(calls, question.ask().number(), question.upstream(), model, question.prefilled()),
                logical,
                usage,
                listener,
                around);
        arrivals.accept(call);
        Fate fate = question.prefilled() && question.upstream().prefilled() == Upstream.Prefilled.REFUSES
                ? refusal()
                : Fate.draw(question.upstream(), loop.getAsLong(), random);
        around.trace()
                .say(
                        "call %d of request %d to %s for %s%s: %s",
                        calls,
                        call.request,
                        call.upstream.credentialId(),
                        model,
                        question.prefilled() ? ", prefilled with \"" + question.beginning() + "\"" : "",
                        fate);
        if (fate instanceof Fate.Unusable) {
            call.failed(new Failure.InternalFault("its address cannot be used"));
            return new Dead();
        }
        int from = goesOn ? question.beginning().length() : 0;
        return play(script(fate, question, call, from), request, call);
    }

    private static Fate refusal() {
        return new Fate.Rejected(
                400, java.util.Optional.empty(), Failure.InvalidRequest.of("this model takes no prefill"), true);
    }

    private static boolean beginsAnew(Question question) {
        return question.ask().agreed() && question.upstream().prefilled() == Upstream.Prefilled.BEGINS_ANEW;
    }

    private Question read(UpstreamRequest request) {
        Upstream upstream =
                scenario.upstreams().get(Scenario.key(request.headers()).orElse(""));
        if (upstream == null || !(request.body() instanceof UpstreamBody.Whole(Spliced body))) {
            throw new AssertionError("a call without a key or with an unknown body");
        }
        try {
            Asked asked = upstream.wire().inbound().read(Wire.call(URI.create(request.url()), body.bytes()));
            ChatRequest chat = asked.request();
            String first = chat.messages().getFirst().text();
            Ask ask = scenario.asks().get(Integer.parseInt(first.substring(first.lastIndexOf(' ') + 1)));
            Message last = chat.messages().getLast();
            String beginning = last.role() == Role.ASSISTANT ? last.text() : "";
            return new Question(ask, upstream, asked, chat, beginning);
        } catch (RejectedException e) {
            throw new AssertionError("an upstream cannot read what it is sent: " + e.failure(), e);
        }
    }

    private UpstreamCall play(List<Step> script, UpstreamRequest request, Call call) {
        ScriptedCall played = new ScriptedCall(
                script, request, call, (delay, task) -> loop.later(delay.toNanos(), task), loop.timers(), loop);
        return new UpstreamCall() {
            @Override
            public void cancel() {
                call.cancelled();
                played.cancel();
            }

            @Override
            public void pause() {
                around.trace().say("call %d: paused", call.number);
                played.pause();
            }

            @Override
            public void resume() {
                around.trace().say("call %d: resumed", call.number);
                played.resume();
            }

            @Override
            public void heard(double tokens) {
                played.heard(tokens);
            }

            @Override
            public void complete() {
                played.complete();
            }
        };
    }

    /** A call that was over before it began. */
    private static final class Dead implements UpstreamCall {
        @Override
        public void cancel() {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void heard(double tokens) {}

        @Override
        public void complete() {}
    }

    private long soon() {
        return (1 + random.nextInt(40)) * VirtualLoop.MILLI;
    }

    private List<Step> script(Fate fate, Question question, Call call, int from) {
        List<Step> steps = new ArrayList<>();
        switch (fate) {
            case Fate.Unusable(), Fate.Silent() -> {}
            case Fate.Stale() -> {
                steps.add(new Step(soon(), new Act.Connect()));
                steps.add(new Step(0, new Act.Break(new Failure.Unreachable("the connection was closed long ago"))));
            }
            case Fate.Refused() -> steps.add(new Step(soon(), new Act.Break(new Failure.Unreachable("refused"))));
            case Fate.Rejected rejected -> reject(rejected, question, steps);
            case Fate.Answered answered -> answer(answered, question, call, from, steps);
        }
        return steps;
    }

    private void reject(Fate.Rejected rejected, Question question, List<Step> steps) {
        WireError error = question.upstream().wire().inbound().encodeFailure(rejected.failure());
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
        rejected.retryAfter().map(Duration::toSeconds).ifPresent(wait -> headers.put("retry-after", "" + wait));
        byte[] body = rejected.spelled() ? error.body() : "it went wrong".getBytes(StandardCharsets.US_ASCII);
        steps.add(new Step(soon(), new Act.Connect()));
        steps.add(new Step(soon(), new Act.Head(rejected.status(), headers)));
        steps.add(new Step(soon(), new Act.Chunk(body)));
        steps.add(new Step(
                soon(), random.nextInt(8) == 0 ? new Act.Break(new Failure.Unreachable("cut")) : new Act.End()));
    }

    private void answer(Fate.Answered fate, Question question, Call call, int from, List<Step> steps) {
        boolean streamed = question.asked().peek().stream() != fate.otherMode();
        StreamEvent.Started started = new StreamEvent.Started("id" + call.number, call.model, 1_790_000_000);
        if (!fate.otherMode()) {
            call.tellsUsage();
        }
        boolean thinks = question.ask().subject().thinks();
        List<StreamEvent> events = call.logical.events(started, from, call.usage, thinks, random);
        List<byte[]> pieces = streamed ? frames(question.asked(), events) : whole(question.asked(), events);
        steps.add(new Step(soon(), new Act.Connect()));
        long late = fate.late() ? lateness(question.asked().peek().stream()) : 0;
        steps.add(new Step(
                streamed ? soon() : soon() + late,
                new Act.Head(200, Map.of("content-type", streamed ? "text/event-stream" : "application/json"))));
        if (late > 0 && streamed) {
            steps.add(new Step(late, new Act.Chunk(PING)));
        }
        List<byte[]> sent = fate.ending() == Fate.Ending.WHOLE
                ? pieces
                : broken(pieces, fate, streamed, question.upstream().wire());
        for (byte[] chunk : chopped(sent)) {
            steps.add(new Step(soon(), new Act.Chunk(chunk)));
        }
        switch (fate.ending()) {
            case WHOLE, EARLY, MALFORMED, ERROR -> steps.add(new Step(soon(), new Act.End()));
            case CUT -> steps.add(new Step(soon(), new Act.Break(new Failure.Unreachable("the connection broke"))));
            case STALLED -> {}
            case DRIBBLES -> dribble(steps);
        }
    }

    /** Within what is allowed to a good upstream before its first token, or before the head of a whole answer. */
    private long lateness(boolean mayStream) {
        return random.nextInt(100, mayStream ? 600 : 1300) * VirtualLoop.MILLI;
    }

    /** Bytes that say nothing come for a long time. */
    private void dribble(List<Step> steps) {
        for (int i = 0; i < 30; i++) {
            steps.add(new Step(250 * VirtualLoop.MILLI, new Act.Chunk(PING)));
        }
    }

    private static List<byte[]> frames(Asked asked, List<StreamEvent> events) {
        StreamEncoder encoder = asked.newStreamEncoder();
        return events.stream()
                .map(encoder::encode)
                .filter(bytes -> bytes.length > 0)
                .toList();
    }

    private static List<byte[]> whole(Asked asked, List<StreamEvent> events) {
        ResponseAssembler assembler = new ResponseAssembler();
        events.forEach(assembler::accept);
        if (!(assembler.answer() instanceof ChatClient.Answer.Complete(var response))) {
            throw new AssertionError("a scripted answer is complete");
        }
        byte[] body = asked.encodeResponse(response);
        int half = body.length / 2;
        return List.of(Arrays.copyOf(body, half), Arrays.copyOfRange(body, half, body.length));
    }

    /** The pieces up to where the answer breaks, and what stands there instead of the next. Never all of them. */
    private static List<byte[]> broken(List<byte[]> pieces, Fate.Answered fate, boolean streamed, Wire wire) {
        int end = pieces.size() * fate.at() / 1000;
        List<byte[]> sent = new ArrayList<>(pieces.subList(0, end));
        switch (fate.ending()) {
            case WHOLE, EARLY, STALLED, DRIBBLES -> {}
            case CUT -> sent.add(Arrays.copyOf(pieces.get(end), pieces.get(end).length / 2));
            case MALFORMED -> {
                sent.add(ascii(streamed ? "data: {\"half\": \n\n" : "<html>"));
                sent.addAll(streamed ? pieces.subList(end, pieces.size()) : List.of());
            }
            case ERROR ->
                sent.add(
                        streamed
                                ? wire.inbound()
                                        .encodeStreamFailure(new Failure.Overloaded("busy", java.util.Optional.empty()))
                                : ascii("]"));
        }
        return sent;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The same bytes in other pieces: some together, some apart. */
    private List<byte[]> chopped(List<byte[]> pieces) {
        List<byte[]> chunks = new ArrayList<>();
        ByteArrayOutputStream next = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            int draw = random.nextInt(10);
            int at = draw == 0 ? random.nextInt(piece.length) : piece.length;
            next.write(piece, 0, at);
            if (draw < 6) {
                chunks.add(next.toByteArray());
                next.reset();
            }
            next.write(piece, at, piece.length - at);
        }
        if (next.size() > 0) {
            chunks.add(next.toByteArray());
        }
        return chunks.stream().filter(chunk -> chunk.length > 0).toList();
    }
}
