"""What `tools/bench` prints of its samples."""
import statistics

from benching.measurements import Checkpoints, Program, Spread, differences


class Outcome:
    """The samples of a measurement by one engine, of one build, round by round, with those beside it."""

    def __init__(self, measurement, engine):
        self.measurement, self.engine = measurement, engine
        self.samples, self.references, self.before = [], [], []
        # What the earlier build's results differ in, and why it could not be run.
        self.difference = self.obstacle = None

    @property
    def ratio(self):
        """Beside the reference, taken in each round; `None` without one."""
        pairs = [(one["seconds"], other["seconds"]) for one, other in zip(self.samples, self.references)]
        if not pairs:
            return None
        return Spread([b / a if self.measurement.is_speed else a / b for a, b in pairs])

    @property
    def change(self):
        """Beside the earlier build: how many times as fast, pair by pair; `None` without one."""
        pairs = [(one["seconds"], other["seconds"]) for one, other in zip(self.samples, self.before)]
        return Spread([b / a for a, b in pairs]) if pairs else None

    def median(self, key):
        return statistics.median(sample[key] for sample in self.samples)

    def compare(self, found, expected):
        """Notes where the earlier build's result differs."""
        if self.difference is None and found != expected:
            self.difference = list(differences(found, expected))

    @property
    def values(self):
        """For --json."""
        kept = [{key: value for key, value in sample.items() if key != "result"} for sample in self.samples]
        values = {"engine": self.engine, "samples": kept, "seconds": Spread([one["seconds"] for one in kept]).values}
        if self.references:
            values["reference"] = self.measurement.reference
            values["reference_seconds"] = [sample["seconds"] for sample in self.references]
            values["ratio"] = self.ratio.values
        if self.before:
            values["baseline_seconds"] = [sample["seconds"] for sample in self.before]
            values["times_as_fast_as_baseline"] = self.change.values
            values["differs_from_baseline"] = self.difference or []
        if self.obstacle:
            values["baseline_failed"] = self.obstacle
        return values


def name(outcome, shows_engine):
    return f"{outcome.measurement.title}{', ' + outcome.engine if shows_engine and outcome.engine else ''}"


ROW = "{:<48}{:>9}{:>7}{:>10}{:>9}  {}".format


def rows(outcomes, shows_engine):
    yield ROW("medians", "seconds", "MIPS", "cycles/i", "x real", "beside")
    for outcome in outcomes:
        cells = [f"{outcome.median('seconds'):.3f}", "", "", ""]
        if "instructions" in outcome.samples[0]:
            seconds, sample = outcome.median("seconds"), outcome.samples[0]
            cells[1] = f"{sample['instructions'] / seconds / 1e6:.0f}"
            cells[2] = f"{sample['cycles'] / sample['instructions']:.3f}"
            if not outcome.references or not outcome.measurement.is_speed:
                cells[3] = f"{sample['virtual_seconds'] / seconds:.0f}"
        word = "of" if outcome.measurement.is_speed else "times"
        beside = f"{outcome.ratio} {word} {outcome.measurement.reference}" if outcome.ratio else ""
        yield ROW(name(outcome, shows_engine), *cells, beside).rstrip()
    yield from qemu_rows(outcomes)


def qemu_rows(outcomes):
    """What QEMU took for the same programs: once each, and in instructions as Bandbox counts them."""
    shown = set()
    for outcome in outcomes:
        reference = outcome.measurement.reference
        if outcome.measurement.is_speed and outcome.references and reference not in shown:
            shown.add(reference)
            seconds = statistics.median(sample["seconds"] for sample in outcome.references)
            mips = outcome.samples[0]["instructions"] / seconds / 1e6
            yield ROW(reference, f"{seconds:.3f}", f"{mips:.0f}", "", "", "").rstrip()


def notes(outcomes, shows_engine):
    """What has no column."""
    for outcome in outcomes:
        measurement = outcome.measurement
        if isinstance(measurement, Checkpoints):
            kilobytes = [outcome.median(key) / 1000 for key in ("bytes", "first_bytes")]
            yield (f"a checkpoint takes {outcome.median('checkpoint_microseconds'):.0f} us and {kilobytes[0]:.0f} kB, "
                   f"the first {kilobytes[1]:.0f} kB; to go back takes {outcome.median('restore_microseconds'):.0f} us")
        elif isinstance(measurement, Program) and measurement.counted:
            what, count = measurement.counted
            text = f"{name(outcome, shows_engine)}: {outcome.median('seconds') / count * 1e6:.3f} us each {what}"
            if outcome.references:
                other = statistics.median(sample["seconds"] for sample in outcome.references)
                text += f"; {measurement.reference} {other / count * 1e6:.3f} us"
            yield text


def comparison(outcomes, shows_engine):
    """Beside the earlier build."""
    row = "{:<48}{:>9}{:>9}  {:<24}{}".format
    yield row("medians of pairs", "seconds", "before", "times as fast", "results")
    for outcome in (outcome for outcome in outcomes if outcome.measurement.has_baseline):
        seconds = f"{outcome.median('seconds'):.3f}"
        if outcome.obstacle:
            yield row(name(outcome, shows_engine), seconds, "", "", f"the baseline failed: {outcome.obstacle}")
            continue
        before = statistics.median(sample["seconds"] for sample in outcome.before)
        results = "equal"
        if outcome.difference:
            more = len(outcome.difference) - 3
            results = f"DIFFER: {'; '.join(outcome.difference[:3])}{f' and {more} more' if more > 0 else ''}"
        yield row(name(outcome, shows_engine), seconds, f"{before:.3f}", str(outcome.change), results)
