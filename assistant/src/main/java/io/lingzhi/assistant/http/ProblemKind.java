package io.lingzhi.assistant.http;

import java.util.Locale;

/** What can be wrong with a request or its answer: the closed list of problem types, with status and title. */
enum ProblemKind {
    INVALID_REQUEST(400, "The request is wrong", "请求有误"),
    UNAUTHENTICATED(401, "The key is missing or wrong", "缺少密钥或密钥错误"),
    FORBIDDEN(403, "Not allowed", "没有权限"),
    NOT_FOUND(404, "No such address", "地址不存在"),
    UNKNOWN_BASE(404, "No such knowledge base", "知识库不存在"),
    UNKNOWN_DOCUMENT(404, "No such document", "文档不存在"),
    UNKNOWN_CONVERSATION(404, "No such conversation", "对话不存在"),
    UNKNOWN_MODEL(404, "No such model", "模型不存在"),
    METHOD_NOT_ALLOWED(405, "Wrong method", "请求方法不对"),
    REQUEST_TIMEOUT(408, "The request came too slowly", "请求发送过慢"),
    NOT_READY(409, "The document is not ready", "文档尚未就绪"),
    BODY_TOO_LARGE(413, "The body is too large", "请求体过大"),
    URI_TOO_LONG(414, "The address is too long", "地址过长"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of the wrong type", "请求体类型不对"),
    CONTEXT_TOO_LONG(422, "Longer than the model can read", "内容超出模型可读长度"),
    UNSUPPORTED(422, "The model cannot do this", "模型不支持该请求"),
    RATE_LIMITED(429, "Too many requests", "请求过于频繁"),
    QUOTA_EXHAUSTED(429, "The quota is used up", "配额已用完"),
    HEADERS_TOO_LARGE(431, "The headers are too large", "请求头过大"),
    STORAGE_FAILED(500, "The store failed", "存储出错"),
    INTERNAL(500, "The service failed", "服务内部出错"),
    UPSTREAM_KEY_REFUSED(502, "The provider refused the service's key", "上游拒绝了本服务的密钥"),
    UPSTREAM_UNREACHABLE(502, "The provider cannot be reached", "无法连接上游"),
    UPSTREAM_FAULT(502, "The provider failed", "上游出错"),
    NO_CREDENTIAL(503, "The model has no usable key", "模型没有可用的密钥"),
    OVERLOADED(503, "Too busy", "服务繁忙"),
    TIMED_OUT(504, "The answer took too long", "回答超时");

    private final int status;
    private final String english;
    private final String chinese;

    ProblemKind(int status, String english, String chinese) {
        this.status = status;
        this.english = english;
        this.chinese = chinese;
    }

    int status() {
        return status;
    }

    Text title() {
        return new Text(english, chinese);
    }

    /** The kind's word, as in {@code no-credential}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its URI reference, which leads to its description. */
    String type() {
        return "/docs#problem-" + word();
    }
}
