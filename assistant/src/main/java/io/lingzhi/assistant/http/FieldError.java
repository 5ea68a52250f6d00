package io.lingzhi.assistant.http;

/** What is wrong with one field, named as the asker wrote it. */
record FieldError(String field, Text detail) {}
