import stat
from pathlib import Path

import pytest

from jupyter_pyprac.embedded.binary import server_binary, shipped_binary


def pretend_server(folder: Path, name: str, version: str) -> Path:
    file = folder / name
    file.write_text(f"#!/bin/sh\necho 'Redis server v={version} sha=00000000:0'\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def test_the_shipped_server_is_used_where_the_path_has_none(tmp_path):
    assert server_binary(path=str(tmp_path)) == shipped_binary()


@pytest.mark.parametrize("name", ["redis-server", "valkey-server"])
def test_a_server_on_the_path_wins(tmp_path, name):
    assert server_binary(path=str(tmp_path)) != (mine := pretend_server(tmp_path, name, "7.2.4"))
    assert server_binary(path=str(tmp_path)) == mine


@pytest.mark.parametrize("version", ["6.0.16", "unknown"])
def test_a_server_on_the_path_that_is_too_old_or_odd_is_passed_over(tmp_path, version):
    pretend_server(tmp_path, "redis-server", version)
    assert server_binary(path=str(tmp_path)) == shipped_binary()


def test_the_shipped_server_answers(valkey):
    assert valkey.answers()
