"""The command of the benchmarks: `python -m benchmarks`."""

import argparse
import textwrap

from benchmarks.bars import BARS, USUAL
from benchmarks.generators import GENERATORS
from benchmarks.records import keep
from benchmarks.report import write_report
from benchmarks.rounds import measure
from benchmarks.steps import STEPS

SIZES = ("100", "1000", "10000")


def main() -> None:
    """Measure what is asked for, keep it after each part, and write RESULTS.md."""
    given = _parser().parse_args()
    for size in given.sizes:
        keep(
            measure(
                int(size), given.generators, given.steps, runs=given.runs, long_runs=given.long_runs
            )
        )
        write_report()
    for name in given.bars:
        keep(BARS[name](given.runs))
        write_report()
    write_report()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=textwrap.dedent(
            """\
            Build the same dossier with several generators, and write benchmarks/RESULTS.md.

            Lists have commas between; an empty one measures nothing. What is measured again
            takes the place of what was on record, and all else stays: sizes can be measured
            one by one.
            """
        ),
    )

    def choice(name: str, among: list[str], usual: tuple[str, ...], what: str) -> None:
        def read(text: str) -> list[str]:
            given = [one.strip() for one in text.split(",") if one.strip()]
            wrong = [one for one in given if among and one not in among]
            if wrong:
                raise argparse.ArgumentTypeError(f"{wrong[0]} is none of: {', '.join(among)}")
            return given

        parser.add_argument(f"--{name}", type=read, default=list(usual), metavar="LIST", help=what)

    choice("sizes", [], SIZES, f"numbers of articles; usually {','.join(SIZES)}")
    choice("generators", list(GENERATORS), tuple(GENERATORS), f"of {', '.join(GENERATORS)}")
    names = tuple(step.name for step in STEPS)
    choice("steps", list(names), names, f"of {', '.join(names)}")
    choice("bars", list(BARS), USUAL, f"ours alone, of {', '.join(BARS)}; usually all but large")
    parser.add_argument("--runs", type=int, default=5, help="rounds (%(default)s)")
    parser.add_argument(
        "--long-runs",
        type=int,
        default=2,
        help="rounds of a generator one of whose builds takes a minute (%(default)s)",
    )
    return parser


if __name__ == "__main__":
    main()
