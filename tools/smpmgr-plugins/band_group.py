"""The band's own SMP group for smpmgr: what it measures now, its minutes of the past, its self-test, notifications, ship mode.

    smpmgr --plugin-path=tools/smpmgr-plugins --port PORT band vitals
    smpmgr --plugin-path=tools/smpmgr-plugins --port PORT band history --count 60 [--csv FILE]
    smpmgr --plugin-path=tools/smpmgr-plugins --port PORT band self-test
    smpmgr --plugin-path=tools/smpmgr-plugins --port PORT band notify [--buzz N] TEXT
    smpmgr --plugin-path=tools/smpmgr-plugins --port PORT band ship

It ends with status 1 when the band answers with an error or fails its test.
"""

import asyncio
import csv
import sys
import types
from datetime import datetime, timezone
from enum import IntEnum, unique
from pathlib import Path
from typing import Optional, cast

# smpmgr does not register plug-ins as modules, and pydantic looks the error codes' class up by its module's name.
sys.modules.setdefault(__name__, types.ModuleType(__name__))

import smp.error as smperror  # noqa: E402
import smp.message as smpmessage  # noqa: E402
import typer  # noqa: E402
from rich import print  # noqa: E402
from rich.table import Table  # noqa: E402
from smpclient.generics import success  # noqa: E402
from smpmgr.common import Options, connect_with_spinner, get_smpclient, smp_request  # noqa: E402

app = typer.Typer(name="band", help="The band's own group: vitals, history, self-test, notify, ship.")

GROUP = 66
"""Below 66 are other makers' groups."""
COLUMNS = ("number", "time", "steps", "heart rate", "movement", "battery %", "plugged")


@unique
class BandError(IntEnum):
    """The group has no errors of its own: the band answers with those of the protocol."""

    OK = 0
    UNKNOWN = 1


class ErrorV1(smperror.ErrorV1):
    _GROUP_ID = GROUP


class ErrorV2(smperror.ErrorV2[BandError]):
    _GROUP_ID = GROUP


class VitalsResponse(smpmessage.ReadResponse):
    _GROUP_ID = GROUP
    _COMMAND_ID = 0

    time: str
    steps: int
    goal: int
    cadence: int
    heart_rate: int
    measuring: bool
    battery_mv: int
    battery_percent: int
    charge: str
    display: bool


class Vitals(smpmessage.ReadRequest):
    _GROUP_ID = GROUP
    _COMMAND_ID = 0
    _Response = VitalsResponse
    _ErrorV1 = ErrorV1
    _ErrorV2 = ErrorV2


class HistoryResponse(smpmessage.ReadResponse):
    _GROUP_ID = GROUP
    _COMMAND_ID = 1

    first: int
    """Number of the oldest entry."""
    end: int
    """Number behind the newest entry."""
    next: int
    """Where the next request goes on."""
    minutes: list[tuple[int, int, int, int, int, int, bool]]
    """Number, seconds since 1970 in civil time, steps, heart rate, movement, percent, plugged in."""


class History(smpmessage.ReadRequest):
    _GROUP_ID = GROUP
    _COMMAND_ID = 1
    _Response = HistoryResponse
    _ErrorV1 = ErrorV1
    _ErrorV2 = ErrorV2

    count: Optional[int] = None
    start: Optional[int] = None
    """Without it the band gives the last entries."""


class SelfTestResponse(smpmessage.WriteResponse):
    _GROUP_ID = GROUP
    _COMMAND_ID = 2

    passed: bool
    accelerometer: bool
    heart_rate: bool
    battery: bool
    flash: bool


class SelfTest(smpmessage.WriteRequest):
    _GROUP_ID = GROUP
    _COMMAND_ID = 2
    _Response = SelfTestResponse
    _ErrorV1 = ErrorV1
    _ErrorV2 = ErrorV2


class NotificationResponse(smpmessage.WriteResponse):
    _GROUP_ID = GROUP
    _COMMAND_ID = 3


