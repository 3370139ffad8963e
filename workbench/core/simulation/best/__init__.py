"""The best response: the months of a run as a linear programme with perfect foresight."""

from workbench.core.simulation.best.response import Best, Planner, best_response
from workbench.core.simulation.best.running import BestRun, run_best
from workbench.core.simulation.best.worth import total_worth, worth_sentence, worth_table

__all__ = [
    "Best",
    "BestRun",
    "Planner",
    "best_response",
    "run_best",
    "total_worth",
    "worth_sentence",
    "worth_table",
]
