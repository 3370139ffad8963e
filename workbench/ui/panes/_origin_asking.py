"""What the room Origin rules asks of the core, beside the window, and how rules are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.ui.texts import tr
from workbench.ui.widgets.table import Heading

if TYPE_CHECKING:
    from workbench.core.appraisal.origin.product import ProductTest
    from workbench.core.appraisal.origin.timeline import Span

TESTED_FROM = frozenset(
    {"rules", "recipes", "materials", "suppliers", "capacity", "trade", "production"}
    | {"countries", "settings", "demand"}
)
FIRST, LAST = 2023, 2029
RULE_HEADS = (
    Heading("rule", tr("rule of the day")),
    Heading("verdict", tr("verdict"), meaning=tr("unknown: what is not known may decide it")),
    Heading("asks", tr("it asks for")),
    Heading("since", tr("since")),
    Heading("source", tr("source")),
)


@dataclass(frozen=True)
class Seen:
    """What the rules say of a product."""

    product: str
    date: str
    test: ProductTest | None
    """None where no rule is in force on the day."""
    spans: tuple[Span, ...]


def look(
    project: Project,
    product: str,
    day: str,
    rule: str,
    spans: tuple[Span, ...] | None,
    progress: Progress,
) -> Seen:
    """Return what the rules say on a day; over the years only where that is not known yet."""
    from workbench.core.appraisal.origin.product import put_to_test
    from workbench.core.appraisal.origin.rules import rules_on
    from workbench.core.appraisal.origin.timeline import days_of_change, over_time

    test = put_to_test(project, product, day, rule) if rules_on(project, day, rule) else None
    if spans is None:
        days = days_of_change(project, FIRST, LAST)
        spans = tuple(over_time(project, product, days, progress))
    return Seen(product, day, test, spans)
