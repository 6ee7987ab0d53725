"""Runs the points of a sweep on Dask workers: `bandbox sweep --engine dask` starts this and speaks to it in lines of JSON.

In, first: {"program", "arguments", "folder", "files": {PATH: SHA-256}}, what a point's process is and what has to be the same
where it runs. Then the jobs, {"job": N, "input": TEXT}, and an empty line. The end of the input later means that nobody waits
any more.

Out: {"note": TEXT}; for each job once {"job", "status", "output", "errors", "seconds"}; or {"failure": TEXT}, and no more.
"""

import collections
import json
import os
import queue
import sys
import threading
import time
import uuid

# Points given to the scheduler at a time, and how often one is begun again that took its worker with it.
WINDOW = 2000
TRIES = 3
# Seconds to wait for a scheduler that has gone.
PATIENCE = 300


def run_point(program, arguments, folder, files, text):
    """On a worker: one process. Raises where this machine has not what the sweep was begun with."""
    import hashlib
    import os
    import subprocess
    import time

    import distributed

    worker = distributed.get_worker()
    known = worker.__dict__.setdefault("bandbox_files", {})
    for path, expected in files.items():
        try:
            status = os.stat(path)
        except OSError as error:
            raise LookupError(f"worker {worker.address}: {path}: {error.strerror}") from None
        key = (path, status.st_mtime_ns, status.st_size)
        if key not in known:
            with open(path, "rb") as file:
                known[key] = hashlib.sha256(file.read()).hexdigest()
        if known[key] != expected:
            raise LookupError(f"worker {worker.address}: {path}: is another file than here")
    begun = time.monotonic()
    done = subprocess.run([program, *arguments], input=text, capture_output=True, text=True, cwd=folder)
    if done.returncode < 0:
        raise ChildProcessError(f"worker {worker.address}: signal {-done.returncode} ended the point")
    return done.returncode, done.stdout, done.stderr, time.monotonic() - begun


def say(**fields):
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def fail(text):
    say(failure=text)
    os._exit(1)


class Engine:
    def __init__(self, scheduler):
        self.scheduler = scheduler
        self.ended = queue.Queue()
        self.flight = {}
        self.tries = collections.Counter()
        self.workers = {}
        self.client = None

    def connect(self):
        """A client, however long the scheduler takes to come back."""
        import distributed

        where = {"scheduler_file": self.scheduler} if os.path.exists(self.scheduler) else {"address": self.scheduler}
        if "address" in where and ":" not in self.scheduler:
            fail(f"--scheduler {self.scheduler}: expected an address with a port, or the scheduler's file: no such file")
        first, begun, noted = self.client is None, time.monotonic(), False
        while True:
            try:
                self.client = distributed.Client(**where, timeout=10, set_as_default=False, name="bandbox-sweep")
                self.workers = None
                return
            except (OSError, TimeoutError, ValueError) as error:
                text = str(error).splitlines()[0] if str(error) else type(error).__name__
                if first or time.monotonic() - begun > PATIENCE:
                    fail(f"--scheduler {self.scheduler}: cannot be reached: {text}")
                if not noted:
                    say(note=f"{self.scheduler} does not answer; waiting for it")
                    noted = True
                time.sleep(1)

    def look(self):
        """Says which workers came and went."""
        try:
            now = self.client.nthreads()
        except Exception:
            return
        if self.workers is None:
            counts = [f"{len(now)} worker{'s' * (len(now) != 1)}", f"{sum(now.values())} at once"]
            say(note=", ".join(counts) if now else "no worker yet; waiting for one")
        else:
            for address in self.workers.keys() - now.keys():
                say(note=f"worker {address} has gone; what it ran is run again")
            for address in now.keys() - self.workers.keys():
                say(note=f"worker {address} has come")
        self.workers = now

    def submit(self, job, text, given):
        self.tries[job] += 1
        key = f"bandbox-{uuid.uuid4().hex}-{job}"
        future = self.client.submit(
            run_point, given["program"], given["arguments"], given["folder"], given["files"], text, key=key, pure=False
        )
        self.flight[job] = future
        future.add_done_callback(lambda future, job=job: self.ended.put((job, future)))

    def take(self, job, future, waiting):
        """What came of a point: told, or to be tried again."""
        import distributed

        if self.flight.get(job) is not future:
            return
        del self.flight[job]
        if future.status == "finished":
            try:
                status, output, errors, seconds = future.result(timeout=60)
            except Exception:
                # Its worker went between the end and the answer.
                waiting.append(job)
                return
            say(job=job, status=status, output=output, errors=errors, seconds=seconds)
        elif future.status in ("cancelled", "lost"):
            # With the connection to the scheduler; no fault of the point.
            self.tries[job] -= 1
            waiting.append(job)
        else:
            error = future.exception()
            if isinstance(error, LookupError):
                fail(error.args[0])
            if self.tries[job] >= TRIES:
                if isinstance(error, distributed.KilledWorker):
                    fail(f"point {job}: every worker that ran it has gone ({TRIES} tries of Dask's)")
                fail(f"point {job}: {error}")
            waiting.append(job)

    def run(self, given, jobs):
        self.connect()
        waiting = collections.deque(sorted(jobs))
        looked = 0.0
        while waiting or self.flight:
            if self.client.status in ("closed", "closing"):
                waiting.extend(sorted(self.flight))
                self.flight.clear()
                self.connect()
            if time.monotonic() - looked > 2 and self.client.status == "running":
                self.look()
                looked = time.monotonic()
            while waiting and len(self.flight) < WINDOW and self.client.status == "running":
                job = waiting.popleft()
                self.submit(job, jobs[job], given)
            try:
                self.take(*self.ended.get(timeout=0.5), waiting)
            except queue.Empty:
                pass


def main():
    try:
        import distributed  # noqa: F401
    except ImportError:
        fail(f"{sys.executable} has no Dask: '{sys.executable} -m pip install distributed', or name another with --python")
    given = json.loads(sys.stdin.readline())
    jobs = {}
    while line := sys.stdin.readline().strip():
        job = json.loads(line)
        jobs[job["job"]] = job["input"]

    def outlive():
        sys.stdin.read()
        os._exit(1)

    threading.Thread(target=outlive, daemon=True).start()
    Engine(sys.argv[1]).run(given, jobs)
    # Nothing is to be put in order; closing a client takes a second.
    os._exit(0)


if __name__ == "__main__":
    main()
