package io.lingzhi.assistant.knowledge;

import io.lingzhi.llm.Failure;
import java.time.Duration;

/** Why a knowledge base does not do what it is asked. */
public sealed interface Refusal {
    record NoSuchBase(String name) implements Refusal {}

    record NoSuchDocument(String id) implements Refusal {}

    /** The document's text is not there: it is queued, or it failed. */
    record NotReady(String id) implements Refusal {}

    record TooManyBases(int most) implements Refusal {}

    /** The documents waiting to be ingested are as many as may wait. */
    record QueueFull(int waiting) implements Refusal {}

    /** The data folder or the database failed; the log tells more. */
    record Storage() implements Refusal {}

    /** What was asked for still goes on after this time. */
    record Unfinished(Duration waited) implements Refusal {}

    /** The search needs a vector, and the embedding model gave none. */
    record NoVector(Failure failure) implements Refusal {}
}
