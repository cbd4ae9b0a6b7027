"""What is particular to one engine: files, servers that go away, tables, libraries that are missing."""

import os
import subprocess
import sys

import pytest

from form_endpoint.store import Unavailable
from form_endpoint.stores import open_store
from tests.form_endpoint.made import ROOT
from tests.form_endpoint.test_stores import ONE, changed


def test_a_server_that_restarts_is_connected_to_again_at_once(postgresql):
    postgresql.empty()
    store = open_store(postgresql.address)
    store.put(ONE)
    postgresql.crash()

    assert store.get(ONE.reference) == ONE
    assert store.put(changed(ONE, reference="after")) is True
    store.close()


def test_a_server_that_is_away_is_unavailable_until_it_is_back(postgresql):
    postgresql.empty()
    store = open_store(postgresql.address)
    postgresql.control("-m", "immediate", "stop")

    with pytest.raises(Unavailable):
        store.put(ONE)
    postgresql.start()
    assert store.put(ONE) is True
    store.close()


def test_a_table_that_is_not_there_is_unavailable_and_says_so(dynalite):
    missing = open_store(dynalite.new_table().replace("requests-", "missing-"))

    with pytest.raises(Unavailable, match=r"^ResourceNotFoundException$"):
        missing.put(ONE)
    missing.close()


def test_a_table_is_made_once(dynalite):
    address = dynalite.new_table()
    first = open_store(address)
    first.put(ONE)
    again = open_store(f"{address}&create=yes")

    assert again.get(ONE.reference) == ONE
    first.close()
    again.close()


def test_a_server_that_does_not_answer_is_unavailable(dynalite):
    away = open_store(f"{dynalite.new_table().partition('&')[0]}&endpoint=http://127.0.0.1:9")

    with pytest.raises(Unavailable, match=r"^EndpointConnectionError$"):
        away.put(ONE)
    away.close()


@pytest.mark.parametrize("address", ["dynamodb:", "dynamodb:?region=us-east-1", "dynamodb:requests?zone=us-east-1"])
def test_an_address_that_names_no_table_or_something_unknown_is_refused(address):
    with pytest.raises(ValueError, match=r"^Write FORM_STORE as dynamodb:TABLE"):
        open_store(address)


def test_without_a_region_the_store_is_unavailable():
    program = "from form_endpoint.stores import open_store; open_store('dynamodb:requests')"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**environ, "AWS_CONFIG_FILE": "/none"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr.splitlines()[-1] == "form_endpoint.store.Unavailable: NoRegionError"


@pytest.mark.parametrize(("engine", "library"), [("postgresql", "'psycopg[binary]'"), ("dynamodb", "botocore")])
def test_an_engine_whose_library_is_missing_names_it(engine, library):
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from form_endpoint.stores import open_store\n"
    program += f"try: open_store('{engine}:x')\nexcept ValueError as fault: print(fault)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)

    assert done.stdout == f"`{engine}` needs a library. Install it with: pip install {library}\n"


def test_a_file_that_cannot_be_made_is_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        open_store(f"sqlite:{tmp_path}/missing/requests.sqlite3")


def test_only_the_owner_may_read_the_file(tmp_path):
    store = open_store(f"sqlite:{tmp_path}/requests.sqlite3")
    store.put(ONE)

    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {"0o600"}
    store.close()


def test_an_unknown_engine_is_named_with_those_there_are():
    with pytest.raises(ValueError, match=r"^`mysql` is not a store; use one of dynamodb, postgresql, sqlite$"):
        open_store("mysql://localhost/x")
