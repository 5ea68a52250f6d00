package io.lingzhi.assistant;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Models that answer by script. A script that runs out waits until the stream is closed, as a slow model would. */
public final class ScriptedChat implements ChatClient {
    public static final Usage USAGE = new Usage(10, 5, 3, 1, 2);

    private final Map<String, List<StreamEvent>> scripts = new ConcurrentHashMap<>();
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Caller> callers = new CopyOnWriteArrayList<>();
    private final List<Scripted> streams = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch waiting = new CountDownLatch(1);

    public ScriptedChat answers(String model, String... texts) {
        return plays(model, answer(model, texts));
    }

    public ScriptedChat fails(String model, Failure failure) {
        return plays(model, List.of(new StreamEvent.Failed(failure)));
    }

    public ScriptedChat plays(String model, List<StreamEvent> events) {
        scripts.put(model, List.copyOf(events));
        return this;
    }

    public static List<StreamEvent> answer(String model, String... texts) {
        List<StreamEvent> events = new ArrayList<>(beginning(model, texts));
        events.add(new StreamEvent.PartFinished());
        events.add(new StreamEvent.UsageReported(USAGE));
        events.add(new StreamEvent.Finished(FinishReason.STOP));
        return events;
    }

    /** An answer that has begun and does not go on. */
    public static List<StreamEvent> beginning(String model, String... texts) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started("id", model, 0));
        events.add(new StreamEvent.PartStarted(new PartHead.Text()));
        for (String text : texts) {
            events.add(new StreamEvent.TextDelta(text));
        }
        return events;
    }

    public List<ChatRequest> requests() {
        return requests;
    }

    public List<Caller> callers() {
        return callers;
    }

    /** How many streams are open. */
    public long open() {
        return streams.stream().filter(stream -> stream.closing.getCount() > 0).count();
    }

    public boolean awaitClosed() throws InterruptedException {
        return closed.await(5, TimeUnit.SECONDS);
    }

    /** Waits until a script has run out and its reader waits. */
    public boolean awaitWaiting() throws InterruptedException {
        return waiting.await(5, TimeUnit.SECONDS);
    }

    @Override
    public ChatStream open(ChatRequest request, Caller caller) {
        requests.add(request);
        callers.add(caller);
        String model = request.model().value();
        Scripted stream = new Scripted(scripts.getOrDefault(
                model, List.of(new StreamEvent.Failed(new Failure.UnknownModel("no model " + model, List.of())))));
        streams.add(stream);
        return stream;
    }

    private final class Scripted implements ChatStream {
        private final Queue<StreamEvent> rest;
        private final CountDownLatch closing = new CountDownLatch(1);

        Scripted(List<StreamEvent> events) {
            rest = new ConcurrentLinkedQueue<>(events);
        }

        @Override
        public StreamEvent next() {
            StreamEvent event = rest.poll();
            return event == null ? untilClosed() : event;
        }

        private StreamEvent untilClosed() {
            waiting.countDown();
            try {
                boolean given = closing.await(20, TimeUnit.SECONDS);
                return new StreamEvent.Failed(new Failure.TimedOut(given ? "given up" : "the script ran out"));
            } catch (InterruptedException e) {
                return new StreamEvent.Failed(new Failure.TimedOut("interrupted"));
            }
        }

        @Override
        public void close() {
            closing.countDown();
            closed.countDown();
        }
    }
}
