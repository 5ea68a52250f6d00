package io.lingzhi.assistant.http;

import io.lingzhi.assistant.knowledge.Refusal;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the knowledge bases say to a client, in both languages, and as problems. */
final class KnowledgeWording {
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(10);

    private KnowledgeWording() {}

    static Problem problem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchBase(String name) ->
                Problem.of(
                        ProblemKind.UNKNOWN_BASE,
                        new Text(
                                "there is no knowledge base " + name + "; a base is made with its first document",
                                "知识库 " + name + " 不存在;上传第一个文档时会自动创建"));
            case Refusal.NoSuchDocument(String id) ->
                Problem.of(ProblemKind.UNKNOWN_DOCUMENT, new Text("the base has no document " + id, "知识库中没有文档 " + id));
            case Refusal.NotReady(String id) ->
                Problem.of(
                        ProblemKind.NOT_READY,
                        new Text(
                                "the text of document " + id + " is not there yet; its status tells more",
                                "文档 " + id + " 的正文尚不可用,详见其状态"));
            case Refusal.TooManyBases(int most) ->
                Problem.of(
                        ProblemKind.FORBIDDEN,
                        new Text(
                                "there are " + most + " knowledge bases already; delete one",
                                "知识库已达 " + most + " 个上限,请先删除"));
            case Refusal.QueueFull(int waiting) ->
                new Problem(
                        ProblemKind.OVERLOADED,
                        new Text(
                                waiting + " documents are waiting already; try again later",
                                "已有 " + waiting + " 个文档在排队,请稍后重试"),
                        List.of(),
                        Optional.of(RETRY_WHEN_FULL));
            case Refusal.Storage() ->
                Problem.of(
                        ProblemKind.STORAGE_FAILED,
                        new Text("the store of the knowledge bases failed; the log tells more", "知识库的存储出错,详见日志"));
            case Refusal.Unfinished(Duration waited) ->
                Problem.of(
                        ProblemKind.TIMED_OUT,
                        new Text(
                                "the knowledge base still works on this after " + waited.toSeconds()
                                        + " s; look at its documents before you send it again",
                                "知识库在 " + waited.toSeconds() + " 秒后仍在处理;重新提交前请先查看其文档"));
            case Refusal.NoVector(var failure) -> Problem.of(failure);
        };
    }

    static Text wordsOnly(Failure failure) {
        Text why = FailureWording.of(failure);
        return new Text("searched by words only: " + why.english(), "仅按关键词检索:" + why.chinese());
    }

    static Text badBaseName() {
        return new Text(
                "must be 1 to 64 letters, digits, dashes and underscores, beginning with a letter or digit",
                "须为 1 到 64 个字母(含汉字)、数字、连字符或下划线,并以字母或数字开头");
    }

    static Text badDocumentName() {
        return new Text("must have 1 to 255 characters and no control characters", "须为 1 到 255 个字符,且不含控制字符");
    }

    static Text unknownFormat() {
        return new Text(
                "cannot be read: txt, md, html, pdf and docx can; give the name its extension, or send format",
                "无法读取:支持 txt、md、html、pdf、docx;请在文件名中带扩展名,或给出 format");
    }

    static Text binaryAsText(String format) {
        return new Text(
                "a " + format + " file is not text; upload it as multipart/form-data or as the body itself",
                format + " 文件不是文本;请以 multipart/form-data 或直接作为请求体上传");
    }

    static Text documentTooLarge(long most) {
        return new Text("is larger than " + most + " bytes; split it", "超过 " + most + " 字节,请拆分");
    }

    static Text noDocuments() {
        return new Text(
                "holds no document: send {\"text\": ...}, {\"documents\": [...]}, files as multipart/form-data, or one"
                        + " file as the body with ?name=",
                "没有文档:请发送 {\"text\": ...}、{\"documents\": [...]}、multipart/form-data 文件,或以请求体发送单个文件并带 ?name=");
    }

    static Text oneDocument() {
        return new Text("one document replaces one; send one", "一次只能替换一个文档,请只发送一个");
    }

    static Text tooManyDocuments(int most) {
        return new Text("must hold at most " + most + " documents", "一次最多 " + most + " 个文档");
    }

    static Text badMultipart() {
        return new Text("the body is no well-formed multipart/form-data", "请求体不是格式正确的 multipart/form-data");
    }

    static Text badMetadata() {
        return new Text(
                "must be at most 32 pairs of names up to 64 and texts up to 256 characters",
                "最多 32 对,名称不超过 64 个字符,值不超过 256 个字符");
    }

    static Text oneOf(String words) {
        return new Text("must be one of " + words, "必须是 " + words + " 之一");
    }
}
