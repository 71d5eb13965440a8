"""Run the benchmarks: `python -m benchmarks [name…]`, all of them without a name.

Each is a module of this package with `run()`, which gives its lines of result one by one.
benchmarks/README.md tells how to read them.
"""

import argparse
import importlib
import os
import pkgutil
import platform
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

MEASURED = ("django", "lxml", "python-docx", "docxtpl", "psycopg", "gunicorn")


def names() -> list[str]:
    """Every benchmark there is."""
    here = str(Path(__file__).parent)
    return sorted(module.name for module in pkgutil.iter_modules([here]) if module.name[0] != "_")


def machine() -> Iterator[str]:
    """Give the lines that say what the figures below them were measured on."""
    yield f"{platform.platform()}, {os.cpu_count()} cores, {processor()}"
    yield f"{platform.python_implementation()} {platform.python_version()}"
    yield ", ".join(f"{name} {version(name)}" for name in MEASURED)


def processor() -> str:
    """Name the processor as Linux does, elsewhere as Python can."""
    details = Path("/proc/cpuinfo")
    lines = details.read_text().splitlines() if details.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()


def main() -> None:
    """Print the machine, then each benchmark's lines as they come."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"one of: {', '.join(names())}")
    wanted = parser.parse_args().name or names()
    if unknown := set(wanted) - set(names()):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    print(*machine(), sep="\n")
    for name in wanted:
        print(f"\n== {name}", flush=True)
        begun = time.perf_counter()
        for line in importlib.import_module(f"benchmarks.{name}").run():
            print(line, flush=True)
        print(f"({time.perf_counter() - begun:.1f} s)")


if __name__ == "__main__":
    main()
