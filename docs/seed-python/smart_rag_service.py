"""The seed's SmartRAGService, which chooses its model by the task, with the method that it calls and does not have."""

from model_selector import ModelSelector
from rag_service import RAGService
from unified_ai_service import UnifiedAIService


class SmartRAGService:
    """按任务选择模型的问答。"""

    def __init__(self, ai_service: UnifiedAIService | None = None):
        self.ai_service = ai_service or UnifiedAIService()
        self.selector = ModelSelector()

    async def query(self, query: str, context: list[str]):
        model = self.selector.select_for_task("rag")
        return await self.ai_service.chat(
            prompt=f"参考以下内容回答:{self._format_context(context)}\n问题:{query}", model=model
        )

    @staticmethod
    def _format_context(context: list[str]) -> str:
        return RAGService._format_context(context)
