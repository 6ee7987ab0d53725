"""Charges and currents as numbers and as text."""

import pytest
from bandbox import BandboxError, Charge, Current, Energy

ENERGY = Energy.from_json(
    {
        "since": {"seconds": 2.0, "ticks": 3_072_000_000},
        "seconds": 10.0,
        "nanocoulombs": {"low": 300_000, "typical": 400_000, "high": 500_000},
        "average_ua": 40.0,
        "components": [
            {
                "name": "OLED",
                "nanocoulombs": {"low": 200_000, "typical": 300_000, "high": 400_000},
                "average_ua": 30.0,
                "states": [
                    {
                        "name": "on",
                        "seconds": 1.5,
                        "nanocoulombs": {"low": 200_000, "typical": 300_000, "high": 400_000},
                    }
                ],
            }
        ],
    }
)


@pytest.mark.parametrize(
    ("text", "nanocoulombs"), [("300 uC", 300_000), ("0.3mC", 300_000), ("1 nAh", 3_600), ("2e-1 µC", 200), ("-1 nC", -1)]
)
def test_a_charge_is_read(text: str, nanocoulombs: float) -> None:
    assert Charge.parse(text).typical == pytest.approx(nanocoulombs, rel=1e-12)


@pytest.mark.parametrize("text", ["300", "uC", "300 uA", "1 2 uC", ""])
def test_what_is_no_charge_names_the_units(text: str) -> None:
    with pytest.raises(ValueError, match="expected a number and one of nC, uC"):
        Charge.parse(text)


def test_energy_compares_by_charge_and_by_average_current() -> None:
    assert ENERGY["OLED"] < "301 uC"
    assert not ENERGY["OLED"] < "300 uC"
    assert ENERGY["OLED"] <= "300 uC"
    assert "1 mC" > ENERGY
    assert ENERGY < "40.1 uA"
    assert ENERGY["OLED"]["on"].charge == "0.3 mC"
    assert ENERGY.average == Current.parse("40 uA")
    assert ENERGY["OLED"] < ENERGY


@pytest.mark.parametrize(
    ("charge", "text"),
    [
        (Charge(12_345_678, 3_000_000, 123_456_789), "12.35 mC (3 ... 123.5)"),
        (Charge(9_999_960, 9_000_000, 12_345_600_000), "10 mC (9 ... 12346)"),
        (Charge(1.25, 1.25, 1.25), "1.25 nC"),
    ],
)
def test_a_charge_is_written_without_an_exponent(charge: Charge, text: str) -> None:
    assert str(charge) == text


def test_a_number_without_a_unit_is_refused() -> None:
    with pytest.raises(TypeError, match="expected text with a unit"):
        _ = ENERGY < 300


def test_a_wrong_name_names_the_right_one() -> None:
    with pytest.raises(BandboxError, match="did you mean 'OLED'"):
        _ = ENERGY["oled"]


def test_rows_are_for_tables() -> None:
    assert ENERGY.rows() == [
        {
            "component": "OLED",
            "state": "on",
            "seconds": 1.5,
            "nanocoulombs": 300_000,
            "nanocoulombs_low": 200_000,
            "nanocoulombs_high": 400_000,
        }
    ]
