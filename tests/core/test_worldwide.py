from __future__ import annotations

from workbench.core.project import from_records
from workbench.core.worldwide import world_production


def test_that_groups_are_not_counted_beside_their_members() -> None:
    made = [
        {"period": "2021", "country": country, "material": "m", "quantity": 1.0}
        for country in ("CHN", "DEU", "EU", "KOR")
    ]
    project = from_records({"settings": [{"key": "home", "value": "KOR"}], "production": made})
    assert sorted(world_production(project, [""])["partner"]) == ["CHN", "DEU", "KOR"]
