"""What `deploy/` says to a host is right, as far as can be tried without one."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from form_endpoint.settings import VARIABLES
from site_builder.model import Built
from site_builder.publish import publish
from tests.conftest import ROOT
from tests.form_endpoint.made import good

TEMPLATE = ROOT / "deploy/aws/template.yaml"
DOCKERFILE = ROOT / "deploy/Dockerfile"
SETTINGS = {
    "FORM_SECRET": "s" * 32,
    "FORM_SENDER": "forms@example.gov",
    "FORM_OFFICE": "office@example.gov",
    "FORM_SMTP": "smtp://127.0.0.1:9",
}


@pytest.fixture(scope="module")
def published(real_site: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the real site."""
    folder = tmp_path_factory.mktemp("published") / "output"
    publish(real_site.outputs, folder)
    return folder


def package(host: str, site: Path, build: Path) -> subprocess.CompletedProcess[str]:
    """Put a host's folder together, as docs/endpoint.md says."""
    command = [sys.executable, "deploy/package.py", host, "--site", str(site), "--build", str(build)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


ANSWER = """
import json, os, sys, time
from form_endpoint.adapters.wsgi import application
from form_endpoint.settings import endpoint_of, read_settings
from form_endpoint.stores import open_store
settings = read_settings(os.environ)
endpoint = endpoint_of(settings, open_store(settings.store), lambda: 1.8e9, print)
answer = application(endpoint, 0)
def post(body):
    told = []
    kind = "application/x-www-form-urlencoded"
    length = str(len(body))
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/api/speaker-request", "CONTENT_TYPE": kind}
    import io
    page = answer({**environ, "CONTENT_LENGTH": length, "wsgi.input": io.BytesIO(body)}, lambda s, h: told.append(s))
    return [told[0], b"error-summary" in b"".join(page)]
print(json.dumps([post(sys.argv[1].encode()), post(b"name=x")]))
"""


def test_the_package_of_a_function_answers_with_nothing_else_installed(published: Path, tmp_path: Path) -> None:
    made = package("aws", published, tmp_path)
    folder = tmp_path / "aws"
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(folder)!r})\n{ANSWER}"]
    environ = {**SETTINGS, "FORM_STORE": f"sqlite:{tmp_path / 'requests.sqlite3'}"}
    done = subprocess.run(
        [*command, urlencode(good(), doseq=True)], cwd=folder, env=environ, capture_output=True, text=True, check=False
    )

    assert (made.returncode, made.stdout) == (0, f"{folder} is ready, with speaker-request\n")
    assert done.stderr == ""
    assert json.loads(done.stdout.splitlines()[-1]) == [["303 See Other", False], ["422 Unprocessable Entity", True]]
    assert sorted(path.name for path in folder.iterdir()) == ["form_endpoint", "forms", "jinja2", "markupsafe"]


AZURE = """
import function_app, json
print(json.dumps([[each.get_function_name(), each.get_trigger().get_binding_name()]
    for each in function_app.app.get_functions()]))
"""
GOOGLE = """
import json, main
print(json.dumps([[name, vars(main)[name].__module__] for name in main.__all__]))
"""


@pytest.mark.parametrize(
    ("host", "program", "functions", "files"),
    [
        (
            "azure",
            AZURE,
            [["requests", "httpTrigger"], ["minute", "timerTrigger"]],
            ["form_endpoint", "forms", "function_app.py", "host.json", "requirements.txt"],
        ),
        (
            "google",
            GOOGLE,
            [["answer", "form_endpoint.adapters.google"], ["sweep", "form_endpoint.adapters.google"]],
            ["form_endpoint", "forms", "main.py", "requirements.txt"],
        ),
    ],
)
def test_the_folder_for_another_host_holds_the_functions_that_it_calls(
    published: Path, tmp_path: Path, host: str, program: str, functions: list[list[str]], files: list[str]
) -> None:
    made = package(host, published, tmp_path)
    folder = tmp_path / host
    environ = {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environ, capture_output=True, text=True, check=False
    )

    assert (made.returncode, made.stdout) == (0, f"{folder} is ready, with speaker-request\n")
    assert (done.stderr, json.loads(done.stdout)) == ("", functions)
    assert sorted(path.name for path in folder.iterdir()) == files


def test_a_package_holds_nothing_of_the_one_before(published: Path, tmp_path: Path) -> None:
    (tmp_path / "aws").mkdir()
    (tmp_path / "aws" / "old.py").write_text("")
    package("aws", published, tmp_path)

    assert not (tmp_path / "aws" / "old.py").exists()
    assert [path for path in (tmp_path / "aws").rglob("*") if path.suffix in (".so", ".pyc", ".pyd")] == []


def test_without_a_built_site_there_is_no_package(tmp_path: Path) -> None:
    made = package("aws", tmp_path / "output", tmp_path)
    advice = f"There is no form in {tmp_path / 'output'}/forms. Build the site first: python3 build.py\n"

    assert (made.returncode, made.stderr) == (1, advice)


