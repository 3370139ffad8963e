"""Whether a file is still the same."""

from __future__ import annotations

import os

from workbench.core.storage.fingerprint import fingerprint, is_another


def test_that_other_bytes_are_seen_even_with_the_same_size_and_time(tmp_path):
    path = tmp_path / "a.scrw"
    path.write_bytes(b"one")
    known = fingerprint(path)
    os.utime(path, ns=(known.modified + 10**9,) * 2)
    assert not is_another(known, path)
    path.write_bytes(b"two")
    os.utime(path, ns=(known.modified,) * 2)
    assert is_another(known, path)


def test_that_a_file_that_is_gone_is_no_other_and_one_that_came_is(tmp_path):
    path = tmp_path / "a.scrw"
    assert fingerprint(path) is None
    assert not is_another(None, path)
    path.write_bytes(b"one")
    assert is_another(None, path)
