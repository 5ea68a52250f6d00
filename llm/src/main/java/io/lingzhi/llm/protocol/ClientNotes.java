package io.lingzhi.llm.protocol;

/** Texts in a conversation that one side writes for the other's machinery rather than for the model. */
public final class ClientNotes {
    /**
     * How the system text begins in which an Anthropic client tells its vendor what to bill. It means nothing to any
     * other vendor, so encoders of other protocols leave out text parts that begin so.
     */
    public static final String BILLING_PREFIX = "x-anthropic-billing-header:";

    private ClientNotes() {}

    /** Whether only Anthropic should read this text. */
    public static boolean isBilling(String text) {
        return text.startsWith(BILLING_PREFIX);
    }

    /** The form in which an upstream that takes no system message here is told its text as the user's. */
    public static String reminder(String text) {
        return "<system-reminder>\n" + text + "\n</system-reminder>";
    }
}
