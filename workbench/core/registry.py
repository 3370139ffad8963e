"""One file = one plug-in: find the plug-ins of a folder by importing its modules."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def discover(package: ModuleType, attribute: str) -> dict[str, object]:
    """Return the attribute named ``attribute`` of every module of ``package``, by module name.

    The module name is the plug-in's key in project files and on the command line. Modules whose
    name begins with ``_`` are not plug-ins.

    Raises:
        LookupError: if a module lacks the attribute, or the folder holds no plug-in at all (which
            is how an installer that forgot to collect the modules shows itself).
    """
    found: dict[str, object] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda entry: entry.name):
        if info.name.startswith("_") or info.ispkg:
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if not hasattr(module, attribute):
            raise LookupError(f"plug-in {module.__name__} defines no {attribute}")
        found[info.name] = getattr(module, attribute)
    if not found:
        raise LookupError(f"no plug-in found in {package.__name__}; the installation is incomplete")
    return found
