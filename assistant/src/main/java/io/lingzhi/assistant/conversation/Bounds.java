package io.lingzhi.assistant.conversation;

/**
 * How much is kept.
 *
 * @param conversations most for one client key; the one that was used least lately makes room; 0 keeps none
 * @param chars most that a model is told of a conversation; past it the older turns are summarised
 * @param fresh turns that are never summarised
 */
public record Bounds(int conversations, int chars, int fresh) {
    public static final Bounds DEFAULT = new Bounds(1000, 24_000, 6);

    public Bounds {
        if (conversations < 0 || chars <= 0 || fresh <= 0) {
            throw new IllegalArgumentException("bounds are positive, and no conversation at all is 0");
        }
    }
}
