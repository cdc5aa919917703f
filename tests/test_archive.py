"""The archive: what any WARC tool reads, what is never in it, what a torn or foreign file gives."""

import argparse
import gzip
import random
import struct
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.checker import Checker

from crawler import archive_reader
from crawler.archive import ArchiveWriter, CrawlInfo, Message
from crawler.archive_reader import ArchiveRecord, decoded_body, read_archive
from crawler.encodings import BodyError, decode, zstd
from crawler.journal import read_journal
from normalize.errors import UserError

CRAWL = CrawlInfo("0123456789abcdef" * 2, datetime(2026, 1, 2, 3, 4, 5, 678), "sample", ["a.test", "b.test:81"])
AT = datetime(2026, 1, 2, 3, 4, 6, 789)
TOKEN = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-", min_size=1, max_size=20).map(lambda name: f"X-{name}")
VALUE = st.binary(max_size=40).filter(lambda value: not set(value) & set(b"\r\n")).map(lambda value: value.strip())


def write(folder: Path, *bodies: bytes, headers: tuple[tuple[bytes, bytes], ...] = (), **options: int) -> list[Path]:
    writer = ArchiveWriter(folder, CRAWL, **options)
    for number, body in enumerate(bodies):
        asked = Message(f"GET /{number} HTTP/1.1", [(b"Host", b"a.test"), *headers])
        writer.exchange(f"http://a.test/{number}", AT, asked, Message("HTTP/1.1 200 OK", headers, body))
    writer.failure("http://a.test/private", AT, "disallowed", "Forbidden by\r\nrobots.txt")
    writer.finish(AT, "finished")
    writer.close()
    return writer.paths


def warcio_finds_fault(path: Path) -> int:
    return Checker(argparse.Namespace(inputs=[str(path)], verbose=False)).process_all()


def responses(path: Path) -> list[ArchiveRecord]:
    return [record for record in read_archive(path) if record.type == "response"]


def test_records_come_back_in_order(tmp_path: Path) -> None:
    (path,) = write(tmp_path, b"one", b"")
    records = list(read_archive(path))
    assert [record.type for record in records] == [
        *("warcinfo", "request", "response", "request", "response", "metadata", "metadata")
    ]
    assert records[0].fields["crawl-id"] == CRAWL.crawl_id
    assert records[0].fields["crawl-started"] == "2026-01-02T03:04:05.000678Z"
    assert records[0].fields["crawl-site"] == "sample"
    assert records[0].fields["crawl-hosts"] == "a.test,b.test:81"
    assert (records[2].url, records[2].status, records[2].date) == ("http://a.test/0", 200, AT)
    assert (records[2].body, records[4].body) == (b"one", b"")
    assert records[5].fields == {"failure": "disallowed", "reason": "Forbidden by robots.txt"}
    assert records[6].url == f"urn:crawl:{CRAWL.crawl_id}"
    assert records[6].fields["finish-reason"] == "finished"
    assert path.name == "20260102T030405Z-01234567-00000.warc.gz"
    assert not warcio_finds_fault(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=3000), headers=st.lists(st.tuples(TOKEN, VALUE), max_size=5))
def test_any_body_and_headers_come_back(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, headers: list[tuple[str, bytes]]
) -> None:
    sent = tuple((name.encode(), value) for name, value in headers)
    (path,) = write(tmp_path_factory.mktemp("archive"), body, headers=sent)
    (record,) = responses(path)
    assert record.body == body
    assert list(record.headers) == [(name.lower(), _as_read(value)) for name, value in headers]
    assert not warcio_finds_fault(path)


def _as_read(value: bytes) -> str:
    """A header's value as text: UTF-8 where it is that, else one character a byte."""
    value = value.strip(b" \t")
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def test_no_secret_is_written(tmp_path: Path) -> None:
    secret = (
        *((b"Cookie", b"c=hush"), (b"Set-Cookie", b"s=hush"), (b"authorization", b"Basic hush")),
        *((b"Proxy-Authorization", b"hush"), (b"X-Fine", b"seen")),
    )
    (path,) = write(tmp_path, b"body", headers=secret)
    content = gzip.decompress(path.read_bytes())
    assert b"hush" not in content
    assert not any(name in content.lower() for name in (b"cookie", b"authorization"))
    assert content.count(b"X-Fine: seen") == 2


