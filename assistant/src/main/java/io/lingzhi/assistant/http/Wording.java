package io.lingzhi.assistant.http;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Every sentence that the service itself says to a client, in both languages. */
final class Wording {
    private Wording() {}

    static Text fields(List<FieldError> errors) {
        return new Text(
                errors.stream()
                        .map(e -> e.field() + ": " + e.detail().english())
                        .collect(Collectors.joining("; ")),
                errors.stream().map(e -> e.field() + ":" + e.detail().chinese()).collect(Collectors.joining(";")));
    }

    static Text required() {
        return new Text("is required and must not be blank", "必填,且不能为空白");
    }

    static Text mustBeText() {
        return new Text("must be a string", "必须是字符串");
    }

    static Text mustBeFlag() {
        return new Text("must be true or false", "必须是 true 或 false");
    }

    static Text mustBeNumber(int least, int most) {
        return new Text(
                "must be a whole number from " + least + " to " + most, "必须是 " + least + " 到 " + most + " 之间的整数");
    }

    static Text mustBePairs() {
        return new Text("must be an object of names and texts", "必须是由名称和文本组成的对象");
    }

    static Text mustBeTexts() {
        return new Text("must be a list of strings", "必须是字符串列表");
    }

    static Text tooManyTexts(int limit) {
        return new Text("must hold at most " + limit + " texts; send several requests", "最多 " + limit + " 条文本,请分次请求");
    }

    static Text tooLong(int limit) {
        return new Text("must have at most " + limit + " characters", "最多 " + limit + " 个字符");
    }

    static Text conflict() {
        return new Text("stands in the body and in the query with different values; send one", "请求体与查询参数中的值不一致,请只给一个");
    }

    static Text repeated() {
        return new Text("stands in the query more than once; send one", "在查询参数中重复出现,请只给一个");
    }

    static Text badQuery() {
        return new Text("the query string is not percent-encoded UTF-8", "查询字符串不是百分号编码的 UTF-8");
    }

    static Text notUtf8() {
        return new Text("the body is not valid UTF-8", "请求体不是有效的 UTF-8");
    }

    static Text badJson(String syntax) {
        return new Text("the body cannot be read as JSON: " + syntax, "请求体不是有效的 JSON:" + syntax);
    }

    static Text objectExpected() {
        return new Text("the body must be a JSON object", "请求体必须是 JSON 对象");
    }

    static Text wrongContentType() {
        return new Text(
                "the body must be JSON in UTF-8: send Content-Type: application/json",
                "请求体必须是 UTF-8 编码的 JSON:请发送 Content-Type: application/json");
    }

    static Text keyMissing() {
        return new Text(
                "send a client key as Authorization: Bearer KEY or x-api-key: KEY",
                "请以 Authorization: Bearer KEY 或 x-api-key: KEY 发送客户端密钥");
    }

    static Text keyWrong() {
        return new Text("the client key is not one of the configured api-keys", "客户端密钥不在已配置的 api-keys 之中");
    }

    static Text crossSite() {
        return new Text("a web page of another site may not call this service", "不允许其他网站的网页调用本服务");
    }

    static Text noSuchPath() {
        return new Text("nothing is served here; GET /docs lists what is", "此处没有服务;可用地址见 GET /docs");
    }

    static Text wrongMethod(String allowed) {
        return new Text("this address answers to " + allowed, "此地址只支持 " + allowed);
    }

    static Text bodyTooLarge(int limit) {
        return new Text("the body is larger than " + limit + " bytes", "请求体超过 " + limit + " 字节");
    }

    static Text uriTooLong(int limit) {
        return new Text(
                "the first line is longer than " + limit + " bytes; send the fields in a JSON body",
                "首行超过 " + limit + " 字节,请把字段放进 JSON 请求体");
    }

    static Text headersTooLarge(int limit) {
        return new Text("the headers are larger than " + limit + " bytes", "请求头超过 " + limit + " 字节");
    }

    static Text badHttp() {
        return new Text("this is not a well-formed HTTP/1.1 request", "不是格式正确的 HTTP/1.1 请求");
    }

    static Text bodyTooSlow(Duration deadline) {
        return new Text(
                "the body did not arrive within " + deadline.toMillis() + " ms",
                "请求体未能在 " + deadline.toMillis() + " 毫秒内到达");
    }

    static Text busy(int limit) {
        return new Text(
                "the service already works on " + limit + " requests; try again", "服务正在处理 " + limit + " 个请求,请稍后重试");
    }

    static Text deadlinePassed(Duration deadline) {
        return new Text(
                "the answer did not end within " + deadline.toMillis() + " ms",
                "回答未能在 " + deadline.toMillis() + " 毫秒内结束");
    }

    static Text internal() {
        return new Text("a fault of the service; its log tells more under this request id", "服务自身的故障,日志中以此请求编号可查");
    }

    static Text unknownField(String name) {
        return new Text("unknown field: " + name, "未识别的字段:" + name);
    }

    static Text moreUnknownFields(int count) {
        return new Text("and " + count + " more unknown fields", "另有 " + count + " 个未识别的字段");
    }
}
