"""What the program remembers of a user: files, window, theme; never a number of the field."""

from __future__ import annotations

import json
import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT_FILES = 10
ENVIRONMENT = "WORKBENCH_SETTINGS"


def settings_file() -> Path:
    """Return where the settings lie; the environment variable WORKBENCH_SETTINGS moves them."""
    moved = os.environ.get(ENVIRONMENT, "")
    if moved:
        return Path(moved)
    from platformdirs import user_config_path

    return user_config_path("supply-chain-risk-workbench", appauthor=False) / "workbench.ini"


class Settings:
    """The user's choices, kept in one INI file that can be read, copied and deleted."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or settings_file()
        self._store = QSettings(str(self.file), QSettings.Format.IniFormat)

    def recent_files(self) -> list[Path]:
        """Return the files opened last, the newest first, missing ones included."""
        try:
            names = json.loads(self._text("files/recent") or "[]")
        except ValueError:
            return []
        if not isinstance(names, list):
            return []
        return [Path(name) for name in names if isinstance(name, str) and name][:RECENT_FILES]

    def add_recent(self, file: Path) -> None:
        """Put ``file`` first in the list of recent files."""
        path = file.absolute()
        others = [name for name in self.recent_files() if name != path]
        self._set_recent([path, *others])

    def forget_recent(self, file: Path | None = None) -> None:
        """Take one file out of the list, or all of them."""
        kept = [] if file is None else [p for p in self.recent_files() if p != file.absolute()]
        self._set_recent(kept)

    def _set_recent(self, files: list[Path]) -> None:
        names = [str(path) for path in files[:RECENT_FILES]]
        self._store.setValue("files/recent", json.dumps(names))

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        choice = self._text("window/theme")
        return choice if choice in ("light", "dark") else "system"

    @theme.setter
    def theme(self, choice: str) -> None:
        self._store.setValue("window/theme", choice)

    @property
    def cluster(self) -> str:
        """Address of the scheduler that draws were last computed on; empty: this machine."""
        return self._text("cluster/address")

    @cluster.setter
    def cluster(self, address: str) -> None:
        self._store.setValue("cluster/address", address)

    def folder(self, purpose: str) -> Path:
        """Return the folder used last for ``purpose`` (open, import, ...), else the home folder."""
        name = self._text(f"folders/{purpose}")
        return Path(name) if name and Path(name).is_dir() else Path.home()

    def set_folder(self, purpose: str, folder: Path) -> None:
        """Remember the folder used for ``purpose``."""
        self._store.setValue(f"folders/{purpose}", str(folder))

    def layout(self, part: str) -> QByteArray:
        """Return the saved geometry or state of ``part``; empty when there is none."""
        value = self._store.value(f"layout/{part}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, part: str, layout: QByteArray) -> None:
        """Remember the geometry or state of ``part``."""
        self._store.setValue(f"layout/{part}", layout)

    def forget_layout(self) -> None:
        """Forget where windows and columns were."""
        self._store.remove("layout")

    def save(self) -> None:
        """Write to disk now; Qt does it by itself when the program ends."""
        self._store.sync()

    def _text(self, key: str) -> str:
        value = self._store.value(key)
        return value if isinstance(value, str) else ""