def test_a_header_cannot_smuggle_in_another(tmp_path: Path) -> None:
    (path,) = write(tmp_path, b"", headers=((b"X-A", b"1\r\nX-B: 2"),))
    assert responses(path)[0].headers == (("x-a", "1  X-B: 2"),)


@pytest.mark.parametrize("missing", [30, 60, 200])
def test_a_torn_end_costs_the_last_record_alone(tmp_path: Path, missing: int, caplog: pytest.LogCaptureFixture) -> None:
    (path,) = write(tmp_path, b"one", b"two")
    whole = list(read_archive(path))
    assert not caplog.messages
    path.write_bytes(path.read_bytes()[:-missing])
    assert list(read_archive(path)) == whole[:-1]
    assert "ends within a record" in caplog.text


def members(path: Path) -> list[int]:
    """Where each gzip member begins."""
    content, starts = path.read_bytes(), [0]
    while rest := _after_member(content[starts[-1] :]):
        starts.append(len(content) - len(rest))
    return starts


def _after_member(content: bytes) -> bytes:
    member = zlib.decompressobj(31)
    member.decompress(content)
    return member.unused_data


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("place", [0, 1, 10, 60, -8, -1])
def test_damage_costs_one_record_alone(
    tmp_path: Path, number: int, place: int, caplog: pytest.LogCaptureFixture
) -> None:
    (path,) = write(tmp_path, b"one", b"two")
    whole, starts, content = list(read_archive(path)), members(path), bytearray(path.read_bytes())
    at = starts[number] + place if place >= 0 else starts[number + 1] + place
    content[at] ^= 0x55
    path.write_bytes(content)
    assert list(read_archive(path)) == whole[:number] + whole[number + 1 :]
    assert caplog.messages == [
        f"{path} is damaged at byte {starts[number]}; reading went on at byte {starts[number + 1]}"
    ]


