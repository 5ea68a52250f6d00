package io.lingzhi.assistant.knowledge.postgres;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Indexes;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import java.nio.file.Path;

/** Opens indexes in one database, with a connection for each base. */
public final class PostgresIndexes implements Indexes {
    private final String url;

    /** @param url a JDBC address, which may hold a password and is never shown */
    public PostgresIndexes(String url) {
        this.url = url;
    }

    @Override
    public PassageIndex open(String base, Path folder, Analysis analysis) {
        return new PostgresIndex(base, new Database(url), analysis);
    }
}
