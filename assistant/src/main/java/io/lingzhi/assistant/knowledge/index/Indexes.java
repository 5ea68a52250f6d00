package io.lingzhi.assistant.knowledge.index;

import java.io.IOException;
import java.nio.file.Path;

/** Opens the index of a base. */
public interface Indexes {
    /**
     * @param base the base's name
     * @param folder where an index may keep files
     */
    PassageIndex open(String base, Path folder, Analysis analysis) throws IOException;
}
