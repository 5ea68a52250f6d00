package io.lingzhi.gateway.media;

/** What was fetched: its MIME type, and its bytes in base64 (RFC 4648, section 4). */
public record Fetched(String mimeType, String base64) {}
