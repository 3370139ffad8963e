"""A chart as an image, as vectors and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from workbench.ui.look import theme

if TYPE_CHECKING:
    import pandas as pd

SIZE = QSize(960, 540)
"""Of a chart that stands in no window."""

_FLAGS = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren


def image(page: QWidget, scale: float) -> QImage:
    """Return the widget as an image, ``scale`` times as many pixels as on a plain screen."""
    made = QImage(page.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(scale)
    made.fill(theme().colour("base"))
    painter = QPainter(made)
    page.render(painter, QPoint(), renderFlags=_FLAGS)
    painter.end()
    return made


def save_png(page: QWidget, path: Path, scale: float) -> None:
    """Write the widget as PNG.

    Raises:
        OSError: if the file cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image(page, scale).save(buffer, "PNG")  # type: ignore[call-overload]
    path.write_bytes(bytes(buffer.data().data()))


def save_svg(page: QWidget, path: Path, title: str) -> None:
    """Write the widget as SVG.

    Raises:
        OSError: if the file cannot be written.
    """
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(page.size())
    generator.setViewBox(QRect(QPoint(), page.size()))
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), page.size()), theme().colour("base"))
    page.render(painter, QPoint(), renderFlags=_FLAGS)
    painter.end()
    path.write_bytes(bytes(buffer.data().data()))


def as_frame(
    head: str, names: Sequence[str], columns: Mapping[str, Mapping[str, float]]
) -> pd.DataFrame:
    """Return what is shown as a table: one row for every place, NaN where nothing is."""
    import pandas as pd

    data: dict[str, list[str] | list[float]] = {head: list(names)}
    for title, values in columns.items():
        data[title] = [values.get(name, float("nan")) for name in names]
    return pd.DataFrame(data)