def lint(path: Path) -> subprocess.CompletedProcess[str]:
    """Ask cfn-lint about a template."""
    command = [Path(sys.executable).parent / "cfn-lint", "--format", "parseable", path]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_template_for_aws_is_right(tmp_path: Path) -> None:
    broken = tmp_path / "template.yaml"
    broken.write_text(TEMPLATE.read_text().replace("BillingMode", "BilingMode"))

    right, wrong = lint(TEMPLATE), lint(broken)
    assert (right.stdout, right.stderr, right.returncode) == ("", "", 0)
    assert "'BilingMode' was unexpected" in wrong.stdout


def test_the_template_sets_only_what_the_endpoint_reads_and_all_it_needs() -> None:
    named = set(re.findall(r"\b(FORM_[A-Z_]+):", TEMPLATE.read_text()))

    assert named <= set(VARIABLES)
    assert named >= {"FORM_STORE", "FORM_SECRET", "FORM_SECRET_PREVIOUS", "FORM_SENDER", "FORM_OFFICE", "FORM_SMTP"}


def test_every_alarm_has_its_words_on_the_page_for_whoever_is_on_call() -> None:
    page = (ROOT / "docs/endpoint.md").read_text()
    alarms = re.findall(r"^  (\w+):\n    Type: AWS::CloudWatch::Alarm", TEMPLATE.read_text(), re.MULTILINE)

    assert len(alarms) == 4
    assert [name for name in alarms if f"`{name}`" not in page] == []


def lines_of(word: str) -> list[str]:
    """Return what follows a word in the container file, with lines that go on joined."""
    text = DOCKERFILE.read_text().replace("\\\n", " ")
    return [line.partition(" ")[2].strip() for line in text.split("\n") if line.startswith(f"{word} ")]


@pytest.fixture
def image(published: Path, tmp_path: Path) -> Path:
    """Lay out the files of the container as its COPY lines say."""
    for line in lines_of("COPY"):
        source, target = line.split()
        origin = published.parent / source if source.startswith("output/") else ROOT / source
        if origin.is_dir():
            shutil.copytree(origin, tmp_path / target)
        else:
            shutil.copy(origin, tmp_path / target)
    return tmp_path


def wait_for(ask: Callable[[], int]) -> int:
    """Ask until there is an answer."""
    for _ in range(400):
        try:
            return ask()
        except ConnectionError:
            threading.Event().wait(0.05)
    raise AssertionError("nobody answers")


@pytest.fixture
def container(image: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run the container's command on its files, on a free port and with a store of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (words,) = map(json.loads, lines_of("CMD"))
    command = [sys.executable, *words[1:]]
    command = [str(port) if word == "8080" else "127.0.0.1" if word == "0.0.0.0" else word for word in command]
    environ = {**os.environ, **SETTINGS, "FORM_STORE": f"sqlite:{image / 'requests.sqlite3'}"}
    process = subprocess.Popen(command, cwd=image, env=environ, stderr=subprocess.DEVNULL)
    yield process, port
    process.kill()
    process.wait()


def test_the_command_of_the_container_serves_and_ends_in_good_order(
    container: tuple[subprocess.Popen[bytes], int],
) -> None:
    process, port = container

    def ask() -> int:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/api/health")
        return connection.getresponse().status

    assert wait_for(ask) == 200
    assert lines_of("STOPSIGNAL") == ["SIGINT"]
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


def test_the_container_runs_as_nobody_in_particular_on_the_port_it_names() -> None:
    (words,) = map(json.loads, lines_of("CMD"))
    (health,) = map(json.loads, (line.removeprefix("CMD ") for line in lines_of("HEALTHCHECK")))

    assert lines_of("USER") == ["10001"]
    assert lines_of("EXPOSE") == ["8080"]
    assert "8080" in words
    assert "8080" in health[2]
    assert [line for line in lines_of("ENV") if "SECRET" in line] == []


def pins(path: Path) -> dict[str, str]:
    """Return the version of each library in a lock file."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", path.read_text(), re.MULTILINE))


def test_the_container_has_the_libraries_that_are_tested() -> None:
    mine, tested = pins(ROOT / "deploy/requirements.txt"), pins(ROOT / "requirements/test.txt")
    wanted = re.findall(r"^[a-z].*$", (ROOT / "deploy/requirements.in").read_text(), re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert [line.partition(">")[0] for line in wanted] == ["jinja2", "psycopg[binary]", "waitress"]
    assert {wanted[0], wanted[2]} <= set(project["dependencies"])
    assert {"jinja2", "psycopg", "psycopg-binary", "waitress"} <= set(mine)
    assert {name: version for name, version in mine.items() if tested.get(name, version) != version} == {}
