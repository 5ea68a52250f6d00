package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.protocol.WordSearch;
import java.util.Optional;

/** Tells the chunk that holds the usage report and no choice. */
final class UsageReport {
    private static final String CHOICES = "\"choices\"";
    private static final WordSearch SEARCH = new WordSearch(CHOICES);

    private UsageReport() {}

    static boolean isIn(byte[] data) {
        return mayHaveNoChoice(data) && hasUsageAndNoChoice(data);
    }

    /** Cheap: whether an empty list follows the word {@code "choices"} anywhere. */
    private static boolean mayHaveNoChoice(byte[] data) {
        for (int at = SEARCH.find(data, 0); at >= 0; at = SEARCH.find(data, at + 1)) {
            if (emptyListFollows(data, at + CHOICES.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUsageAndNoChoice(byte[] data) {
        try {
            Span chunk = JsonScanner.scan(data);
            Optional<Member> choices = chunk.last("choices").filter(member -> member.kind() == Kind.ARRAY);
            return choices.isPresent()
                    && emptyList(data, choices.get())
                    && chunk.last("usage")
                            .filter(member -> member.kind() == Kind.OBJECT)
                            .isPresent();
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    private static boolean emptyList(byte[] data, Member list) {
        return blank(data, list.start() + 1) == list.end() - 1;
    }

    private static boolean emptyListFollows(byte[] data, int from) {
        int at = from;
        for (char expected : new char[] {':', '[', ']'}) {
            at = blank(data, at);
            if (at == data.length || data[at] != expected) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** The first position from {@code from} on that is no white space. */
    private static int blank(byte[] data, int from) {
        int at = from;
        while (at < data.length && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r' || data[at] == '\t')) {
            at++;
        }
        return at;
    }
}
