"""What one cooperation model delivers over the months to look at, as planned and with delays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.core.appraisal.cooperation.delivery import Delivery, Uncertainty, deliver
from workbench.core.appraisal.cooperation.gates import schedule
from workbench.core.appraisal.cooperation.model import CooperationModel
from workbench.core.appraisal.cooperation.overview import beginning, horizon
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project


@dataclass(frozen=True)
class Outlook:
    """A cooperation model, the months to look at, and what it delivers in them."""

    model: CooperationModel
    uncertainty: Uncertainty
    first: int
    months: int
    since: int | None
    """Month up to which a plant that delivers is taken to stand as entered."""
    delivery: Delivery

    def delayed(self, delays: Mapping[str, float]) -> Delivery:
        """Return what is delivered with months added; see :func:`~.gates.schedule`."""
        return deliver(
            self.model,
            self.uncertainty,
            self.first,
            self.months,
            delays=delays,
            since=self.since,
        )


def outlook(project: Project, model: CooperationModel) -> Outlook | None:
    """Return what a cooperation model delivers; None where no capacity is dated.

    Raises:
        DataRefused: if the project's distributions of schedule or yield cannot be read.
    """
    months = horizon(model, schedule(model))
    if months is None or not model.phases:
        return None
    try:
        uncertainty = Uncertainty.of(project)
    except ValueError as error:
        problem = Problem(
            str(error),
            table="settings",
            column="value",
            remedy="Correct schedule_spread and yield_spread in the table settings",
        )
        raise DataRefused([problem]) from error
    since = beginning(project) if model.delivers else None
    delivery = deliver(model, uncertainty, *months, since=since)
    return Outlook(model, uncertainty, *months, since, delivery)
