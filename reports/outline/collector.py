"""The garbage collector, kept from looking at what is only being made.

To read or check a long report makes many thousands of objects, all of which are needed. Each time
there are a quarter more, the collector goes through all of them and finds nothing to throw away:
at a megabyte that takes a sixth of the whole time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No search for garbage inside; afterwards as it was before, also where several overlap."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
