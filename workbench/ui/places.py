"""Where panes stand in the window: docks around the rooms in its centre."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from workbench.ui.panes import Pane
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip

AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
_FEATURES = (
    QDockWidget.DockWidgetFeature.DockWidgetMovable
    | QDockWidget.DockWidgetFeature.DockWidgetClosable
    | QDockWidget.DockWidgetFeature.DockWidgetFloatable
)


class Places(QObject):
    """The docks and rooms of a window; brings a pane to the front, restores the first layout."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._widgets: dict[str, QWidget] = {}
        self.docks: dict[str, QDockWidget] = {}
        self.rooms = QTabWidget()
        self.rooms.setObjectName("rooms")
        self.rooms.setDocumentMode(True)
        self.rooms.setTabBarAutoHide(True)
        self.rooms.setAccessibleName(tr("Rooms"))
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AnimatedDocks
        )
        window.setCorner(Qt.Corner.BottomRightCorner, AREAS["right"])
        window.setCorner(Qt.Corner.BottomLeftCorner, AREAS["left"])
        window.setCentralWidget(self.rooms)

    def put(self, key: str, pane: Pane, widget: QWidget) -> None:
        """Give a pane its place: a room in the centre, or a dock beside its neighbours."""
        self._widgets[key] = widget
        if pane.place == "centre":
            place = self.rooms.addTab(widget, tr(pane.title))
            self.rooms.setTabToolTip(place, tooltip(tr(pane.meaning)))
        else:
            self._dock(key, pane, widget)

    def _dock(self, key: str, pane: Pane, widget: QWidget) -> None:
        area = AREAS[pane.place]
        dock = QDockWidget(tr(pane.title), self._window)
        dock.setObjectName(f"dock-{key}")
        dock.setWidget(widget)
        dock.setFeatures(_FEATURES)
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
            self.rooms.setCurrentWidget(self._widgets[key])

    def restore(self, state: QByteArray) -> None:
        """Take over a layout that was kept, once all panes have their places; else the first."""
        self._factory = self._window.saveState()
        if not self._window.restoreState(state):
            QTimer.singleShot(0, self, self._arrange)

    def reset(self) -> None:
        """Put every pane back to where it was at first."""
        self._window.restoreState(self._factory)
        self._arrange()

    def _arrange(self) -> None:
        docks = self.docks
        self._window.resizeDocks(
            [docks["materials"], docks["scenarios"]], [372, 340], Qt.Orientation.Horizontal
        )
        self._window.resizeDocks([docks["suppliers"]], [250], Qt.Orientation.Vertical)
