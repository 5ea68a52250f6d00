package io.lingzhi.bench.simulator;

/** What a request and its answer are written in. */
enum Protocol {
    CHAT,
    RESPONSES,
    MESSAGES,
    GEMINI
}
