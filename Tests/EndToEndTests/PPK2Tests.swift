import Foundation
import Programs
import Testing

/// Unmodified clients of the Power Profiler Kit II on the instrument in the band's supply.
@Suite(.serialized) struct PPK2Tests {
  /// A folder with a running band, its instrument and the whole run in a file.
  private final class Bench {
    let folder: String
    let band: LiveBand
    var instrument: String { folder + "/ppk2" }
    var file: String { folder + "/run.ppk2" }

    init(_ arguments: [String] = []) throws {
      folder = try Programs.temporaryFolder()
      // A finger at times that do not repeat, so that any two seconds of the run are like no others.
      let touches = (1...100).map { "\($0 * 400 + $0 * $0 % 190)ms,touch,60ms\n" }.joined()
      try ("time,what,value\n" + touches).write(toFile: folder + "/events.csv", atomically: true, encoding: .utf8)
      let files = ["--ppk2", folder + "/ppk2", "--ppk2-out", folder + "/run.ppk2", "--events", folder + "/events.csv"]
      band = try LiveBand(files + arguments)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs a Python program; its arguments are the instrument's port and the run's file.
    func python(_ program: String) throws -> Finished {
      try Programs.run(try Programs.client("python"), ["-c", program, instrument, file, folder])
    }
  }

  /// The samples of ppk2-api's own reader, word by word, against the file of the whole run: the same signals, one after
  /// another without a gap, and the same mean to a step of the range.
  @Test func theApisSamplesAreTheRuns() throws {
    let bench = try Bench(["--wear", "walk:110"])
    let measured = try bench.python(
      """
      import sys, time
      from ppk2_api.ppk2_api import PPK2_API
      kit = PPK2_API(sys.argv[1], timeout=1)
      assert kit.get_modifiers() and kit.modifiers["HW"] == "9173", kit.modifiers
      kit.set_source_voltage(3700)
      kit.use_ampere_meter()
      kit.start_measuring()
      data = b""
      while len(data) < 4 * 250000:
          data += kit.get_data()
          time.sleep(0.005)
      kit.stop_measuring()
      samples, bits = kit.get_samples(data[:4 * 250000])
      assert len(samples) == len(bits) == 250000
      open(sys.argv[3] + "/words", "wb").write(data[:4 * 250000])
      print("mean", sum(samples) / len(samples))
      """)
    #expect(measured.status == 0, "\(measured.output) \(measured.errors)")
    let report = try bench.band.stop()
    let compared = try bench.python(
      """
      import json, struct, sys, zipfile
      words = struct.unpack("<250000I", open(sys.argv[3] + "/words", "rb").read())
      assert all((b >> 18 & 63) == (a >> 18 & 63) + 1 & 63 for a, b in zip(words, words[1:])), "a gap"
      archive = zipfile.ZipFile(sys.argv[2])
      assert archive.testzip() is None
      assert json.loads(archive.read("metadata.json"))["metadata"]["samplesPerSecond"] == 100000
      minimap = json.loads(archive.read("minimap.raw"))
      assert minimap["data"]["length"] == len(minimap["data"]["min"]) == len(minimap["data"]["max"]) <= 10000
      session = archive.read("session.raw")
      run = list(struct.iter_unpack("<f", b"".join(session[i:i + 4] for i in range(0, len(session), 6))))
      highs = bytes(sum((int.from_bytes(session[i + 4:i + 6], "big") >> 2 * n + 1 & 1) << n for n in range(8))
                    for i in range(0, len(session), 6))
      mine = bytes(word >> 24 for word in words)
      start = highs.find(mine)
      assert start >= 0 and highs.find(mine, start + 1) < 0, "not the run's signals"
      resistors = [1031.64, 101.65, 10.15, 0.94, 0.043]
      measured = sum((w & 0x3fff) * 7.2 / 163840 / resistors[w >> 14 & 7] for w in words) / len(words) * 1e6
      true = sum(run[start + i][0] for i in range(len(words))) / len(words)
      assert abs(measured - true) < 0.0426, (measured, true)
      print(measured, true, "of", len(run), "mean", sum(x[0] for x in run) / len(run))
      """)
    #expect(compared.status == 0, "\(compared.output) \(compared.errors)")
    let mean = Double(compared.output.split(separator: " ").last?.trimmingCharacters(in: .newlines) ?? "") ?? -1
    // A meter in the lead does not see what flows inside the pack.
    let inside = report.rows.filter { ($0["component"] as? String ?? "").hasPrefix("cell ") }
      .reduce(0) { $0 + ($1["nanocoulombs"] as? Int ?? 0) }
    let outside = report.average - Double(inside) / 1_000 / report.virtualSeconds
    #expect(inside > 0 && abs(mean - outside) < 1e-4 * report.average)
  }

