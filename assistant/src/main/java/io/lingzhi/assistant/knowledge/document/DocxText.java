package io.lingzhi.assistant.knowledge.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The text of a Word document: the main part of an Office Open XML package (ECMA-376, part 1, chapter 17). */
final class DocxText {
    private static final String MAIN = "word/document.xml";
    private static final String STYLES = "word/styles.xml";
    private static final Set<String> WANTED = Set.of(MAIN, STYLES);
    private static final int MAX_ENTRIES = 10_000;

    private DocxText() {}

    static Extracted read(byte[] bytes, Allowance allowance) throws UnreadableException {
        if (bytes.length > 4 && (bytes[0] & 0xFF) == 0xD0 && (bytes[1] & 0xFF) == 0xCF) {
            throw Unreadable.error(
                    "encrypted-docx",
                    "the file is protected by a password or is an old .doc; save it as .docx without a password",
                    "文件已加密,或是旧版 .doc;请另存为不带密码的 .docx");
        }
        try {
            Map<String, byte[]> parts = parts(bytes, allowance);
            byte[] main = parts.get(MAIN);
            if (main == null) {
                throw broken();
            }
            Map<String, Integer> levels = parts.containsKey(STYLES) ? DocxStyles.levels(parts.get(STYLES)) : Map.of();
            return new DocxBody(levels, allowance).read(main);
        } catch (IOException | XMLStreamException | IllegalArgumentException e) {
            throw broken();
        }
    }

    private static Map<String, byte[]> parts(byte[] bytes, Allowance allowance)
            throws IOException, UnreadableException {
        Map<String, byte[]> parts = new HashMap<>();
        long unpacked = 0;
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MAX_ENTRIES) {
                    throw tooMuch(allowance);
                }
                boolean wanted = WANTED.contains(entry.getName());
                ByteArrayOutputStream kept = new ByteArrayOutputStream();
                unpacked += copy(zip, wanted ? kept : null, allowance, unpacked);
                if (wanted) {
                    parts.put(entry.getName(), kept.toByteArray());
                }
            }
        }
        return parts;
    }

    private static long copy(InputStream from, @Nullable ByteArrayOutputStream to, Allowance allowance, long before)
            throws IOException, UnreadableException {
        byte[] buffer = new byte[16 << 10];
        long copied = 0;
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            copied += read;
            if (before + copied > allowance.limits().unpackedBytes()) {
                throw tooMuch(allowance);
            }
            allowance.check(0);
            if (to != null) {
                to.write(buffer, 0, read);
            }
        }
        return copied;
    }

    private static UnreadableException tooMuch(Allowance allowance) {
        long most = allowance.limits().unpackedBytes();
        return Unreadable.error(
                "packed-too-tightly",
                "the document unpacks to more than " + most + " bytes and is not read on",
                "文档解压后超过 " + most + " 字节,不再继续读取");
    }

    private static UnreadableException broken() {
        return Unreadable.error(
                "broken-docx",
                "the file is no Word document (.docx), or it is damaged; save it again",
                "文件不是 Word 文档(.docx)或已损坏,请重新保存");
    }
}
