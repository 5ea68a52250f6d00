"""The seed's ModelSelector. The service has the same table as its default configuration, assistant.tasks."""

TASK_MODELS = {
    "reasoning": "claude",
    "analysis": "claude",
    "complex_qa": "claude",
    "coding": "claude",
    "code_review": "claude",
    "debug": "claude",
    "chinese": "qwen",
    "chinese_poetry": "qwen",
    "chinese_culture": "qwen",
    "multimodal": "gemini",
    "image_understanding": "gemini",
    "vision": "gemini",
    "chat": "deepseek",
    "rag": "deepseek",
    "summarization": "deepseek",
    "code_assistant": "deepseek",
    "code_explanation": "deepseek",
    "fast": "gemini-flash",
    "realtime": "gemini-free",
}


class ModelSelector:
    """模型选择策略。"""

    @staticmethod
    def select_for_task(task_type: str) -> str:
        return TASK_MODELS.get(task_type, "deepseek")