class Notification(smpmessage.WriteRequest):
    _GROUP_ID = GROUP
    _COMMAND_ID = 3
    _Response = NotificationResponse
    _ErrorV1 = ErrorV1
    _ErrorV2 = ErrorV2

    text: str
    """Up to 40 bytes."""
    buzz: Optional[int] = None
    """How often, 0 to 5; without it the band buzzes twice."""


class ShipResponse(smpmessage.WriteResponse):
    _GROUP_ID = GROUP
    _COMMAND_ID = 4


class Ship(smpmessage.WriteRequest):
    _GROUP_ID = GROUP
    _COMMAND_ID = 4
    _Response = ShipResponse
    _ErrorV1 = ErrorV1
    _ErrorV2 = ErrorV2


async def ask(ctx: typer.Context, *requests):
    """Sends requests one after another and returns what the last one brought; ends the command where one fails."""

    client = get_smpclient(cast(Options, ctx.obj))
    await connect_with_spinner(client)
    return [await answer(client, request) for request in requests]


async def answer(client, request):
    response = await smp_request(client, request)
    if not success(response):
        print(response)
        raise typer.Exit(1)
    return response


async def history_entries(client, count: int):
    """The last `count` entries, oldest first."""

    newest = await answer(client, History(count=0))
    start = max(newest.first, newest.end - count)
    entries = []
    while start < newest.end:
        part = await answer(client, History(start=start))
        entries += [entry for entry in part.minutes if entry[0] < newest.end]
        if part.next <= start:
            break
        start = part.next
    return entries


@app.command()
def vitals(ctx: typer.Context) -> None:
    """What the band measures now."""

    (now,) = asyncio.run(ask(ctx, Vitals()))
    table = Table(title=f"Vitals at {now.time}", show_header=False)
    measuring = " (measuring)" if now.measuring else ""
    for name, value in (
        ("steps today", f"{now.steps} of {now.goal}"),
        ("cadence", f"{now.cadence} / min"),
        ("heart rate", f"{now.heart_rate} / min{measuring}"),
        ("battery", f"{now.battery_percent} %, {now.battery_mv} mV"),
        ("charging", now.charge),
        ("display", "on" if now.display else "off"),
    ):
        table.add_row(name, value)
    print(table)


@app.command()
def history(
    ctx: typer.Context,
    count: int = typer.Option(60, min=1, help="Minutes, counted from the newest."),
    to: Optional[Path] = typer.Option(None, "--csv", help="Write them to this file instead of the screen."),
) -> None:
    """The minutes of the past."""

    async def collect():
        client = get_smpclient(cast(Options, ctx.obj))
        await connect_with_spinner(client)
        return await history_entries(client, count)

    rows = [
        (number, datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M"), *rest)
        for number, seconds, *rest in asyncio.run(collect())
    ]
    if to is not None:
        with open(to, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(rows)
        print(f"{len(rows)} minutes in {to}")
        return
    table = Table(title="Activity")
    for column in COLUMNS:
        table.add_column(column, no_wrap=column == "time")
    for row in rows:
        table.add_row(*(str(field) for field in row))
    print(table)


@app.command(name="self-test")
def self_test(ctx: typer.Context) -> None:
    """Has the band ask every part whether it is there and right."""

    (result,) = asyncio.run(ask(ctx, SelfTest()))
    for name in ("accelerometer", "heart_rate", "battery", "flash"):
        print(f"{name.replace('_', ' ')}: {'ok' if getattr(result, name) else 'FAILED'}")
    if not result.passed:
        raise typer.Exit(1)


@app.command()
def notify(
    ctx: typer.Context,
    text: str = typer.Argument(..., help="Up to 40 bytes."),
    buzz: Optional[int] = typer.Option(None, min=0, max=5, help="How often it buzzes; twice without."),
) -> None:
    """Has the band buzz and show a text."""

    asyncio.run(ask(ctx, Notification(text=text, buzz=buzz)))


@app.command()
def ship(ctx: typer.Context) -> None:
    """Turns the band off until it is charged."""

    asyncio.run(ask(ctx, Ship()))
