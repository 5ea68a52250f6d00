package io.lingzhi.assistant.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer taken apart.
 *
 * @param code what stood between fences (CommonMark 0.31.2, section 4.5), several blocks with an empty line between;
 *     without any fence the whole answer
 * @param explanation the prose around it
 */
public record CodeAnswer(String code, Optional<String> explanation) {
    private static final Pattern OPENING = Pattern.compile(" {0,3}(`{3,}|~{3,})([^`]*)");

    /** Takes an answer apart. A fence that is never closed reaches to the end. */
    public static CodeAnswer of(String answer) {
        List<String> blocks = new ArrayList<>();
        StringBuilder prose = new StringBuilder();
        StringBuilder block = new StringBuilder();
        Optional<String> fence = Optional.empty();
        for (String line : answer.lines().toList()) {
            if (fence.isPresent()) {
                if (closes(line, fence.get())) {
                    blocks.add(block.toString());
                    block.setLength(0);
                    fence = Optional.empty();
                } else {
                    block.append(line).append('\n');
                }
                continue;
            }
            Matcher opening = OPENING.matcher(line);
            if (opening.matches()) {
                fence = Optional.of(opening.group(1));
            } else {
                prose.append(line).append('\n');
            }
        }
        if (fence.isPresent()) {
            blocks.add(block.toString());
        }
        if (blocks.isEmpty()) {
            return new CodeAnswer(answer.strip(), Optional.empty());
        }
        return new CodeAnswer(
                String.join("\n", blocks).stripTrailing(),
                Optional.of(prose.toString().strip()).filter(text -> !text.isEmpty()));
    }

    private static boolean closes(String line, String fence) {
        String text = line.strip();
        return text.length() >= fence.length() && text.chars().allMatch(c -> c == fence.charAt(0));
    }
}
