package io.lingzhi.llm.protocol;

import java.util.HashSet;
import java.util.Set;

/**
 * Which choices beside the first one an answer has, and which of them have not ended. Only the first is told, but a
 * client that gets the answer's own bytes reads them all. Used by one thread at a time.
 */
public final class OtherChoices {
    /** Most that are watched; what is beyond is taken as ended. */
    private static final int MOST = 256;

    private final Set<Long> open = new HashSet<>();

    /** Takes notice of a piece of the choice of this index. */
    public void seen(long index, boolean ended) {
        if (ended) {
            open.remove(index);
        } else if (index != 0 && open.size() < MOST) {
            open.add(index);
        }
    }

    /** Whether every choice that was begun has ended. */
    public boolean ended() {
        return open.isEmpty();
    }

    /** Takes them as ended, where the answer is known to be whole. */
    public void end() {
        open.clear();
    }
}
