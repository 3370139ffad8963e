"""How functions are compiled, and where the machine code is kept.

The folder's name holds a digest of all sources of this package: the compiler itself looks only at
the file of the function that is called, and would take old code for new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from platformdirs import user_cache_path

Function = TypeVar("Function", bound=Callable[..., Any])

_PROGRAM = "supply-chain-risk-workbench"
# Nothing is allocated in compiled code, all arrays are the caller's: so nothing has to count
# references to them, which would take more time than the work.
_OPTIONS: dict[str, Any] = {"error_model": "numpy", "nogil": True, "_nrt": False}


def part(function: Function) -> Function:
    """Compile a function that only compiled functions call."""
    return cast("Function", numba.njit(**_OPTIONS)(function))


def small(function: Function) -> Function:
    """Compile a function that is put in place wherever it is called."""
    return cast("Function", numba.njit(forceinline=True, **_OPTIONS)(function))


def entry(function: Function, folder: Path | None = None) -> Function:
    """Compile a function that Python calls, and keep its machine code for the next start.

    Where no folder can be written to it is compiled anew in every process.
    """
    config: Any = numba.config
    before, config.CACHE_DIR = config.CACHE_DIR, str(folder or kept_in())
    try:
        compiled = numba.njit(cache=True, **_OPTIONS)(function)
    except RuntimeError:  # no folder to keep it in
        compiled = numba.njit(**_OPTIONS)(function)
    finally:
        config.CACHE_DIR = before
    return cast("Function", compiled)


def is_kept() -> bool:
    """Return whether machine code of these sources is kept; not known in a frozen program."""
    return any(kept_in().glob("*/*.nbi"))


def kept_in() -> Path:
    """Return the folder of the machine code made from these very sources."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):  # none in a frozen program
        digest.update(path.read_bytes())
    return user_cache_path(_PROGRAM) / f"kernel-{digest.hexdigest()[:16]}"
