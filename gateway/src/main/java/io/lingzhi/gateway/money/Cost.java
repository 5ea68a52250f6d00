package io.lingzhi.gateway.money;

/**
 * What something cost.
 *
 * @param nanos in nano-USD (10^-9 USD)
 */
public record Cost(long nanos, Basis basis) {
    /** What an amount rests on. */
    public enum Basis {
        /** Token counts that the upstream reported. */
        REPORTED,
        /** Token counts of our own, since the upstream reported none before the call ended. */
        ESTIMATED
    }

    public static final Cost NOTHING = new Cost(0, Basis.REPORTED);

    public Cost {
        if (nanos < 0) {
            throw new IllegalArgumentException("a cost is not negative");
        }
    }

    /** The sum; it is an estimate when a part of it is. */
    public Cost plus(Cost other) {
        boolean reported = basis == Basis.REPORTED && other.basis == Basis.REPORTED;
        return new Cost(Math.addExact(nanos, other.nanos), reported ? Basis.REPORTED : Basis.ESTIMATED);
    }
}
