package io.lingzhi.llm.protocol;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Mould;
import java.util.List;
import java.util.Optional;

/**
 * Spares a decoder the frames that differ from the one before in nothing but the piece of text or thought that they
 * add. A mould is made of a frame that told one such piece, and is trusted once it has foretold the next one; any frame
 * that does not fit goes to the decoder.
 *
 * <p>For decoders to which a piece of text means nothing beyond its own event: a frame that only adds to the open part
 * leaves them as they were. One that also counts in each frame what was used may be spared all counts but the last.
 */
public final class MouldedDecoder implements StreamDecoder {
    /** So many frames in a row that fit no mould end the search for one. */
    private static final int MOST_MISFITS = 16;

    private final StreamDecoder decoder;
    private final String counts;
    private Optional<Mould> mould = Optional.empty();
    private String name = "";
    private boolean thought;
    private boolean trusted;
    private int misfits;
    /** The last frame that was spared, if the decoder has to see its counts. */
    private Optional<Frame> unseen = Optional.empty();

    public MouldedDecoder(StreamDecoder decoder) {
        this(decoder, "");
    }

    /**
     * Spares the decoder also frames with other numbers in their member {@code counts}. The numbers of a frame replace
     * those of the frame before, so it is shown the last of them, before any other frame and before the end.
     */
    public MouldedDecoder(StreamDecoder decoder, String counts) {
        this.decoder = decoder;
        this.counts = counts;
    }

    @Override
    public List<StreamEvent> decode(Frame frame) {
        if (mould.isEmpty() || frame.data().length == 0) {
            return decoded(frame);
        }
        Optional<String> text = frame.event().equals(name) ? mould.get().read(frame.data()) : Optional.empty();
        if (text.isEmpty()) {
            return decoded(frame);
        }
        List<StreamEvent> foretold =
                List.of(thought ? new StreamEvent.ThinkingDelta(text.get()) : new StreamEvent.TextDelta(text.get()));
        if (!trusted) {
            return proved(frame, foretold);
        }
        unseen = counts.isEmpty() ? Optional.empty() : Optional.of(frame);
        return foretold;
    }

    private List<StreamEvent> proved(Frame frame, List<StreamEvent> foretold) {
        List<StreamEvent> events = decoder.decode(frame);
        trusted = events.equals(foretold);
        mould = trusted ? mould : Optional.empty();
        misfits = trusted ? 0 : misfits;
        return events;
    }

    private List<StreamEvent> decoded(Frame frame) {
        showUnseen();
        List<StreamEvent> events = decoder.decode(frame);
        if (frame.data().length > 0) {
            trusted = false;
            mould = misfits < MOST_MISFITS ? mouldOf(frame, events) : Optional.empty();
            misfits++;
        }
        return events;
    }

    /** What it tells was told already. */
    private void showUnseen() {
        unseen.ifPresent(decoder::decode);
        unseen = Optional.empty();
    }

    private Optional<Mould> mouldOf(Frame frame, List<StreamEvent> events) {
        if (events.size() != 1) {
            return Optional.empty();
        }
        name = frame.event();
        thought = events.getFirst() instanceof StreamEvent.ThinkingDelta;
        return textOf(events.getFirst())
                .flatMap(text -> Mould.of(frame.data(), text))
                .map(made -> counts.isEmpty() ? made : made.open(counts));
    }

    private static Optional<String> textOf(StreamEvent event) {
        return switch (event) {
            case StreamEvent.TextDelta(String text) -> Optional.of(text);
            case StreamEvent.ThinkingDelta(String text) -> Optional.of(text);
            case StreamEvent.Started _,
                    StreamEvent.PartStarted _,
                    StreamEvent.ThinkingSigned _,
                    StreamEvent.Cited _,
                    StreamEvent.ArgumentsDelta _,
                    StreamEvent.PartFinished _,
                    StreamEvent.UsageReported _,
                    StreamEvent.Finished _,
                    StreamEvent.Failed _ -> Optional.empty();
        };
    }

    @Override
    public boolean complete() {
        return decoder.complete();
    }

    @Override
    public List<StreamEvent> end() {
        showUnseen();
        return decoder.end();
    }
}
