package io.lingzhi.assistant.knowledge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Filter;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import io.lingzhi.assistant.knowledge.index.PassageIndexContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Against a real server with pgvector, which {@code .ci/postgres} fetches and starts; its address is a property. */
class PostgresIndexIT extends PassageIndexContract {
    private final String base = "it-" + UUID.randomUUID();

    @Override
    protected PassageIndex open() {
        return open(base);
    }

    private static PassageIndex open(String name) {
        String url = System.getProperty("lingzhi.postgres", "");
        return new PostgresIndexes(url).open(name, Path.of(""), Analysis.MIXED);
    }

    @Test
    void aSmallBaseIsFoundWholeBesideALargeOneThatIsNearer() throws Exception {
        float[] query = {1, 0, 0, 0.01f};
        try (PassageIndex large = open();
                PassageIndex small = open(base + "-it's small")) {
            for (int i = 0; i < 6; i++) {
                large.put(many("near-" + i, 1_000, new float[] {1, 0, 0, 0}));
            }
            small.put(many("far", 5, new float[] {0, 0, 0, 1}));

            assertThat(small.byVector(query, Filter.ALL, 10)).hasSize(5);
            assertThat(large.byVector(query, Filter.ALL, 50)).hasSize(50);
            assertThat(large.byVector(query, new Filter(Set.of("near-5"), Map.of()), 50))
                    .hasSize(50);
            small.destroy();
            large.destroy();
        }
    }
}
