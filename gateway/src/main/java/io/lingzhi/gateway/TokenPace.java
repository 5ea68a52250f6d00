package io.lingzhi.gateway;

import io.lingzhi.llm.StreamEvent;
import java.util.List;

/** About how many tokens events bring, cheaply: four Latin letters are one, and so is one letter of other scripts. */
final class TokenPace {
    private static final double LATIN = 0.25;
    /** Letters from here on are not Latin. */
    private static final int FIRST_OTHER = 0x250;

    private TokenPace() {}

    static double of(List<StreamEvent> events) {
        double tokens = 0;
        for (StreamEvent event : events) {
            tokens += switch (event) {
                case StreamEvent.TextDelta(String text) -> of(text);
                case StreamEvent.ThinkingDelta(String text) -> of(text);
                case StreamEvent.ArgumentsDelta(String fragment) -> of(fragment);
                case StreamEvent.Started _,
                        StreamEvent.PartStarted _,
                        StreamEvent.ThinkingSigned _,
                        StreamEvent.Cited _,
                        StreamEvent.PartFinished _,
                        StreamEvent.UsageReported _,
                        StreamEvent.Finished _,
                        StreamEvent.Failed _ -> 0;
            };
        }
        return tokens;
    }

    private static double of(String text) {
        int others = 0;
        for (int i = 0; i < text.length(); i++) {
            others += text.charAt(i) < FIRST_OTHER ? 0 : 1;
        }
        return others + LATIN * (text.length() - others);
    }
}
