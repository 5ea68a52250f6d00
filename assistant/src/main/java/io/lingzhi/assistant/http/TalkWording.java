package io.lingzhi.assistant.http;

/** What the service says about questions to models and about conversations, in both languages. */
final class TalkWording {
    private TalkWording() {}

    static Text badConversationId() {
        return new Text(
                "must have 1 to 64 letters, digits, dashes and underscores, a letter or digit first",
                "须为 1 至 64 个字母、数字、短横线或下划线,以字母或数字开头");
    }

    static Text noConversation() {
        return new Text("there is no conversation with this id", "没有这个编号的对话");
    }

    static Text tooManyImages(int most) {
        return new Text("must hold at most " + most + " images", "最多 " + most + " 张图片");
    }

    static Text unknownTask(String task) {
        return new Text("unknown task: " + task, "未知的任务:" + task);
    }

    static Text noMemory() {
        return new Text(
                "conversations are switched off by assistant.conversations.kept: nothing is remembered",
                "对话记忆已由 assistant.conversations.kept 关闭:不会记住任何内容");
    }

    static Text notKept() {
        return new Text(
                "the conversation could not be written to disk: this turn is not remembered", "对话未能写入磁盘:本轮不会被记住");
    }
}
