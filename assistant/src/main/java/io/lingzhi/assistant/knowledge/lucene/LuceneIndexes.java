package io.lingzhi.assistant.knowledge.lucene;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Indexes;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import java.io.IOException;
import java.nio.file.Path;

/** Opens indexes in the folders of their bases. */
public final class LuceneIndexes implements Indexes {
    @Override
    public PassageIndex open(String base, Path folder, Analysis analysis) throws IOException {
        return LuceneIndex.open(folder.resolve("lucene"), analysis);
    }
}
