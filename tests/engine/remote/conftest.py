"""One server process for all tests of this folder, as it was at first for each."""

from collections.abc import Iterator

import pytest

from tests.served import ServedModel


@pytest.fixture(scope="package")
def server_process() -> Iterator[ServedModel]:
    """Start the server."""
    with ServedModel() as server:
        yield server


@pytest.fixture
def server(server_process: ServedModel) -> ServedModel:
    """Give the server without faults."""
    server_process.reset()
    return server_process
