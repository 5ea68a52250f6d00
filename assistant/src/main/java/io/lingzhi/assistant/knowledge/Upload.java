package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.document.Format;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A document as it is sent. Its bytes are not copied, and nobody changes them. */
public final class Upload {
    private final String name;
    private final Format format;
    private final byte[] bytes;
    private final Map<String, String> metadata;

    /** @param name what the document is called; the key under which a base keeps it */
    public Upload(String name, Format format, byte[] bytes, Map<String, String> metadata) {
        this.name = name;
        this.format = format;
        this.bytes = bytes;
        this.metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    public String name() {
        return name;
    }

    public Format format() {
        return format;
    }

    byte[] bytes() {
        return bytes;
    }

    public Map<String, String> metadata() {
        return metadata;
    }
}
