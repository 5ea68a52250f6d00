"""The seed's ModelSelector, and the choice by complexity of its section on cost. The service has the same tables as
its default configuration, assistant.tasks and assistant.complexity."""

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


def model_for_complexity(task_complexity: str) -> str:
    """简单任务用免费模型,中等任务用便宜的,其余用质量高但较贵的。"""
    if task_complexity == "low":
        return "gemini-free"
    if task_complexity == "medium":
        return "deepseek"
    return "claude"
