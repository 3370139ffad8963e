"""Every table and column of a project: type, unit, allowed values and meaning, named once, here.

The import, the validation, the template workbook, the table views, the project file and the
manual are all made from this file. Adding a column is an edit of this file only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "key",  # a short name that other tables refer to
    "text",
    "number",
    "integer",
    "date",  # 2021-12-02, or 2021-12 or 2021 where no more is known
    "period",  # 2021, 2021H1, 2021Q3 or 2021-11
    "country",  # ISO 3166 alpha-3, or a code of the table countries
    "choice",
    "list",  # values separated by ;
    "json",
    "distribution",  # such as uniform(0.3,0.9)
]

FORMAT_NUMBER = 1
"""Number of this set of tables; project files carry it."""


@dataclass(frozen=True)
class Column:
    """One column: its name is the header in our workbooks and the name in the code alike."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    key: bool = False
    required: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    refers: str = ""
    """Table whose first key column holds the allowed values; an empty cell refers to nothing."""
    new_where: tuple[str, str] = ("", "")
    """Another column and its value with which a name may be new: that of a plant to come."""

    @property
    def is_number(self) -> bool:
        """Whether the column is stored as float64 with NaN for missing."""
        return self.kind in ("number", "integer")

    @property
    def expected(self) -> str:
        """What a cell may hold, in words for messages, tooltips and the template."""
        words = {
            "key": "a short name",
            "text": "text",
            "number": "a number",
            "integer": "a whole number",
            "date": "a date such as 2021-12-02",
            "period": "a period such as 2021, 2021H1, 2021Q3 or 2021-11",
            "country": "an ISO 3166 alpha-3 code such as KOR",
            "choice": "one of " + ", ".join(self.choices),
            "list": "values separated by ;",
            "json": 'a JSON object such as {"ramp_months": 6}',
            "distribution": "a distribution such as uniform(0.3,0.9)",
        }[self.kind]
        if self.low is not None and self.high is not None:
            words += f" from {self.low:g} to {self.high:g}"
        elif self.low is not None:
            words += f" of at least {self.low:g}"
        if self.refers and self.kind != "country":
            words += f" found in the table {self.refers}"
        return words


