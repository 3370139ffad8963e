"""What one cooperation model delivers over the months to look at."""

from __future__ import annotations

import pytest
from cooperation_cases import chain

from workbench.core.appraisal.cooperation.gates import PLANT
from workbench.core.appraisal.cooperation.keeping import keep_delay
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.appraisal.cooperation.outlook import outlook
from workbench.core.problem import DataRefused
from workbench.core.project import from_records


def seen(project):
    return outlook(project, cooperation_model(project, "anode"))


@pytest.mark.parametrize("step", ["tar maker", "cell maker", PLANT])
def test_that_a_delay_tried_out_delivers_what_it_delivers_once_kept(step):
    found, kept = seen(chain()), seen(keep_delay(chain(), "anode", step, 7.0))
    tried = found.delayed({step: 7.0})
    assert kept.first == found.first
    assert kept.delivery.tonnes[: found.months] == pytest.approx(tried.tonnes)
    assert found.delayed({}).band == pytest.approx(found.delivery.band)


def test_that_without_dated_capacity_there_is_none():
    assert seen(chain(phases=[])) is None
    assert seen(chain(supplier="")) is None


def test_that_a_spread_that_is_none_is_refused_with_what_to_do():
    tables = {
        name: frame.to_dict("records") for name, frame in chain().tables.items() if len(frame)
    }
    tables["settings"].append({"key": "schedule_spread", "value": "about a year"})
    with pytest.raises(DataRefused, match="schedule_spread"):
        seen(from_records(tables))
