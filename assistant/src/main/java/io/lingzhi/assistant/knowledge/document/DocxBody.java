package io.lingzhi.assistant.knowledge.document;

import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks the main part of a Word document. One thread, one document. */
final class DocxBody {
    private final Map<String, Integer> levels;
    private final TextBlocks blocks;
    private final StringBuilder paragraph = new StringBuilder();
    private final StringBuilder row = new StringBuilder();
    private int level;
    private int tables;
    private int fallbacks;
    private boolean inText;

    DocxBody(Map<String, Integer> levels, Allowance allowance) {
        this.levels = levels;
        this.blocks = new TextBlocks(allowance);
    }

    Extracted read(byte[] main) throws XMLStreamException, UnreadableException {
        XMLStreamReader xml = SafeXml.reader(main);
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(xml);
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (inText && fallbacks == 0) {
                        paragraph.append(xml.getText());
                    }
                }
                default -> {}
            }
        }
        return blocks.end();
    }

    private void start(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "t" -> inText = true;
            case "tab" -> paragraph.append('\t');
            case "br", "cr" -> paragraph.append('\n');
            case "pStyle" -> level = levels.getOrDefault(SafeXml.attribute(xml, "val"), level);
            case "outlineLvl" -> {
                int outline = Integer.parseInt(SafeXml.attribute(xml, "val"));
                level = outline < Heading.PAGE ? outline + 1 : level;
            }
            case "tbl" -> tables++;
            // A text box stands twice: once for new readers, once for old ones.
            case "Fallback" -> fallbacks++;
            default -> {}
        }
    }

    private void end(String name) throws UnreadableException {
        switch (name) {
            case "t" -> inText = false;
            case "p" -> endParagraph();
            case "tc" -> row.append(" | ");
            case "tr" -> {
                blocks.paragraph(row.toString().replaceAll("[ |]+$", ""));
                row.setLength(0);
            }
            case "tbl" -> tables--;
            case "Fallback" -> fallbacks--;
            default -> {}
        }
    }

    private void endParagraph() throws UnreadableException {
        String words = paragraph.toString().strip();
        if (tables > 0) {
            row.append(row.isEmpty() || row.toString().endsWith("| ") ? "" : " ")
                    .append(words);
        } else if (level > 0 && !words.isEmpty()) {
            blocks.heading(level, words);
        } else {
            blocks.paragraph(words);
        }
        paragraph.setLength(0);
        level = 0;
    }
}
