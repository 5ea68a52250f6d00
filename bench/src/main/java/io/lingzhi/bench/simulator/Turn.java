package io.lingzhi.bench.simulator;

/** One piece of a conversation, whichever protocol it came in. */
sealed interface Turn {
    String text();

    /** Instructions of the application. */
    record Rule(String text) implements Turn {}

    /** @param images how many pictures stand beside the text */
    record User(String text, int images) implements Turn {}

    /** What the model said before; as the last piece it is the beginning of the answer. */
    record Model(String text) implements Turn {}

    /** A call that the model made before, told by the tool's name. */
    record Call(String text) implements Turn {}

    /** What a tool gave back. */
    record Result(String text, int images) implements Turn {}
}