def test_damage_at_several_places_and_a_torn_end(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    noise = random.Random(1).randbytes(3_000_000)  # reaches over what is searched at once
    (path,) = write(tmp_path, b"one", noise, b"three", b"four")
    whole, starts, content = list(read_archive(path)), members(path), bytearray(path.read_bytes())
    for at in (starts[2] + 50, starts[4] + 1_000_000, starts[5] + 50):
        content[at : at + 20] = bytes(20)
    path.write_bytes(content[:-5])
    assert list(read_archive(path)) == [*whole[:2], whole[3], *whole[6:-1]]
    assert [text.rpartition(".gz ")[2] for text in caplog.messages] == [
        f"is damaged at byte {starts[2]}; reading went on at byte {starts[3]}",
        f"is damaged at byte {starts[4]}; reading went on at byte {starts[6]}",
        "ends within a record; what precedes it was read",
    ]


def nested(depth: int) -> bytes:
    """Gzip members that begin with a record and go on with the next of them, none with an end."""
    head, content = b"WARC/1.1\r\nContent-Length: 99999999\r\n\r\n", b""
    for _ in range(depth):
        blocks = [b"\0" + struct.pack("<HH", len(part), 0xFFFF - len(part)) + part for part in (head, content)]
        content = b"\x1f\x8b\x08" + bytes(7) + b"".join(blocks)
    return content


def test_members_within_one_another_are_not_read_over_and_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readinto, n_bytes = archive_reader._Members.readinto, [0]

    def count(members: archive_reader._Members, buffer: bytearray) -> int:
        n_read = readinto(members, buffer)
        n_bytes[0] += n_read
        return n_read

    monkeypatch.setattr(archive_reader._Members, "readinto", count)
    path = tmp_path / "nested.warc.gz"
    path.write_bytes(nested(800))
    assert list(read_archive(path)) == []
    assert n_bytes[0] < 6 * path.stat().st_size


def test_every_prefix_of_an_archive_can_be_read(tmp_path: Path) -> None:
    (path,) = write(tmp_path, b"one", b"two")
    whole, content = list(read_archive(path)), path.read_bytes()
    for length in range(0, len(content), 13):
        path.write_bytes(content[:length])
        found = list(read_archive(path))
        assert found == whole[: len(found)]


def test_every_record_is_a_gzip_member(tmp_path: Path) -> None:
    (path,) = write(tmp_path, b"one", b"two")
    rest, members = path.read_bytes(), 0
    while rest:
        member = zlib.decompressobj(31)
        assert member.decompress(rest).startswith(b"WARC/1.1\r\n")
        rest, members = member.unused_data, members + 1
    assert members == len(list(read_archive(path)))


def test_files_rotate_and_each_says_whose_it_is(tmp_path: Path) -> None:
    paths = write(tmp_path, b"a" * 100, b"b" * 100, b"c" * 100, most_file_bytes=600)
    assert len(paths) > 1
    assert [next(read_archive(path)).type for path in paths] == ["warcinfo"] * len(paths)
    assert [record.body[:1] for path in paths for record in responses(path)] == [b"a", b"b", b"c"]


def test_an_archive_is_never_rewritten(tmp_path: Path) -> None:
    (path,) = write(tmp_path, b"first")
    before = path.read_bytes()
    (other,) = write(tmp_path, b"second")
    assert other != path and path.read_bytes() == before


def test_a_full_disk_is_told_and_what_was_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = ArchiveWriter(tmp_path, CRAWL)
    message = Message("HTTP/1.1 200 OK", [], b"x" * 9000)
    writer.exchange("http://a.test/1", AT, Message("GET / HTTP/1.1", []), message)
    writer._collect(down_to_bytes=-1)
    full = open("/dev/full", "wb", buffering=0)  # noqa: SIM115
    written, writer._files._file = writer._files._file, full
    writer.exchange("http://a.test/2", AT, Message("GET / HTTP/1.1", []), message)
    with pytest.raises(UserError, match="No space left on device; free space"):
        writer.close()
    assert written is not None
    written.close()
    full.close()
    assert [record.url for record in responses(writer.paths[0])] == ["http://a.test/1"]


def test_other_tools_files_are_read(tmp_path: Path) -> None:
    block = b"HTTP/1.0 200 OK\nContent-Type: text/html\nTransfer-Encoding: chunked\n\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    record = (
        b"WARC/1.0\r\nwarc-type: response\r\nWARC-Target-URI: <http://a.test/x y>\r\n"
        b"WARC-Date: 2020-05-06T07:08:09Z\r\nContent-Type: application/http;\r\n msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
    )
    unknown = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Date: 2020-05-06T07:08:09Z\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n"
    )
    plain, one_member = tmp_path / "plain.warc", tmp_path / "one-member.warc.gz"
    plain.write_bytes(unknown + record * 2)
    one_member.write_bytes(gzip.compress(unknown + record * 2))
    for path in (plain, one_member):
        _, found, _ = read_archive(path)
        assert (found.url, found.date, found.status) == ("http://a.test/x%20y", datetime(2020, 5, 6, 7, 8, 9), 200)
        assert found.body == b"abcde"
        assert found.content_type == "application/http; msgtype=response"


@pytest.mark.parametrize("content", [b"<html>", gzip.compress(b"<html>", mtime=0), b"WARC/1.0\r\nWARC-Type: x\r\n\r\n"])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.warc"
    path.write_bytes(content)
    with pytest.raises(UserError, match="is no WARC file; give"):
        list(read_archive(path))


def test_damage_in_the_middle_ends_reading(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (path,) = write(tmp_path, b"one", b"two")
    members = path.read_bytes()
    path.write_bytes(members + b"no archive at all")
    assert len(list(read_archive(path))) == 7
    assert "read" in caplog.text


def test_a_record_that_is_too_long_is_cut(tmp_path: Path) -> None:
    (path,) = write(tmp_path, bytes(12_000_000), b"next")
    long, following = responses(path)
    assert long.is_cut and len(long.body) < 12_000_000
    with pytest.raises(BodyError, match="more than"):
        decoded_body(long)
    assert following.body == b"next"


TEXT = b"<p>Some text that is long enough to be worth it.</p>" * 50
ENCODED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "Deflate": zlib.compress(TEXT)[2:-4],
    "br": brotli.compress(TEXT),
    "zstd": zstd.compress(TEXT),
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
    "identity": TEXT,
}


@pytest.mark.parametrize("name", ENCODED)
def test_encodings_are_undone(name: str) -> None:
    assert decode(ENCODED[name], name) == TEXT
    assert decode(b"", name) == b""


