package io.lingzhi.gateway.world;

import io.lingzhi.gateway.config.Config;
import java.util.Optional;

/**
 * One request of a client's.
 *
 * @param wire what the client speaks; empty for one inside the process
 * @param wish what it says about rescue, if anything
 * @param agreed whether all upstreams would answer it in the same words
 * @param session the conversation that it belongs to
 */
record Ask(
        int number,
        long atNanos,
        String model,
        Optional<Wire> wire,
        boolean stream,
        Optional<Config.RescueMode> wish,
        Subject subject,
        boolean agreed,
        Optional<String> session,
        Patience patience) {

    /** What the answers to it are like. */
    record Subject(int words, boolean calls, boolean thinks) {}

    /** How its client takes the answer. */
    sealed interface Patience {
        record Endless() implements Patience {}

        record LeavesAfter(long nanos) implements Patience {}

        /** Now and then it takes no more for a while. */
        record Slow(long nanos) implements Patience {}

        /** From its first byte on it takes no more. */
        record Stuck() implements Patience {}
    }

    /** What this author says to it. */
    Answer answer(char voice) {
        return Answer.of(number, agreed ? 'a' : voice, subject.words(), subject.calls());
    }

    Config.RescueMode mode(Config config) {
        return wish.orElse(config.streaming().rescue(model));
    }

    @Override
    public String toString() {
        return "request " + number + " for " + model + " in "
                + wire.map(one -> one.inbound().protocol().id()).orElse("process") + (stream ? ", streamed" : ", whole")
                + wish.map(mode -> ", rescue " + mode.word()).orElse("") + (agreed ? ", agreed" : ", each in own words")
                + session.map(name -> ", conversation " + name).orElse("") + ", " + subject + ", client " + patience;
    }
}
