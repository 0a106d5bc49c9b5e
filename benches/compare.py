#!/usr/bin/env python3
"""Compares the CPU time of `loose-ends import` with that of another program that does the same job on the same files.

    cargo build --release
    benches/compare.py --generate 'python3 gen.py --rows 100000 --out {data}' \\
        --peer 'python3 peer.py {data} {out}' --peer 'sh other.sh {data} {out}'

The day is generated once. Then, `--runs` times and in turn, so that a machine whose speed drifts slows all of them down
alike: our import into a new case book, and each peer into a new folder. In the commands, {data} is the folder of the
generated reports and {out} a new, empty one. CPU time is user + system of the whole process and its children, as the
operating system counts it. `--expect` makes it fail when the ratio to the first peer is larger.
"""

import argparse
import pathlib
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Exit status 1 means done, with something to look at (a generated day holds rows that are no payment).
DONE = (0, 1)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generate", required=True, metavar="COMMAND", help="writes the day's reports into {data}")
    parser.add_argument("--peer", action="append", default=[], metavar="COMMAND", help="another program's whole job; may be repeated")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/loose-ends", help="default: %(default)s")
    parser.add_argument("--files", default="terminal_journal.csv acquirer_report.csv pos_sales.csv", help="the reports in {data} (default: %(default)s)")
    parser.add_argument("--import-options", default="--zone UTC", metavar="OPTIONS", help="passed to our import (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="default: %(default)s, after one that is not counted")
    parser.add_argument("--expect", type=float, metavar="RATIO", help="fail if ours / first peer is larger")
    return parser.parse_args()


def fill(command, **folders):
    return [part.format(**folders) for part in shlex.split(command)]


def cpu_secs(command):
    """CPU seconds, wall-clock seconds and the exit status of one run."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
    if done.returncode not in DONE:
        sys.exit(f"{shlex.join(command)} ended with {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def jobs(options, data):
    """Each program's name and the command that runs it into a given folder."""
    reports = [str(data / name) for name in options.files.split()]

    def ours(out):
        return [str(options.binary), "--db", str(out / "book.sqlite"), *shlex.split(options.import_options), "import", *reports]

    yield "loose-ends", ours
    for peer in options.peer:
        yield peer, lambda out, peer=peer: fill(peer, data=data, out=out)


def measure(programs, scratch, runs):
    """The CPU and wall-clock seconds of every counted run, by program."""
    results = {name: [] for name, _ in programs}
    for run in range(runs + 1):
        for name, command in programs:
            out = scratch / "out"
            out.mkdir()
            figures = cpu_secs(command(out))
            if run > 0:
                results[name].append(figures)
            shutil.rmtree(out)
    return results


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="loose-ends-bench-") as folder:
        scratch = pathlib.Path(folder)
        data = scratch / "data"
        data.mkdir()
        subprocess.run(fill(options.generate, data=data), check=True, stdout=subprocess.DEVNULL)
        results = measure(list(jobs(options, data)), scratch, options.runs)

    medians = {name: statistics.median(cpu for cpu, _ in figures) for name, figures in results.items()}
    ours = medians["loose-ends"]
    print(f"{'CPU s':>8} {'min':>8} {'max':>8} {'wall s':>8} {'ours/it':>8}  program  ({options.runs} runs each, medians)")
    for name, figures in results.items():
        cpu, wall = [f[0] for f in figures], statistics.median(f[1] for f in figures)
        print(f"{medians[name]:8.3f} {min(cpu):8.3f} {max(cpu):8.3f} {wall:8.3f} {ours / medians[name]:8.2f}  {name}")
    if options.expect is not None and options.peer:
        ratio = ours / medians[options.peer[0]]
        if ratio > options.expect:
            sys.exit(f"ratio {ratio:.2f} is above {options.expect:g}")


if __name__ == "__main__":
    main()
