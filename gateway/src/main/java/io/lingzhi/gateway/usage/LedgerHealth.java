package io.lingzhi.gateway.usage;

import java.util.Optional;

/**
 * How the writing of the ledger goes.
 *
 * @param waiting requests in the queue, not yet written
 * @param lost requests that were never written since the start: the queue was full, or a row could not be stored
 * @param problem what the last write met, empty when it succeeded
 */
public record LedgerHealth(int waiting, long lost, Optional<String> problem) {
    /** Whether rows reach the disk and none was lost. */
    public boolean good() {
        return lost == 0 && problem.isEmpty();
    }
}
