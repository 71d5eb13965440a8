"""What every test runs with: its database, fast passwords, and marks by folder."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import settings as examples

from tests import people

# The same few examples each time, so that a change fails by its own fault alone;
# HYPOTHESIS_PROFILE=thorough looks for new ones.
examples.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
examples.register_profile("thorough", max_examples=1000, deadline=None)
examples.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

BROWSER_TESTS = Path(__file__).parent / "browser"
ON_SQLITE = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"


def pytest_configure() -> None:
    """Spare the tests, and the server that they start, what is slow and proves nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Static files are looked for when they are asked for, not all of them for every test client.
    settings.WHITENOISE_AUTOREFRESH = True
    # Playwright's synchronous calls keep an event loop running in the thread of the tests, which
    # Django takes for asynchronous code. Nothing else runs in that thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark browser tests by their folder; skip on SQLite what needs PostgreSQL.

    What takes minutes (nightly) runs only where `-m` asks for it by name; as an option in
    pyproject.toml another `-m` would bring it back.
    """
    if "nightly" not in config.option.markexpr:
        leave_out(config, items, lambda item: bool(item.get_closest_marker("nightly")))
    if not ON_SQLITE:
        # What asks no database says the same on every one.
        leave_out(config, items, lambda item: not asks_the_database(item))
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
        if ON_SQLITE and item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL"))


def leave_out(
    config: pytest.Config, items: list[pytest.Item], unwanted: Callable[[pytest.Item], bool]
) -> None:
    """Take the unwanted ones out, and have them counted as deselected."""
    config.hook.pytest_deselected(items=[item for item in items if unwanted(item)])
    items[:] = [item for item in items if not unwanted(item)]


def asks_the_database(item: pytest.Item) -> bool:
    """Whether a test may open a connection, and what it finds may depend on the database.

    Of the stories in the browser these are the ones marked `races`; what else they show was asked
    of the database by the tests of their pages; so was what is marked `any_database`.
    """
    if item.get_closest_marker("any_database"):
        return False
    if BROWSER_TESTS in item.path.parents:
        return bool(item.get_closest_marker("races"))
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(
        item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Keep SQLite in a file of its own for each process.

    Django's default, one connection in memory shared by all threads, would let the live server
    and the tests trip over each other's transactions as no real server does.
    """
    if ON_SQLITE:
        database = settings.DATABASES["default"]
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        # Nothing here has to survive a power cut.
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Folder of the real reports; tests that read them skip where it is absent."""
    folder = settings.BASE_DIR.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the real reports are not here: {folder}")
    return folder


@pytest.fixture
def bureau(db: None) -> people.Bureau:
    """Give one bureau with named people (tests/people.py)."""
    return people.bureau()
