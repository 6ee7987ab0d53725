import Foundation
import Programs
import Testing

/// Sweeps on Dask's workers and through a batch system's commands.
@Suite struct DaskTests {
  private static func plan(draws: Int) -> String {
    """
    scenario: scenario.yaml
    vary: {touches: [1, 5]}
    draws: \(draws)
    coefficients: [OLED.on]
    """
  }
  private static let tables = ["points.csv", "summary.txt", "life_days-touches.svg"]

  /// A folder with a plan of two points for each draw and two more, 12 by default, and, in `local`, what this machine makes of it.
  private func withPlan(draws: Int = 5, _ body: (String) throws -> Void) throws {
    try Programs.inFolder { folder in
      try SweepTests.scenario.write(toFile: folder + "/scenario.yaml", atomically: true, encoding: .utf8)
      try Self.plan(draws: draws).write(toFile: folder + "/plan.yaml", atomically: true, encoding: .utf8)
      let local = try Bandbox.run(["sweep", folder + "/plan.yaml", "--out", folder + "/local", "--quiet"])
      #expect(local.status == 0, "\(local.errors)")
      try body(folder)
    }
  }

  private func expectEqual(_ folder: String, _ one: String, _ other: String) {
    for name in Self.tables {
      let files = [one, other].map { FileManager.default.contents(atPath: "\(folder)/\($0)/\(name)") }
      #expect(files[0] != nil && files[0] == files[1], "\(name)")
    }
  }

  /// A part of Dask, without a web page and without a supervisor that would start it again.
  private func dask(_ part: String, _ folder: String, _ arguments: [String]) throws -> ChildProcess {
    try ChildProcess(
      try Programs.client("dask"),
      [part, "--scheduler-file", folder + "/scheduler.json", "--no-dashboard"] + arguments,
      environment: ["HOME=\(folder)", "DASK_TEMPORARY_DIRECTORY=\(folder)"])
  }

  @Test func aWorkerKilledInTheMiddleLosesAndDoublesNothing() throws {
    // So many that the worker has some left when the first results are seen, however late that is.
    try withPlan(draws: 40) { folder in
      let scheduler = try dask("scheduler", folder, ["--host", "127.0.0.1", "--port", "0"])
      let worker = { (name: String) in try dask("worker", folder, ["--no-nanny", "--nthreads", "1", "--name", name]) }
      let workers = try [worker("first"), worker("second")]
      // Its processes say of themselves which are there; a sweep waits for its first worker, and this one wants both.
      for process in workers {
        _ = try process.waitFor("the worker") { process.errors.contains("Registered to") ? true : nil }
      }

      let sweep = try ChildProcess(
        try Programs.environment("BANDBOX_BIN"),
        [
          "sweep", folder + "/plan.yaml", "--out", folder + "/dask", "--engine", "dask", "--scheduler",
          folder + "/scheduler.json", "--python", try Programs.client("python"), "--parquet",
        ])
      _ = try sweep.waitFor("some of the results") {
        try SweepStoreReader.results(in: folder + "/dask/points.sqlite") >= 4 ? true : nil
      }
      workers[0].send(SIGKILL)
      let finished = try sweep.finish()
      #expect(finished.status == 0, "\(finished.errors)")
      #expect(finished.errors.contains("has gone; what it ran is run again"), "\(finished.errors)")
      #expect(finished.output.contains("82 points, 0 with a failed expectation"))
      expectEqual(folder, "local", "dask")
      let parquet = try Programs.run(
        try Programs.client("python"),
        [
          "-c",
          "import sys, pyarrow.parquet as p; t = p.read_table(sys.argv[1]); print(t.num_rows, t['life_days'].type)",
          folder + "/dask/points.parquet",
        ])
      #expect(parquet.output == "82 double\n", "\(parquet.errors)")
      withExtendedLifetime(scheduler) {}
    }
  }

  @Test func theCommandsOfABatchSystemMakeTheSameTable() throws {
    try withPlan { folder in
      let batch = { (flag: String) in
        try Bandbox.run(["sweep", folder + "/plan.yaml", "--out", folder + "/batch", flag])
      }
      let prepared = try batch("--prepare")
      #expect(prepared.output.contains("12 points to run"), "\(prepared.text)")
      // As tasks 0 and 2 of an array of three: two thirds of the points.
      for task in ["0", "2"] {
        let run = try Programs.run(
          "/bin/sh", [folder + "/batch/jobs/slurm.sh"],
          environment: ["SLURM_ARRAY_TASK_COUNT=3", "SLURM_ARRAY_TASK_ID=" + task])
        #expect(run.status == 0, "\(run.errors)")
      }
      let some = try batch("--collect")
      #expect(some.errors.contains("8 new results; 4 have no result yet"), "\(some.errors)")
      let rest = try batch("--prepare")
      #expect(rest.output.contains("4 points to run"), "\(rest.text)")
      _ = try Programs.run("/bin/sh", [folder + "/batch/jobs/commands.txt"])
      let all = try batch("--collect")
      #expect(all.errors.contains("4 new results\n"), "\(all.errors)")
      expectEqual(folder, "local", "batch")
    }
  }

  @Test(arguments: [
    (["--engine", "dsk"], "did you mean 'dask'"),
    (["--engine", "dask"], "expected --scheduler"),
    (["--engine", "dask", "--scheduler", "127.0.0.1:1", "--jobs", "2"], "--jobs"),
    (["--scheduler", "127.0.0.1:1"], "expected --engine dask"),
    (["--prepare", "--collect"], "expected one of them"),
    (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--python", "/nowhere/python"], "/nowhere/python"),
  ])
  func mistakesAreNamed(options: [String], message: String) throws {
    try Programs.inFolder { folder in
      try SweepTests.scenario.write(toFile: folder + "/scenario.yaml", atomically: true, encoding: .utf8)
      try Self.plan(draws: 5).write(toFile: folder + "/plan.yaml", atomically: true, encoding: .utf8)
      let run = try Bandbox.run(["sweep", folder + "/plan.yaml"] + options)
      #expect(run.status == 2)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }
}
