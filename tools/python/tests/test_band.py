"""A band of ours, over the API."""

import pathlib
import textwrap

import pytest
from bandbox import Band, BandboxError, NotReached

pytest_plugins = ["pytester"]


def test_time_is_held(band: Band) -> None:
    assert band.ticks == 0
    band.run_for("1s")
    assert band.seconds == 1.0
    band.run_for(0.25)
    assert band.ticks == 1_920_000_000


def test_a_touch_lights_the_display_and_costs(band: Band) -> None:
    band.run_for("2s")
    with band.measure() as idle:
        band.run_for("2s")
    band.touch()
    lit = band.run_until("display is lit", within="2s")
    assert 4.0 < lit < 5.0
    with band.measure() as cost:
        band.run_for("1s")
    assert idle["OLED"] < "1 uC" < cost["OLED"]
    assert cost.energy < "20 mC"
    assert band.screenshot().startswith(b"\x89PNG")


def test_the_same_inputs_cost_the_same(make_band) -> None:
    def run() -> list[int]:
        band = make_band(seed=7)
        band.touch("200ms")
        band.run_for("3s")
        return [component.charge.nanocoulombs for component in band.energy().components]

    assert run() == run()


def test_back_goes_back(make_band) -> None:
    band = make_band(record=None)
    band.run_for("1s")
    before = band.energy().charge.nanocoulombs
    band.checkpoint("here")
    band.run_for("5s")
    band.back(checkpoint="here")
    assert band.seconds == 1.0
    assert band.energy().charge.nanocoulombs == before


def test_what_is_not_reached_says_what_was_found(band: Band) -> None:
    with pytest.raises(NotReached, match="display is lit.*by 1"):
        band.run_until("display is lit", within="1s")


def test_mistakes_name_the_right_word(band: Band) -> None:
    with pytest.raises(BandboxError, match="did you mean 'touch'"):
        band.input("tuch", "150ms")


def test_a_band_that_cannot_start_says_why(tmp_path: pathlib.Path) -> None:
    with pytest.raises(BandboxError, match="no such file"):
        Band(tmp_path / "nowhere.elf")


def test_memory_is_read_by_symbol(band: Band) -> None:
    band.run_for("1s")
    assert len(band.read_memory("band_activity", 4)) == 4


def test_another_board_runs_too(make_band) -> None:
    root = pathlib.Path(__file__).parents[3]
    band = make_band(root / "firmware-images/tracker/tracker.elf", board="tracker")
    band.run_for("10s")
    assert band.energy() < "1 mA"


def test_a_failure_leaves_what_is_needed(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> None:
    image = request.config.getini("bandbox_image")
    image = str((pathlib.Path(request.config.inipath).parent / image).resolve())
    pytester.makepyfile(
        textwrap.dedent(
            """
            def test_it(band):
                band.run_for("2s")
                band.touch()
                band.run_for("3s")
                assert band.energy("OLED") < "1 uC"
            """
        )
    )
    result = pytester.runpytest_subprocess(
        "-p", "bandbox.pytest_plugin", "--bandbox-image", image, "-p", "no:cacheprovider"
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*OLED: * < 1 uC*", "*Bandbox: band 1*", "*at 5.0 s since power-on*"])
    (folder,) = pytester.path.joinpath("bandbox-failures").iterdir()
    assert {file.name for file in folder.iterdir()} == {"band-1.png", "band-1.record"}
    assert "digest " in folder.joinpath("band-1.record").read_text()
