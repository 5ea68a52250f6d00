package io.lingzhi.bench.simulator;

import java.util.List;

/**
 * A place in a stream: after so many frames of a kind.
 *
 * @param count of frames that come before; not looked at for {@link Unit#END}
 */
record Place(int count, Unit unit) {

    /** What is counted. */
    enum Unit {
        /** Frames of any kind. */
        FRAMES,
        /** Frames with a piece of the answer's text. */
        TOKENS,
        /** All frames but the last. */
        END
    }

    static Place frames(int count) {
        return new Place(count, Unit.FRAMES);
    }

    static Place tokens(int count) {
        return new Place(count, Unit.TOKENS);
    }

    static Place end() {
        return new Place(0, Unit.END);
    }

    /** How many frames come before the place. */
    int in(List<Frame> frames) {
        return switch (unit) {
            case FRAMES -> Math.min(count, frames.size());
            case TOKENS -> afterTokens(frames);
            case END -> Math.max(0, frames.size() - 1);
        };
    }

    /** How many halves of a whole body come before the place. */
    int inHalves() {
        return switch (unit) {
            case FRAMES -> Math.min(count, 2);
            case TOKENS -> Math.min(count, 1);
            case END -> 1;
        };
    }

    private int afterTokens(List<Frame> frames) {
        int seen = 0;
        for (int i = 0; i < frames.size(); i++) {
            boolean token = frames.get(i).token();
            if (token && count == 0) {
                return i;
            }
            if (token && ++seen == count) {
                return i + 1;
            }
        }
        return frames.size();
    }
}
