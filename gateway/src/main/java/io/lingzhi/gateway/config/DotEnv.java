package io.lingzhi.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a {@code .env} file: {@code KEY=VALUE} lines with optional {@code export}, quotes and {@code #}
 * comments. In double quotes {@code \n \r \t \" \\ \$} are escapes; in single quotes nothing is. No interpolation.
 *
 * @param badLines numbers of lines that are none of this; they set nothing
 */
record DotEnv(Map<String, String> values, List<Integer> badLines) {
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)", Pattern.DOTALL);
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
    private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*$");

    DotEnv {
        values = Map.copyOf(values);
        badLines = List.copyOf(badLines);
    }

    static DotEnv parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        List<Integer> badLines = new ArrayList<>();
        String[] lines = text.replaceFirst("^\uFEFF", "").split("\\R", -1);
        for (int index = 0; index < lines.length; index++) {
            String line = lines[index].strip();
            if (!line.isEmpty() && !line.startsWith("#") && !read(line, values)) {
                badLines.add(index + 1);
            }
        }
        return new DotEnv(values, badLines);
    }

    /** True when the line set a value. A later line wins over an earlier one, as in a shell. */
    private static boolean read(String line, Map<String, String> values) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        String written = matcher.group(2);
        Matcher doubled = DOUBLE_QUOTED.matcher(written);
        Matcher single = SINGLE_QUOTED.matcher(written);
        if (doubled.matches()) {
            values.put(matcher.group(1), unescape(doubled.group(1)));
        } else if (single.matches()) {
            values.put(matcher.group(1), single.group(1));
        } else if (written.startsWith("\"") || written.startsWith("'")) {
            return false;
        } else {
            values.put(
                    matcher.group(1), COMMENT.matcher(written).replaceFirst("").strip());
        }
        return true;
    }

    private static String unescape(String quoted) {
        return ESCAPE.matcher(quoted).replaceAll(match -> {
            String letter = match.group(1);
            String plain = switch (letter) {
                case "n" -> "\n";
                case "r" -> "\r";
                case "t" -> "\t";
                case "\"", "\\", "$" -> letter;
                default -> "\\" + letter;
            };
            return Matcher.quoteReplacement(plain);
        });
    }

    /** Only names: values may be secrets. */
    @Override
    public String toString() {
        return "DotEnv" + values.keySet();
    }
}
