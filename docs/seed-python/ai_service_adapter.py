"""Asks the gateway on port 8317 through the package openai. The seed's class, with what could not run set right:
the client is the asynchronous one, streaming is a method of its own, and vectors are read as attributes."""

import os
from collections.abc import AsyncIterator

from openai import AsyncOpenAI

MODEL_MAPPING = {
    "deepseek": "lingzhi-chat",
    "claude": "claude-sonnet",
    "gemini": "gemini-flash",
    "qwen": "qwen-chat",
}
EMBEDDING_MODEL = "text-embedding-3-small"


class AIServiceAdapter:
    """AI 服务适配器:通过网关调用模型。"""

    def __init__(self, base_url: str | None = None, api_key: str | None = None):
        self.client = AsyncOpenAI(
            base_url=base_url or os.environ.get("LINGZHI_URL", "http://localhost:8317/v1"),
            api_key=api_key or os.environ.get("LINGZHI_KEY", "lingzhi-api-key-001"),
            timeout=60.0,
        )

    async def chat(self, messages: list, model: str = "lingzhi-chat", stream: bool = False):
        """回答的文本;stream=True 时返回文本片段的异步迭代器。"""
        alias = MODEL_MAPPING.get(model, model)
        if stream:
            return self._chat_stream(messages, alias)
        response = await self.client.chat.completions.create(model=alias, messages=messages)
        return response.choices[0].message.content

    async def _chat_stream(self, messages: list, model: str) -> AsyncIterator[str]:
        stream = await self.client.chat.completions.create(model=model, messages=messages, stream=True)
        async for chunk in stream:
            if chunk.choices and chunk.choices[0].delta.content:
                yield chunk.choices[0].delta.content

    async def embed(self, texts: list[str], model: str = "lingzhi-embed") -> list[list[float]]:
        """每条文本一个向量。对话模型的简称没有向量模型,一律用 EMBEDDING_MODEL。"""
        name = EMBEDDING_MODEL if model in MODEL_MAPPING else model
        response = await self.client.embeddings.create(model=name, input=texts)
        return [item.embedding for item in response.data]
