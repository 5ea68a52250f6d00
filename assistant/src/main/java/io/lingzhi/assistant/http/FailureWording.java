package io.lingzhi.assistant.http;

import io.lingzhi.llm.Failure;

/**
 * Failures of models and of the gateway in both languages: the gateway's own sentence stands behind the Chinese one.
 */
final class FailureWording {
    private FailureWording() {}

    static Text of(Failure failure) {
        return new Text(failure.message(), chinese(failure) + "(" + failure.message() + ")");
    }

    private static String chinese(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest _ -> "请求有误,请按说明修改后重试";
            case Failure.PayloadTooLarge _ -> "请求体超过上限,请缩小后重试";
            case Failure.UnknownRoute _ -> "网关没有这个地址,请检查 assistant.gateway-url";
            case Failure.Unsupported _ -> "该模型不支持此请求,请换用其他模型";
            case Failure.ContextTooLong _ -> "内容超出模型可读的长度,请缩短";
            case Failure.Unauthenticated _ -> "上游拒绝了本服务的密钥,请由管理员更换";
            case Failure.Forbidden _ -> "密钥没有此项权限";
            case Failure.UnknownModel _ -> "没有这个模型,请核对名称";
            case Failure.NoCredential _ -> "该模型没有可用的密钥,请由管理员配置";
            case Failure.RateLimited _ -> "请求过于频繁,请稍后重试";
            case Failure.QuotaExhausted _ -> "预算或配额已用完";
            case Failure.Overloaded _ -> "服务繁忙,请稍后重试";
            case Failure.Unreachable _ -> "无法连接上游,请稍后重试";
            case Failure.TimedOut _ -> "等待回答超时,请稍后重试";
            case Failure.UpstreamFault _ -> "上游出错,请稍后重试";
            case Failure.InternalFault _ -> "服务自身出错,详见日志";
        };
    }
}
