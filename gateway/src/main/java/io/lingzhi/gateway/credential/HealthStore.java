package io.lingzhi.gateway.credential;

import java.util.List;

/** Where what stands against credentials outlives the process. Its methods may block. */
public interface HealthStore {
    /** What was kept last; empty when nothing was. */
    List<HealthBoard.Entry> load();

    /** Keeps these, and nothing else. */
    void save(List<HealthBoard.Entry> entries);
}
