# profile: default
"""What language models say, where they stand in a field of a class."""

import sympy
from langchain.chains.base import Chain
from langchain.chains.llm import LLMChain


class Sums(Chain):
    llm_chain: LLMChain
    name: str

    def _call(self, inputs, run_manager=None):
        said = self.llm_chain.predict(question=inputs["question"])
        return {"answer": sympy.sympify(said)}  # expect: code-injection

    def named(self):
        return sympy.sympify(self.name)
