"""A web server on loopback for tests, and the commands run as a user runs them."""

import os
import resource
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Self

import forked
import pyarrow.parquet as pq
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).parents[1]
SCRAPY = Path(sys.executable).with_name("scrapy")
# The project's own settings, and what makes a program print other lines than a person at a terminal reads.
_NOT_A_USERS = {
    "CONTACT",
    "LOG_LEVEL",
    "CI",
    "BUILD_NUMBER",
    "CONTINUOUS_INTEGRATION",
    "GITHUB_ACTIONS",
    "PYTEST_ADDOPTS",
}


@dataclass
class Answer:
    """What the server says at one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


class WebServer:
    """Serves `pages` by path; a page may be a function of how often it was asked for. Notes what was asked.

    With a certificate and its key, both in one file, it speaks TLS.
    """

    def __init__(
        self, pages: dict[str, Answer | Callable[[int], Answer]], port: int = 0, certificate: Path | None = None
    ) -> None:
        self.pages = pages
        self.certificate = certificate
        self.port = port
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []

    def __enter__(self) -> Self:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                owner.asked.append(self.path)
                owner.headers.append({name.lower(): value for name, value in self.headers.items()})
                page = owner.pages.get(self.path, Answer(b"nothing here", 404))
                answer = page if isinstance(page, Answer) else page(owner.asked.count(self.path))
                self.send_response(answer.status)
                for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)
                self.close_connection = "Content-Length" in answer.headers  # it promises more than there is

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                # A client that was killed is no error, nor is one that does not trust the certificate.
                if not isinstance(sys.exception(), (ConnectionError, ssl.SSLError)):
                    super().handle_error(request, client_address)  # type: ignore[arg-type]

        self._server = Server(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, path: str) -> str:
        """Address of a path."""
        return f"{'https' if self.certificate else 'http'}://127.0.0.1:{self._server.server_port}{path}"


def self_signed(path: Path) -> Path:
    """Write a certificate for this machine that no authority has signed, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(certificate.public_bytes(pem) + key.private_bytes(pem, *plain))
    return path


def scrapy(
    *args: str, dataset: Path, environment: dict[str, str] | None = None, timeout_seconds: int = 120
) -> forked.Run:
    """Run a command as a user does."""
    options, environment = [*args, "-s", f"DATASET_DIR={dataset}"], user_environment(environment)
    return forked.run(SCRAPY, options, cwd=ROOT, env=environment, timeout_seconds=timeout_seconds)


def scrapy_on_a_full_disk(*args: str, dataset: Path, largest_file_bytes: int) -> subprocess.CompletedProcess[str]:
    """Run a command with a limit on the length of files."""
    return subprocess.run(
        [SCRAPY, *args, "-s", f"DATASET_DIR={dataset}"],
        cwd=ROOT,
        env=user_environment(),
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=partial(_limit_files, largest_file_bytes),
    )


def interrupted_scrapy(*args: str, dataset: Path, ready: Callable[[], bool]) -> subprocess.CompletedProcess[str]:
    """Run a command and press Ctrl-C once `ready` says so."""
    command = [SCRAPY, *args, "-s", f"DATASET_DIR={dataset}"]
    with subprocess.Popen(
        command, cwd=ROOT, env=user_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        waiting = threading.Event()
        while not ready() and process.poll() is None:
            waiting.wait(0.02)
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()  # one that did not stop would be waited for without end
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def entries(dataset: Path) -> list[dict[str, object]]:
    """Every row of the records, in order of time."""
    rows = [row for file in sorted((dataset / "records").glob("*.parquet")) for row in pq.read_table(file).to_pylist()]
    return sorted(rows, key=lambda row: row["at"])


def assert_one_line(run: subprocess.CompletedProcess[str], *words: str) -> None:
    """The run ended with status 2 and one line that says these words."""
    assert run.returncode == 2, run.stderr
    (line,) = run.stderr.splitlines()
    assert line.startswith("comparisons: ") and "; " in line
    for word in words:
        assert word in line


def _limit_files(largest_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_bytes, largest_bytes))


def page_states(dataset: Path) -> dict[str, str]:
    """State of each page of the tables, by its path."""
    rows = pq.read_table(dataset / "data" / "pages").to_pylist()
    return {"/" + row["url"].split("/", 3)[3]: row["state"] for row in rows}


def user_environment(changes: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of a user at a terminal who has set nothing of the project's, with changes."""
    ours = {name: value for name, value in os.environ.items() if name not in _NOT_A_USERS}
    return ours | (changes or {})
