"""Where panes stand in the window: rooms in its centre, one at a time, and docks around them.

Every room has its own docks beside it: which ones are shown is kept when another room is entered,
and comes back with the room. A room is made when it is first entered, so that the window is usable
sooner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.notice import ResultNotice
from workbench.ui.panes import Pane
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip
from workbench.ui.widgets.rail import Rail

AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
FIRST_WIDTHS = {"materials": 372, "scenarios": 340}
"""Widths of the docks at the sides, in pixels, in a window of :data:`FULL_WIDTH` or more."""
FULL_WIDTH = 1440
"""Pixels; in a narrower window the docks are narrower too, and leave the room its part."""
_OWN = QSizePolicy.Policy.Preferred
_FEATURES = (
    QDockWidget.DockWidgetFeature.DockWidgetMovable
    | QDockWidget.DockWidgetFeature.DockWidgetClosable
    | QDockWidget.DockWidgetFeature.DockWidgetFloatable
)


class Panes(Mapping[str, QWidget]):
    """The panes by key; a room that was never entered is made when it is asked for."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def __getitem__(self, key: str) -> QWidget:
        return self._places.widget(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places.declared)

    def __len__(self) -> int:
        return len(self._places.declared)


class Places(QObject):
    """The docks and rooms of a window; brings a pane to the front, restores the first layout."""

    made = Signal(object)
    """A pane was made: its widget."""

    def __init__(self, window: QMainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self.declared: dict[str, Pane] = {}
        self._widgets: dict[str, QWidget] = {}
        self.panes = Panes(self)
        self.docks: dict[str, QDockWidget] = {}
        self._beside: dict[str, frozenset[str]] = {}
        """Docks that are shown beside each room that was left or says so."""
        self._room = ""
        self._squeezed = False
        """Whether the docks at the sides are narrower than they were, for the sake of the room."""
        self._widths = dict(FIRST_WIDTHS)
        self.rooms = QStackedWidget()
        self.rail = Rail(tr("Rooms"))
        self.rail.chosen.connect(self._enter)
        self._bar = QToolBar(tr("Rooms"))
        self._bar.setObjectName("rooms")
        self._bar.setMovable(False)
        self._bar.addWidget(self.rail)
        self._bar.toggleViewAction().setStatusTip(tr("Show or hide the list of rooms"))
        window.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self._bar)
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AnimatedDocks
        )
        window.setCorner(Qt.Corner.BottomRightCorner, AREAS["right"])
        window.setCorner(Qt.Corner.BottomLeftCorner, AREAS["left"])
        self.notice = ResultNotice(session)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.rooms, 1)
        window.setCentralWidget(centre)
        self.rooms.installEventFilter(self)

    def widget(self, key: str) -> QWidget:
        """Return a pane, made now if it was not yet.

        Raises:
            KeyError: if there is no such pane.
        """
        if key not in self._widgets:
            widget = self.declared[key].make(self._session)
            self._widgets[key] = widget
            if self.declared[key].place == "centre":
                self.rooms.addWidget(widget)
            self.made.emit(widget)
        return self._widgets[key]

    def put(self, key: str, pane: Pane) -> None:
        """Give a pane its place: a room in the centre, or a dock beside its neighbours."""
        self.declared[key] = pane
        if pane.place == "centre":
            if pane.beside is not None:
                self._beside[key] = frozenset(pane.beside)
            self.rail.add(key, tr(pane.title), tr(pane.meaning), tr(pane.group))
        else:
            self._dock(key, pane, self.widget(key))

    def _dock(self, key: str, pane: Pane, widget: QWidget) -> None:
        area = AREAS[pane.place]
        dock = QDockWidget(tr(pane.title), self._window)
        dock.setObjectName(f"dock-{key}")
        dock.setWidget(widget)
        dock.setFeatures(_FEATURES)
        widget.windowTitleChanged.connect(dock.setWindowTitle)  # a pane may count what it shows
        dock.toggleViewAction().setToolTip(tooltip(tr(pane.meaning)))
        dock.toggleViewAction().setStatusTip(tr(pane.meaning))
        window = self._window
        neighbours = [d for d in self.docks.values() if window.dockWidgetArea(d) == area]
        window.addDockWidget(area, dock)
        if neighbours:
            window.tabifyDockWidget(neighbours[0], dock)
            neighbours[0].raise_()
        self.docks[key] = dock

    def bring(self, key: str) -> None:
        """Bring a pane to the front."""
        if key in self.docks:
            self.docks[key].show()
            self.docks[key].raise_()
        else:
            self.rail.choose(key)

    def _enter(self, key: str) -> None:
        """Show a room and the docks that belong beside it."""
        if key == self._room:
            return
        if self._room:
            self._beside[self._room] = self._shown()
            self._keep_widths()
        self._room = key
        shown = self.widget(key)
        for place in range(self.rooms.count()):  # only the room that is shown asks for space
            page = self.rooms.widget(place)
            assert page is not None
            policy = _OWN if page is shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
        self.rooms.setCurrentWidget(shown)
        self.notice.want(wanted=self.declared[key].of_scenarios)
        wanted = self._beside.get(key)
        if wanted is not None:
            for name, dock in self.docks.items():
                dock.setVisible(name in wanted)
            QTimer.singleShot(0, self, self._widen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a room that grows take space from the docks for no longer than it needs it."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            if self._squeezed and all(dock.width() >= width for dock, width in self._sides()):
                self._squeezed = False
            if self.rooms.minimumSizeHint().width() <= self.rooms.width():
                if self._squeezed:
                    QTimer.singleShot(0, self, self._widen)
            elif not self._squeezed:
                self._note_widths()
                self._squeezed = True
        return super().eventFilter(watched, event)

    def _keep_widths(self) -> None:
        """Note how wide the docks at the sides are, unless the room squeezes them."""
        needed = self.rooms.minimumSizeHint().width()
        if not self._squeezed and self.rooms.width() > needed + 2:
            self._note_widths()

    def _note_widths(self) -> None:
        self._widths |= {
            name: self.docks[name].width()
            for name in self._widths
            if not self.docks[name].isHidden()
        }

    def _widen(self) -> None:
        """Give the docks at the sides the widths they had beside other rooms."""
        sides = self._sides()
        docks, widths = [dock for dock, _ in sides], [width for _, width in sides]
        self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)

    def _sides(self) -> list[tuple[QDockWidget, int]]:
        """Return the docks that are shown at the sides, and the widths they are to have."""
        every = ((self.docks[name], width) for name, width in self._widths.items())
        return [(dock, width) for dock, width in every if not dock.isHidden()]

    def _shown(self) -> frozenset[str]:
        return frozenset(name for name, dock in self.docks.items() if not dock.isHidden())

    def restore(self, state: QByteArray) -> None:
        """Take over a layout that was kept, once all panes have their places; else the first."""
        self._bar.setVisible(len(self.rail.keys()) > 1)
        self._enter_first()
        self._factory = self._window.saveState()
        if not self._window.restoreState(state):
            QTimer.singleShot(0, self, self._arrange)

    def state(self) -> QByteArray:
        """Return the layout to be kept: that of the first room, in which a window opens."""
        self._enter_first()
        return self._window.saveState()

    def reset(self) -> None:
        """Put every pane back to where it was at first, in the first room."""
        self._enter_first()
        self._window.restoreState(self._factory)
        self._arrange()

    def _enter_first(self) -> None:
        self.rail.choose(next(iter(self.rail.keys()), ""))

    def _arrange(self) -> None:
        part = min(self._window.width() / FULL_WIDTH, 1.0)
        self._widths = {name: round(width * part) for name, width in FIRST_WIDTHS.items()}
        self._widen()
        self._window.resizeDocks([self.docks["suppliers"]], [250], Qt.Orientation.Vertical)
