"""The house keeps its order: who may import whom, and what the pure packages never load."""

import socket
import subprocess
import sys

import pytest
from django.conf import settings
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from pytest_socket import SocketConnectBlockedError

PURE = ["drafting.checks", "reports.outline", "reports.word"]

# import-linter does not see what the __init__ of a parent package imports; a new process does.
LOAD_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
loaded = [importlib.import_module(module.name)
          for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
print(len(loaded), *sorted(name for name in sys.modules if name.split(".")[0] == "django"))
"""


def test_imports_follow_the_contracts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(settings.BASE_DIR)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("package", PURE)
def test_pure_package_loads_no_django(package: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOAD_ALL, package],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded, *django = done.stdout.split()
    assert int(loaded) > 0
    assert django == []


def test_no_test_reaches_another_machine() -> None:
    with (
        pytest.warns(UserWarning, match=r'with host "192\.0\.2\.1"'),
        pytest.raises(SocketConnectBlockedError),
    ):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