@dataclass(frozen=True)
class Table:
    """One table; its name is the sheet name in our workbooks."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    large: bool = False
    """Whether it may hold millions of rows; its text columns are then pandas categoricals."""

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that together name a row."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column called ``name``.

        Raises:
            KeyError: if there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"the table {self.name} has no column {name}")


def _key(name: str, kind: Kind, meaning: str, refers: str = "", required: bool = True) -> Column:
    return Column(name, kind, meaning, key=True, required=required, refers=refers)


def _amount(name: str, meaning: str, unit: str, required: bool = False) -> Column:
    return Column(name, "number", meaning, unit=unit, low=0.0, required=required)


def _share(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, unit="0-1", low=0.0, high=1.0)


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", meaning)


def _material(meaning: str, required: bool = False) -> Column:
    return Column("material", "key", meaning, refers="materials", required=required)


_NOTE = _text("note", "anything worth knowing")
_UNIT = "unit of the material"

TABLES: tuple[Table, ...] = (
    Table(
        "settings",
        "What is studied: title, home, currency, first_period, months, basis and more",
        (
            _key("key", "key", "name of the setting"),
            _text("value", "its value"),
        ),
    ),
    Table(
        "materials",
        "Anything traded or made along the chain",
        (
            _key("material", "key", "short name used in every other table"),
            _text("name", "name to show, in any language"),
            Column("hs", "list", "HS codes as text with leading zeros"),
            _text("unit", "unit of every quantity of this material, such as t"),
            Column(
                "stage",
                "choice",
                "place in the chain",
                choices=("raw", "refined", "intermediate", "component", "product"),
            ),
            Column("lists", "list", "strategic lists that name the material"),
            _amount("price", "usual price", "currency per unit"),
            Column("margin", "number", "profit lost per unit not delivered", "currency per unit"),
            _amount("stock", "stock at home when the simulation begins", _UNIT),
            _amount("stock_target", "stock aimed at", "months of need"),
            _share("substitution_index", "1 = no substitute, 0 = fully replaceable"),
            _share("recycling_rate", "share of the need met by recycled material"),
            _amount("economic_importance", "economic importance, EU scale", "0-10"),
            _NOTE,
        ),
    ),
    Table(
        "countries",
        "Facts about countries; rows here override the built-in ones",
        (
            _key("country", "country", "ISO 3166 alpha-3 code, or a code of your own"),
            _text("name", "name to show"),
            Column(
                "governance",
                "number",
                "mean of the six World Governance Indicators",
                unit="about -2.5 to 2.5",
                low=-3.5,
                high=3.5,
            ),
            Column(
                "political_stability",
                "number",
                "World Governance Indicator: political stability",
                unit="about -2.5 to 2.5",
                low=-3.5,
                high=3.5,
            ),
            _amount("trade_parameter", "EU trade parameter t; 1 = no measure", "factor"),
            Column("groups", "list", "groups the country belongs to, such as EU;FEOC;FTA-US"),
        ),
    ),
    Table(
        "trade",
        "Customs figures: what the reporter imported from or exported to the partner",
        (
            _key("period", "period", "when"),
            Column(
                "flow",
                "choice",
                "direction seen from the reporter",
                key=True,
                required=True,
                choices=("import", "export"),
            ),
            _key("reporter", "country", "country whose customs counted", refers="countries"),
            _key("partner", "country", "the other country", refers="countries"),
            _key("material", "key", "what was traded", refers="materials"),
            _key(
                "release", "date", "day the figure was published; empty: only one", required=False
            ),
            _amount("quantity", "quantity in the unit of the material", _UNIT),
            _amount("value", "value in the currency of the project", "currency"),
        ),
        large=True,
    ),
    Table(
        "production",
        "What a country made",
        (
            _key("period", "period", "when"),
            _key("country", "country", "where", refers="countries"),
            _key("material", "key", "what", refers="materials"),
            _amount("quantity", "quantity made", _UNIT, required=True),
        ),
    ),
    Table(
        "demand",
        "Outside demand at home: what is wanted besides the use by home producers",
        (
            _key("period", "period", "when"),
            _key("material", "key", "what", refers="materials"),
            _amount("quantity", "quantity wanted", _UNIT, required=True),
        ),
    ),
    Table(
        "suppliers",
        "Named suppliers, at home and abroad",
        (
            _key("supplier", "key", "short name used in every other table"),
            _text("name", "name to show, in any language"),
            Column("country", "country", "where it produces", refers="countries", required=True),
            _material("what it supplies", required=True),
            _amount("capacity", "what it can make in a year", "unit per year"),
            _amount("volume", "what home buys from it in a year now", "unit per year"),
            _amount("price", "its price", "currency per unit"),
            _amount("stock", "stock it holds", _UNIT),
            _amount("lead_time", "from order to arrival", "months"),
            _amount("qualification_time", "until a new supplier may deliver", "months"),
            _amount("recovery_time", "until it delivers again after a failure", "months"),
            _NOTE,
        ),
    ),
    Table(
        "capacity",
        "Dated capacity of a supplier: the row holds from its period on, until the next row",
        (
            _key("supplier", "key", "whose capacity", refers="suppliers"),
            _key("period", "period", "from when on"),
            _amount(
                "capacity",
                "what it can make in a year from then on",
                "unit per year",
                required=True,
            ),
        ),
    ),
    Table(
        "recipes",
        "What home producers use: units of input per unit of output",
        (
            _key("output", "key", "what is made", refers="materials"),
            _key("input", "key", "what is used", refers="materials"),
            _key(
                "supplier",
                "key",
                "whose recipe; empty: every home supplier",
                "suppliers",
                required=False,
            ),
            _amount("quantity", "units of input per unit of output", "ratio", required=True),
            Column(
                "yield",
                "number",
                "share of good output; the need of input is divided by it",
                unit="0-1",
                low=0.0,
                high=1.0,
            ),
        ),
    ),
    Table(
        "projects",
        "Cooperation models",
        (
            _key("project", "key", "short name used in every other table"),
            _text("name", "name to show"),
            _material("what it makes at home"),
            Column("supplier", "key", "whose capacity rows it adds", refers="suppliers"),
            Column(
                "status",
                "choice",
                "how far it is",
                choices=("proposed", "approved", "running", "complete"),
            ),
            Column("approved", "date", "day of approval"),
            _amount("investment", "private investment", "currency"),
            _amount("state_budget", "state money", "currency"),
            Column("requires", "list", "projects that must be chosen as well"),
            Column("excludes", "list", "projects that cannot be chosen as well"),
            _NOTE,
        ),
    ),
    Table(
        "partners",
        "Who takes part in a cooperation model, and how far each link is",
        (
            _key("project", "key", "which cooperation model", refers="projects"),
            _key("organisation", "key", "who"),
            Column(
                "role",
                "choice",
                "what the partner does along the chain",
                required=True,
                choices=("research", "input", "producer", "customer", "evaluator"),
            ),
            _material("material of this link of the chain"),
            Column("readiness", "integer", "technology readiness level", "TRL", low=1, high=9),
            _amount("gate_months", "months until this link is qualified", "months"),
            _NOTE,
        ),
    ),
    Table(
        "support",
        "The package of a cooperation model",
        (
            _key("project", "key", "which cooperation model", refers="projects"),
            Column(
                "kind",
                "choice",
                "kind of support",
                key=True,
                required=True,
                choices=("rnd", "regulation", "tax", "finance", "people", "infrastructure"),
            ),
            _amount("amount", "public money", "currency"),
            _NOTE,
        ),
    ),
    Table(
        "rules",
        "Origin rules by date",
        (
            _key("rule", "key", "which rule"),
            _key("from", "date", "first day on which this row holds"),
            _share("threshold", "least share that must qualify"),
            Column("required_groups", "list", "country groups that qualify"),
            Column("excluded_groups", "list", "country groups that disqualify"),
            Column("exempt_materials", "list", "materials left out of the test"),
            _text("source", "where the rule is written"),
        ),
    ),
    Table(
        "scenarios",
        "Named lists of shocks on top of the base or of a parent scenario",
        (
            _key("scenario", "key", "short name used in the table shocks"),
            _text("name", "name to show"),
            Column("parent", "key", "scenario whose shocks come first", refers="scenarios"),
            _NOTE,
        ),
    ),
    Table(
        "shocks",
        "What happens in a scenario",
        (
            _key("scenario", "key", "in which scenario", refers="scenarios"),
            Column("order", "integer", "place in the scenario", key=True, required=True, low=1),
            Column("kind", "key", "kind of shock", required=True),
            Column("country", "country", "country that is hit", refers="countries"),
            _material("material that is hit"),
            Column(
                "supplier",
                "key",
                "supplier that is hit",
                refers="suppliers",
                new_where=("kind", "capacity_change"),
            ),
            Column("start", "period", "first month", required=True),
            _amount("duration", "how long; empty: to the end", "months"),
            Column("size", "number", "how strong, in the unit of its kind"),
            _share("probability", "chance that it happens; empty: certain"),
            Column("spread", "distribution", "uncertainty of the size"),
            Column("parameters", "json", "whatever else this kind of shock takes"),
        ),
    ),
    Table(
        "events",
        "What happened, drawn on every time axis",
        (
            _key("date", "date", "when"),
            Column("country", "country", "where", key=True, refers="countries"),
            Column("material", "key", "concerning what", key=True, refers="materials"),
            Column(
                "kind",
                "choice",
                "what kind of event",
                key=True,
                required=True,
                choices=("export control", "accident", "war", "law", "plant", "market"),
            ),
            _text("text", "what happened"),
            _text("source", "who says so"),
        ),
    ),
    Table(
        "notes",
        "Remarks on any row",
        (
            _key("table", "key", "which table"),
            _key("key", "text", "key of the row, its parts separated by ;"),
            _key("date", "date", "when it was written"),
            _text("author", "who wrote it"),
            _text("text", "the remark"),
        ),
    ),
    Table(
        "origins",
        "What each row came from; rows without a file name the source of the figures themselves",
        (
            Column("origin", "integer", "number of this origin", key=True, required=True, low=1),
            _text("table", "which table"),
            _text("key", "which rows: parts of the key separated by ;, * for any"),
            _text("file", "name of the file"),
            _text("sha256", "SHA-256 of the file"),
            _text("sheet", "sheet of the file"),
            Column("row", "integer", "first row of the sheet that was taken", low=1),
            Column("columns", "list", "column of the sheet of each column, such as quantity=G"),
            _text("imported", "when it was imported, UTC"),
            _text("source", "publication, or what is assumed and why"),
        ),
    ),
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

CONTENT: tuple[str, ...] = tuple(table.name for table in TABLES if table.name != "origins")
"""Tables whose equality makes two projects equal; where rows came from is not content."""


@dataclass(frozen=True)
class Setting:
    """One key of the table ``settings``."""

    key: str
    kind: Kind
    default: str
    meaning: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def column(self) -> Column:
        """The column ``value``, as this setting would have it."""
        return Column(
            name="value",
            kind=self.kind,
            meaning=self.meaning,
            low=self.low,
            high=self.high,
            choices=self.choices,
        )


SETTINGS: tuple[Setting, ...] = (
    Setting("title", "text", "", "title of the study"),
    Setting("home", "country", "", "country or group whose dependence is studied"),
    Setting("currency", "text", "USD", "currency of every value and price"),
    Setting("first_period", "period", "", "first month of the simulation; empty: after the data"),
    Setting("months", "integer", "24", "months the simulation runs", low=1, high=600),
    Setting("basis", "choice", "value", "weight of shares", ("value", "quantity")),
    Setting(
        "publication_lag",
        "integer",
        "1",
        "months from the end of a period until its figures without a release date are known",
        low=0,
        high=60,
    ),
    Setting(
        "ramp_limit",
        "number",
        "",
        "most a source can grow in a month, share of its capacity; empty: no limit",
        low=0,
        high=1,
    ),
    Setting(
        "schedule_spread",
        "distribution",
        "triangular(0.9,1,1.6)",
        "what the months of a gate or of a plant still to come are multiplied with; an assumption",
    ),
    Setting(
        "yield_spread",
        "distribution",
        "triangular(0.8,1,1)",
        "share of its capacity that a plant of a project makes; an assumption",
    ),
)

OPEN_SETTINGS = ("warning.",)
"""Beginnings of settings that are not listed here: what owns them knows and checks them."""
