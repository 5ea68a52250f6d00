package io.lingzhi.gateway.credential;

/** Why a credential is left alone. */
public enum Cause {
    /** Too many requests in a short time. */
    RATE_LIMIT("rate limited"),
    /** What the account may use is used up. */
    QUOTA("out of quota"),
    /** The upstream rejected the key. */
    UNAUTHENTICATED("key rejected"),
    /** The key may not do this. */
    FORBIDDEN("not allowed"),
    /** The upstream does not know the model. */
    UNKNOWN_MODEL("model unknown upstream"),
    /** The upstream failed, was overloaded, slow, or out of reach. */
    TRANSIENT("failing"),
    /** A person switched it off. */
    SWITCHED_OFF("switched off"),
    /** A person lets it run out: nothing new is sent to it, and what runs goes on. */
    DRAINED("drained");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** The cause as people read it. */
    public String words() {
        return words;
    }

    /** Whether a person did it, and only a person ends it. */
    public boolean isByHand() {
        return this == SWITCHED_OFF || this == DRAINED;
    }

    /** Whether this is about an allowance that comes back by itself. */
    public boolean isAllowance() {
        return this == RATE_LIMIT || this == QUOTA;
    }
}
