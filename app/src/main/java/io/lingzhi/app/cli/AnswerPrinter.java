package io.lingzhi.app.cli;

import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import java.io.PrintStream;

/** Prints an answer as it comes. */
final class AnswerPrinter {
    private AnswerPrinter() {}

    /** What came of it. */
    sealed interface Printed {
        record Whole(String text) implements Printed {}

        record Broken(Failure failure) implements Printed {}
    }

    static Printed print(ChatStream answer, PrintStream out) {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (answer.next()) {
                case StreamEvent.TextDelta(String piece) -> {
                    text.append(piece);
                    out.print(piece);
                    out.flush();
                }
                case StreamEvent.Finished _ -> {
                    out.println();
                    return new Printed.Whole(text.toString());
                }
                case StreamEvent.Failed(Failure failure) -> {
                    return new Printed.Broken(failure);
                }
                case StreamEvent.Started _,
                        StreamEvent.PartStarted _,
                        StreamEvent.ThinkingDelta _,
                        StreamEvent.ThinkingSigned _,
                        StreamEvent.Cited _,
                        StreamEvent.ArgumentsDelta _,
                        StreamEvent.PartFinished _,
                        StreamEvent.UsageReported _ -> {}
            }
        }
    }
}