@pytest.mark.parametrize("name", [name for name in ENCODED if name != "identity"])
def test_a_broken_or_truncated_encoding_is_no_short_page(name: str) -> None:
    for length in range(1, len(ENCODED[name]), 7):
        with pytest.raises(BodyError):
            decode(ENCODED[name][:length], name)
    with pytest.raises(BodyError):
        decode(b"plain text", name)


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress, brotli.compress, zstd.compress])
def test_a_bomb_is_stopped(compress: object) -> None:
    name = {gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br"}.get(compress, "zstd")  # type: ignore[call-overload]
    with pytest.raises(BodyError, match="more than 1000 bytes"):
        decode(compress(bytes(10_000_000)), name, limit=1000)  # type: ignore[operator]


def test_members_are_joined_and_what_follows_is_ignored() -> None:
    assert decode(gzip.compress(b"one") + gzip.compress(b"two") + b"\0\0", "gzip") == b"onetwo"
    assert decode(zstd.compress(b"one") + zstd.compress(b"two"), "zstd") == b"onetwo"
    with pytest.raises(BodyError, match="parts"):
        decode(gzip.compress(b"") * 5000, "gzip")


@settings(max_examples=200)
@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd", "x", "gzip, br"]))
def test_any_bytes_are_decoded_or_refused(body: bytes, name: str) -> None:
    try:
        assert isinstance(decode(body, name), bytes)
    except BodyError as error:
        assert str(error)


@pytest.mark.parametrize("left", [b"", b"\0" * 4096, b"\x1f\x8b\x08\0\0"])
def test_a_file_that_was_just_begun_when_the_power_failed_is_no_obstacle(tmp_path: Path, left: bytes) -> None:
    crawl = CrawlInfo("a" * 32, datetime(2026, 1, 1), None, ["a.test"], ["http://a.test/"])
    writer = ArchiveWriter(tmp_path, crawl)
    writer.close()
    (first,) = writer.paths
    torn = first.with_name(first.name.replace("-00000.", "-00001."))
    torn.write_bytes(left)
    journal = read_journal(tmp_path)
    assert journal.crawls["a" * 32].n_files == 1 and torn.read_bytes() == b""
    again = ArchiveWriter(tmp_path, crawl, first_file=1)
    again.close()
    assert [path.name[-13:] for path in again.paths] == ["00002.warc.gz"]


@pytest.mark.parametrize("n_bytes", [1, 100, 512])
def test_damaged_first_bytes_cost_the_records_that_begin_in_them(
    tmp_path: Path, n_bytes: int, caplog: pytest.LogCaptureFixture
) -> None:
    (path,) = write(tmp_path, b"one", b"two")
    whole, starts, content = list(read_archive(path)), members(path), path.read_bytes()
    path.write_bytes(bytes(n_bytes) + content[n_bytes:])
    lost = sum(start < n_bytes for start in starts)
    read_journal(tmp_path)
    assert list(read_archive(path)) == whole[lost:]
    assert path.stat().st_size == len(content)
    assert f"is damaged at byte 0; reading went on at byte {starts[lost]}" in caplog.text


def test_a_lost_first_block_of_zeros_costs_nothing_that_follows(tmp_path: Path) -> None:
    (path,) = write(tmp_path, random.Random(3).randbytes(9000), b"two")
    content = path.read_bytes()
    path.write_bytes(bytes(4096) + content[4096:])
    read_journal(tmp_path)
    assert [record.body for record in responses(path)] == [b"two"] and path.stat().st_size == len(content)


@pytest.mark.parametrize("n_zeros", [1, 4096, 100_000])
def test_zeros_after_the_last_record_are_cut(tmp_path: Path, n_zeros: int) -> None:
    (path,) = write(tmp_path, b"one", b"two")
    content = path.read_bytes()
    path.write_bytes(content + bytes(n_zeros))
    assert len(list(read_archive(path))) == 7 and path.stat().st_size > len(content)
    read_journal(tmp_path)
    assert path.read_bytes() == content
    assert not warcio_finds_fault(path)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_what_is_no_archive_is_told_and_kept(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path, content = tmp_path / "page.warc.gz", pack(b"<html>for sale</html>")
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"is no WARC file; give .*, or move it out of their folder"):
        read_journal(tmp_path)
    assert path.read_bytes() == content
