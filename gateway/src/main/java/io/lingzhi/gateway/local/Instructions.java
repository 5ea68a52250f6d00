package io.lingzhi.gateway.local;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises sentences that tell a model how to answer, and that are therefore no source of an answer. */
final class Instructions {
    /** Longer sentences say more than how to answer. */
    private static final int MAX_LENGTH = 200;

    private static final List<Pattern> FORMS = List.of(
            // A role: 你是一个专业的助手 / You are a helpful assistant.
            Pattern.compile("^(?:现在)?(?:你|您)(?:现在|将)?(?:是|扮演|作为)"),
            Pattern.compile("(?i)^(?:you are|you're|act as|your (?:task|job|role) is)\\b"),
            // Where to take the answer from: 参考以下内容回答问题 / Use the following context to answer.
            Pattern.compile(
                    "^(?:请)?(?:你)?(?:仅|只|严格)?(?:能)?(?:参考|参照|根据|基于|依据|按照|结合|使用|利用|阅读|从).{0,40}" + "(?:回答|作答|答复|解答|回复)"),
            Pattern.compile(
                    "(?i)^(?:please )?(?:use|using|answer|respond|reply|based on|given|according to|read|refer to)\\b"
                            + ".{0,120}\\b(?:questions?|context|answers?|below|following|documents?|language|chinese"
                            + "|english)\\b"),
            // How to answer: 请用中文回答 / 不要编造 / If you don't know, say so.
            Pattern.compile("^(?:请|必须|务必|始终|总是)?(?:你)?(?:用|以|使用).{0,20}(?:回答|作答|回复)"),
            Pattern.compile("^(?:请|必须|务必)?(?:你)?(?:直接|简要|简洁|如实|准确)?(?:地)?(?:回答|作答|答复)"),
            Pattern.compile("^(?:请)?(?:不要|不得|切勿|勿|禁止).{0,12}(?:编造|捏造|虚构|猜测|胡说)"),
            Pattern.compile("^(?:如果|若|当).{0,40}(?:不知道|不清楚|无法回答|无法确定|找不到答案|没有.{0,8}(?:答案|信息|内容))"),
            Pattern.compile("(?i)^(?:do not|don't|never) (?:make up|invent|guess|hallucinate)\\b"),
            Pattern.compile("(?i)^if (?:you|the (?:answer|context|documents?))"
                    + " (?:do|does|don't|doesn't|can|cannot|can't|is|are)\\b"
                    + ".{0,80}\\b(?:know|find|answer|contain|context|sure)\\b"));

    /** An instruction with a colon, after which the text to answer from begins on the same line. */
    private static final Pattern PREFIX =
            Pattern.compile("(?i)^\\s*(?:请)?(?:参考|参照|根据|基于|依据|结合)[^:：。\\n]{0,30}(?:回答|作答|解答)"
                    + "[^:：。\\n]{0,12}[:：]|^\\s*(?:please )?(?:answer|use|using|based on|given)\\b[^:.\\n]{0,80}"
                    + "\\b(?:context|documents?|text|following|questions?)[^:.\\n]{0,40}:");

    private Instructions() {}

    /** The passage without an instruction that introduces it. */
    static String withoutPrefix(String passage) {
        Matcher prefix = PREFIX.matcher(passage);
        return prefix.find() ? passage.substring(prefix.end()) : passage;
    }

    static boolean isOne(String sentence) {
        return sentence.length() <= MAX_LENGTH
                && FORMS.stream().anyMatch(form -> form.matcher(sentence).find());
    }
}
