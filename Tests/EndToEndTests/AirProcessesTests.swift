import Foundation
import Glibc
import Programs
import Testing

/// Bands of several processes on one air, by `--air` of `bandbox run` and `bandbox air`.
@Suite struct AirProcessesTests {
  private static let phone = "\(Bandbox.root)/firmware-images/hci-nrf51/hci-nrf51.elf"
  private static let tracker = "\(Bandbox.root)/firmware-images/ble-tracker/ble-tracker.elf"

  /// A band in real time whose air and port are in `folder`.
  private static func start(_ image: String, seed: Int, in folder: String, link: String) throws -> ChildProcess {
    let process = try ChildProcess(
      try Programs.environment("BANDBOX_BIN"),
      [
        "run", image, "--board", "tracker", "--air", "lab", "--seed", "\(seed)", "--link", "\(folder)/\(link)",
        "--view", "lines",
      ], environment: ["XDG_RUNTIME_DIR=\(folder)"])
    try process.waitFor("the announcement of the port") { process.output.contains("\"event\":\"link\"") ? () : nil }
    return process
  }

  /// Ends it as Ctrl-C does; returns what it printed.
  @discardableResult private static func stop(_ process: ChildProcess) throws -> Finished {
    process.send(SIGINT)
    let finished = try process.finish()
    #expect(finished.status == 130, "\(finished.text)")
    return finished
  }

  /// The program of docs/bluetooth.md.
  private static func host(in folder: String) throws -> String {
    let page = try String(contentsOfFile: Bandbox.root + "/docs/bluetooth.md", encoding: .utf8)
    let program = try #require(
      page.components(separatedBy: "\n```python\n").dropFirst().first?.components(separatedBy: "\n```").first)
    try program.write(toFile: folder + "/host.py", atomically: true, encoding: .utf8)
    return folder + "/host.py"
  }

  /// A process waits for nothing of one that was killed, and its successor on the same air is found.
  @Test func theHostFindsTheBandOfAnotherProcessAndOfTheNext() throws {
    try Programs.inFolder { folder in
      let program = try Self.host(in: folder)
      let python = try Programs.client("python")
      var band = try Self.start(Self.tracker, seed: 2, in: folder, link: "band")
      let phone = try Self.start(Self.phone, seed: 1, in: folder, link: "phone")
      let first = try ChildProcess(python, ["-u", program, folder + "/phone"])
      try first.waitFor("a pulse") { first.output.contains("pulse: ") ? () : nil }
      #expect(first.output.contains("found: Bandbox tracker "))
      band.send(SIGKILL)
      try band.wait()
      try phone.waitFor("the note that it is gone") {
        phone.errors.contains("bandbox: air 'lab': process \(band.identifier) is gone\n") ? () : nil
      }
      first.send(SIGKILL)
      band = try Self.start(Self.tracker, seed: 3, in: folder, link: "band")
      let second = try Programs.run(python, [program, folder + "/phone"])
      #expect(second.status == 0, "\(second.text)")
      #expect(second.output.contains("pulse: 6") && second.output.hasSuffix("disconnected\n"), "\(second.text)")
      let sockets = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/bandbox/air:lab")
      #expect(Set(sockets) == ["lock", "\(phone.identifier).1", "\(band.identifier).1"])
      try Self.stop(band)
      try Self.stop(phone)
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/bandbox/air:lab"))
    }
  }

  /// One that stands still holds the others up, who say so and can be ended meanwhile.
  @Test func whoStandsStillIsWaitedFor() throws {
    try Programs.inFolder { folder in
      let phone = try Self.start(Self.phone, seed: 1, in: folder, link: "phone")
      let band = try Self.start(Self.tracker, seed: 2, in: folder, link: "band")
      // One that is still coming in does not know yet for whom.
      let notes = [
        "air 'lab': waiting for process \(phone.identifier), whose time stands still\n",
        "air 'lab': waiting for a process that is there and does not answer\n",
      ]
      phone.send(SIGSTOP)
      try band.waitFor("the note") { notes.contains(where: band.errors.contains) ? () : nil }
      phone.send(SIGCONT)
      let third = try Self.start(Self.tracker, seed: 3, in: folder, link: "third")
      phone.send(SIGSTOP)
      try third.waitFor("the note") { notes.contains(where: third.errors.contains) ? () : nil }
      try Self.stop(third)
      try Self.stop(band)
      phone.send(SIGCONT)
      let finished = try Self.stop(phone)
      #expect(!finished.errors.contains("sent"), "\(finished.errors)")
    }
  }

  /// With a common start the run is the same, whoever comes first.
  @Test func aCommonStartIsTheSameRun() throws {
    try Programs.inFolder { folder in
      func digests(_ order: [Int]) throws -> [Int: String] {
        let processes = try order.map { seed in
          (
            seed,
            try ChildProcess(
              try Programs.environment("BANDBOX_BIN"),
              (seed == 1
                ? ["air", "a=\(Self.phone)", "b=\(Self.tracker)"] : ["run", Self.tracker, "--board", "tracker"])
                + ["--for", "5s", "--air", "lab,2", "--seed", "\(seed)"], environment: ["XDG_RUNTIME_DIR=\(folder)"])
          )
        }
        return Dictionary(
          uniqueKeysWithValues: try processes.map { seed, process in
            let finished = try process.finish()
            #expect(finished.status == 0, "\(finished.text)")
            return (
              seed,
              try #require(finished.output.split(separator: "\n").last { $0.hasPrefix("digest") }.map(String.init))
            )
          })
      }
      let first = try digests([1, 3])
      #expect(try digests([3, 1]) == first)
      #expect(try digests([3, 1]) == first)
      #expect(first[1] != first[3])
    }
  }

  @Test(
    arguments: [
      (["--air", "a/b"], "--air a/b: is not a name; use up to 64 letters"),
      (["--air", "lab,0"], "--air: expected NAME or NAME,PROCESSES (1 ... 1000), such as lab or lab,2, found 'lab,0'"),
      (["--air", ""], "--air: expected NAME or NAME,PROCESSES"),
      (["--air", "lab", "--gdb", "0"], "--air does not go with --gdb"),
      (["--air", "lab", "--record", "/tmp/x"], "--air does not go with --gdb, --page, --record"),
    ])
  func whatIsWrongIsSaid(_ arguments: [String], _ expected: String) throws {
    try Programs.inFolder { folder in
      let finished = try Bandbox.run(
        ["run", Self.tracker, "--board", "tracker", "--for", "1s"] + arguments,
        environment: ["XDG_RUNTIME_DIR=\(folder)"])
      #expect(finished.status == 2)
      #expect(finished.errors.contains("error: \(expected)"), "\(finished.errors)")
    }
  }

  @Test func aBoardWithoutSuchARadioIsRefused() throws {
    let finished = try Bandbox.run(["run", Bandbox.band, "--air", "lab", "--for", "1s"])
    #expect(finished.status == 2)
    #expect(finished.errors.contains("--air: the board miband2 has no radio that sends packets"), "\(finished.errors)")
  }
}