  @Test func ppk2labCapturesWithoutAGap() throws {
    let bench = try Bench(["--wear", "walk:110"])
    let lab = try Programs.client("ppk2lab")
    let file = bench.folder + "/x.ppk2a"
    let captured = try Programs.run(
      lab, ["capture", "--port", bench.instrument, "--duration", "2s", "--output", file])
    #expect(
      captured.status == 0 && captured.output.contains("200000 samples stored, 0 missing"),
      "\(captured.status) \(captured.output) \(captured.errors)")
    let measured = try Programs.run(lab, ["measure", file])
    #expect(measured.status == 0 && measured.output.contains("0 missing"), "\(measured.output) \(measured.errors)")
    let exported = try Programs.run(lab, ["export", file, "--format", "vcd", "--output", bench.folder + "/x.vcd"])
    #expect(exported.status == 0, "\(exported.output) \(exported.errors)")
    _ = try bench.band.stop()
  }

  @Test func theSourceMeterIsTheBandsSupply() throws {
    let bench = try Bench()
    let measured = try bench.python(
      """
      import sys, time
      from ppk2_api.ppk2_api import PPK2_API
      kit = PPK2_API(sys.argv[1], timeout=1)
      kit.get_modifiers()
      kit.set_source_voltage(3600)
      kit.use_source_meter()
      kit.toggle_DUT_power("OFF")
      kit.start_measuring()
      def measure(count):
          data = b""
          while len(data) < 4 * count:
              data += kit.get_data()
              time.sleep(0.005)
          return kit.get_samples(data)[0]
      off = measure(20000)[2000:]
      assert max(off) == 0, max(off)
      kit.toggle_DUT_power("ON")
      on = measure(100000)
      assert max(on) > 500 and sum(on) > 0, max(on)
      """)
    #expect(measured.status == 0, "\(measured.output) \(measured.errors)")
    // The band has booted on the supply and answers.
    let echo = try Programs.run(try Programs.client("smpmgr"), ["--port", bench.band.port, "os", "echo", "supplied"])
    #expect(echo.status == 0 && echo.output.contains("supplied"), "\(echo.output) \(echo.errors)")
    let report = try bench.band.stop()
    let off = report.rows.filter { $0["component"] as? String == "DA14681" && $0["state"] as? String == "unpowered" }
    #expect(off.first?["seconds"] as? Double ?? 0 > 0.1)
  }

  /// In real time a client that sleeps loses whole samples, and the counter says so; as fast as possible, nothing is lost. It sleeps
  /// twice: the counter has six bits, and of every 64 losses it shows one as nothing.
  @Test func aSlowReaderLosesWholeSamplesOrHoldsTheBand() throws {
    let reader = """
      import serial, struct, sys, time
      port = serial.Serial(sys.argv[1], 115200, timeout=5)
      port.write(b"\\x06")
      data = port.read(4000)
      for _ in range(2):
          time.sleep(2)
          data += port.read(4 * 200000)
      data = data[:4 * 400000]
      words = struct.unpack("<400000I", data)
      gaps = sum((b >> 18 & 63) != (a >> 18 & 63) + 1 & 63 for a, b in zip(words, words[1:]))
      assert all(w >> 14 & 7 <= 4 and w >> 17 & 1 == 0 for w in words)
      print("gaps", gaps)
      """
    let paced = try Bench()
    let dropped = try paced.python(reader)
    #expect(
      dropped.status == 0 && dropped.output.contains("gaps") && !dropped.output.contains("gaps 0"),
      "\(dropped.output) \(dropped.errors)")
    _ = try paced.band.stop()
    let free = try Bench(["--speed", "max", "--free-running"])
    let kept = try free.python(reader)
    #expect(kept.status == 0 && kept.output.contains("gaps 0"), "\(kept.output) \(kept.errors)")
    _ = try free.band.stop()
  }
}
