package io.lingzhi.assistant.knowledge.lucene;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import io.lingzhi.assistant.knowledge.index.PassageIndexContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest extends PassageIndexContract {
    @TempDir
    private Path folder = Path.of("");

    @Override
    protected PassageIndex open() throws IOException {
        return new LuceneIndexes().open("base", folder, Analysis.MIXED);
    }
}
