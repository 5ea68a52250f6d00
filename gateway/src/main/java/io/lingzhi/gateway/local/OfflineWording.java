package io.lingzhi.gateway.local;

/**
 * The fixed texts of {@link OfflineChat} in one language; all else that it writes is quoted.
 *
 * @param extract stands before quoted sentences
 * @param nothingFound there was text, and none of it is about the question
 * @param noContext there was no text to quote from
 * @param addProvider how to get a generated answer
 * @param unreadable images and files were passed over
 * @param cut the oldest text was passed over
 */
record OfflineWording(
        String extract, String nothingFound, String noContext, String addProvider, String unreadable, String cut) {
    static final OfflineWording ENGLISH = new OfflineWording(
            "[Extract, not generated] These sentences are quoted word for word from the text you gave:",
            "Nothing in the text you gave is about the question directly. The model lingzhi-offline only quotes; it"
                    + " does not conclude or invent.",
            "No generating model is configured. The model lingzhi-offline only quotes from the text in a conversation,"
                    + " and this one holds nothing to quote.",
            "For a generated answer add a provider: set DEEPSEEK_API_KEY in .env, or add an openai-compatibility entry"
                    + " to config.yaml; see README.",
            "(Images, sound, video and files were not read: lingzhi-offline cannot see them, it reads text only.)",
            "(The text is too long; only its last " + Enquiry.MAX_CHARACTERS + " characters were searched.)");

    static final OfflineWording CHINESE = new OfflineWording(
            "【原文摘录，非模型生成】以下句子逐字引自所给内容：",
            "在所给内容中没有找到与问题直接相关的句子。lingzhi-offline 只摘录原文，不推断，也不编造。",
            "当前没有配置可生成回答的模型。lingzhi-offline 只从对话里给出的内容中摘录原文，而这次对话里没有可供摘录的内容。",
            "要得到生成的回答，请添加一个模型服务：在 .env 中设置 DEEPSEEK_API_KEY，或在 config.yaml 中添加 openai-compatibility" + " 条目；见 README。",
            "（图片、音频、视频和文件未被读取：lingzhi-offline 看不到它们，只读文字。）",
            "（内容过长，只检索了最后 " + Enquiry.MAX_CHARACTERS + " 个字符。）");

    /** Chinese if the text holds a Chinese character, English otherwise. */
    static OfflineWording forLanguageOf(String text) {
        return Script.hasHan(text) ? CHINESE : ENGLISH;
    }
}
