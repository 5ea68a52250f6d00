package io.lingzhi.assistant.knowledge.postgres;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import io.lingzhi.assistant.knowledge.index.PassageIndexContract;
import java.nio.file.Path;
import java.util.UUID;

/** Against a real server with pgvector, which {@code .ci/postgres} fetches and starts; its address is a property. */
class PostgresIndexIT extends PassageIndexContract {
    private final String base = "it-" + UUID.randomUUID();

    @Override
    protected PassageIndex open() {
        String url = System.getProperty("lingzhi.postgres", "");
        return new PostgresIndexes(url).open(base, Path.of(""), Analysis.MIXED);
    }
}
