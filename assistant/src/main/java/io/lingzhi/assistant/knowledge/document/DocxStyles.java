package io.lingzhi.assistant.knowledge.document;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Which styles of a Word document are headings: by their built-in name, or by an outline level. */
final class DocxStyles {
    private static final Pattern NAME = Pattern.compile("(?i)(?:heading|标题)\\s*([1-9])");
    private static final int BODY = 9;

    private DocxStyles() {}

    /** Style id to heading level. */
    static Map<String, Integer> levels(byte[] styles) throws XMLStreamException {
        Map<String, Integer> levels = new HashMap<>();
        XMLStreamReader xml = SafeXml.reader(styles);
        String style = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String value = SafeXml.attribute(xml, "val");
            Matcher name = NAME.matcher(value);
            switch (xml.getLocalName()) {
                case "style" -> style = SafeXml.attribute(xml, "styleId");
                case "name" -> {
                    if (name.matches()) {
                        levels.put(style, Integer.parseInt(name.group(1)));
                    } else if (value.equalsIgnoreCase("title")) {
                        levels.put(style, 1);
                    }
                }
                case "outlineLvl" -> outline(value, style, levels);
                default -> {}
            }
        }
        return levels;
    }

    private static void outline(String value, String style, Map<String, Integer> levels) {
        int level = Integer.parseInt(value);
        if (level < BODY) {
            levels.putIfAbsent(style, level + 1);
        }
    }
}
