package io.lingzhi.gateway.world;

import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.EventGrammar;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.util.ArrayList;
import java.util.List;

/** What a client understands of what it was sent. */
sealed interface Told {
    record Complete(Answer answer) implements Told {}

    /** A beginning, and a clear word that no more comes. */
    record Broken(Answer beginning, Failure failure) implements Told {}

    record Refused(int status, Failure failure) implements Told {}

    /** The client left; this much it had read. */
    record Left(Answer beginning) implements Told {}

    /** No end and no error, or something that breaks the protocol. */
    record Nonsense(String why) implements Told {}

    static Told by(Client client, Wire wire) {
        if (client.gone()) {
            return client.status() == 200 && client.stream()
                    ? new Left(answer(frames(client.bytes(), wire, new ArrayList<>())))
                    : new Left(Answer.NOTHING);
        }
        if (!client.ended()) {
            return new Nonsense("nothing ended the answer");
        }
        if (client.status() != 200) {
            Failure failure = wire.outbound().decodeFailure(client.status(), java.util.Map.of(), client.bytes());
            return new Refused(client.status(), failure);
        }
        if (!client.stream()) {
            return of(wire.outbound().decodeResponse(client.bytes(), Dialect.PLAIN), List.of());
        }
        List<StreamEvent> end = new ArrayList<>();
        return of(frames(client.bytes(), wire, end), end);
    }

    /** A stream inside the process, which must have ended. */
    static Told by(ChatStream stream) {
        List<StreamEvent> events = new ArrayList<>();
        while (events.isEmpty() || !isEnd(events.getLast())) {
            events.add(stream.next());
        }
        return of(events, List.of());
    }

    private static boolean isEnd(StreamEvent event) {
        return event instanceof StreamEvent.Finished || event instanceof StreamEvent.Failed;
    }

    /** @param end takes what the end of the bytes tells, beside the frames */
    private static List<StreamEvent> frames(byte[] bytes, Wire wire, List<StreamEvent> end) {
        StreamDecoder decoder = wire.outbound().newStreamDecoder(Dialect.PLAIN);
        List<StreamEvent> events = new ArrayList<>();
        try {
            for (Frame frame : new SseDecoder(1 << 20).feed(bytes)) {
                events.addAll(decoder.decode(frame));
            }
            end.addAll(decoder.end());
        } catch (FrameTooLongException e) {
            throw new AssertionError(e);
        }
        return events;
    }

    private static Told of(List<StreamEvent> events, List<StreamEvent> end) {
        EventGrammar grammar = new EventGrammar();
        try {
            events.forEach(grammar::accept);
            end.forEach(grammar::accept);
        } catch (IllegalStateException e) {
            return new Nonsense(e.getMessage() + ": " + events);
        }
        if (events.isEmpty() || !isEnd(events.getLast())) {
            return end.isEmpty() || end.getLast() instanceof StreamEvent.Finished
                    ? whole(events, end)
                    : new Nonsense("the answer is cut off without a word: " + answer(events));
        }
        return events.getLast() instanceof StreamEvent.Failed(Failure failure)
                ? new Broken(answer(events), failure)
                : new Complete(answer(events));
    }

    private static Told whole(List<StreamEvent> events, List<StreamEvent> end) {
        return end.isEmpty() ? new Nonsense("no end") : new Complete(answer(events));
    }

    private static Answer answer(List<StreamEvent> events) {
        StringBuilder text = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        for (StreamEvent event : events) {
            if (event instanceof StreamEvent.TextDelta(String delta)) {
                text.append(delta);
            } else if (event instanceof StreamEvent.ArgumentsDelta(String delta)) {
                arguments.append(delta);
            }
        }
        return new Answer(text.toString(), arguments.toString());
    }
}
