import Foundation
import Programs
import Testing

/// Images that hang, fault, starve or are not what they should be.
@Suite struct FailingImagesTests {
  /// From the last feeding to the NMI, and from there to the reset: 255 and 16 steps of 10.24 ms.
  private static let (toBite, toReset) = (2.6112, 0.16384)

  @Test func watchdogBitesAndResets() throws {
    let run = try ImageRun("watchdog-bite", "16s")
    let once = ["watchdog-bite runs", "fed", "fed", "fed", "bitten"]
    #expect(run.texts == once + once + once.dropLast())
    #expect(run.report.json["resets"] as? [String: Int] == ["power_on": 1, "watchdog": 2])
    let bites = run.edges.filter { $0.line == "NMI" && $0.isHigh }.map(\.time)
    #expect(bites.count == 2)
    for (number, bite) in bites.enumerated() {
      let fed = run.lines[5 * number + 3].time
      // A character takes 87 us.
      #expect(abs(bite - fed - Self.toBite) < 0.000_2)
      // What came before the first line comes again before the next.
      #expect(abs(run.lines[5 * number + 5].time - bite - Self.toReset - run.lines[0].time) < 0.001)
    }
  }

  @Test func neverConfirmsIsBittenUnfed() throws {
    let run = try ImageRun("never-confirms", "6s")
    #expect(run.texts == Array(repeating: "never-confirms runs", count: 3))
    #expect(run.report.json["resets"] as? [String: Int] == ["power_on": 1, "watchdog": 2])
    for (before, after) in zip(run.lines, run.lines.dropFirst()) {
      #expect(abs(after.time - before.time - Self.toBite - Self.toReset) < 0.02)
    }
  }

  @Test func hardFaultSaysWhereAndIsReset() throws {
    let path = ImageRun.path("hard-fault")
    // The first run ends in the handler; the last instruction of `read_nothing` is the load.
    let traced = try Bandbox.run(["run", path, "--no-bootloader", "--for", "4ms", "--quiet", "--trace", "instructions"])
    let load = try #require(traced.errors.split(separator: "\n").last { $0.contains("read_nothing") })
    let address = load.split(separator: " ")[2]
    let run = try ImageRun("hard-fault", "8s")
    let once = ["hard-fault reads 0x30000000", "hard fault at \(address)"]
    #expect(run.texts == once + once + once)
    #expect(run.report.json["resets"] as? [String: Int] == ["power_on": 1, "watchdog": 2])
    // The watchdog ends each, so none is for good.
    #expect(run.status == 0)
    let faults = run.report.object("firmware_faults")
    #expect(faults["count"] as? Int == 3)
    let places = ["first", "last"].compactMap { faults[$0] as? [String: Any] }
    #expect(places.map { $0["cause"] as? String } == ["unmapped_read", "unmapped_read"])
    #expect(places.map { $0["pc"] as? String } == [address, address].map { "\($0)" })
    #expect(places.allSatisfy { ($0["pc_symbol"] as? String)?.hasPrefix("read_nothing") == true })
    for (before, after) in zip(run.lines, run.lines.dropFirst(2)) {
      let period = Self.toBite + Self.toReset + run.lines[0].time
      #expect(abs(after.time - before.time - period) < 0.001)
    }
  }

  @Test func stackOverflowLocksUp() throws {
    let run = try ImageRun("stack-overflow", "5s")
    #expect(run.texts == ["stack-overflow calls itself"])
    #expect(run.status == 3)
    #expect(run.report.object("exit")["reason"] as? String == "the firmware locked up")
    // Just below RAM, where the eight words of an exception should have gone.
    // The first is seen by the end of the data, which the stack has run over, the second below RAM.
    let faults = run.report.object("firmware_faults")
    #expect(faults["count"] as? Int == 2)
    let places = ["first", "last"].compactMap { faults[$0] as? [String: Any] }
    #expect(places.map { $0["cause"] as? String } == ["stack_overflow", "stack_overflow"])
    #expect(places.map { $0["locked_up"] as? Bool } == [false, true])
    for text in [
      "stack overflow: SP is 0x07fbffe0, below RAM, which begins at 0x07fc0000",
      "the stack pointer was unusable when an exception had to save registers", "address  0x07fbffe0", "descend",
      "the CPU locked up",
    ] {
      #expect(run.errors.contains(text), "\(text)")
    }
  }

  @Test func brownOutsAreCounted() throws {
    // A cell that has seen much gives way sooner than the nine seconds of the scenario.
    let empty = try ImageRun("brown-out-loop", "12s", ["--charge", "0", "--cell-cycles", "500"])
    let starts = empty.lines.filter { $0.text.hasPrefix("start ") }
    let count = starts.count
    #expect(count > 5)
    #expect(empty.report.json["resets"] as? [String: Int] == ["power_on": 1, "brown_out": count - 1])
    #expect(empty.report.statistics["starts"] == count)
    for (number, start) in starts.enumerated() { #expect(start.text.hasPrefix("start \(number + 1) mv=")) }
    // It bears the full load for some seconds, and then, with its slow resistance and its surface spent, only for as long
    // as the fast one takes.
    let motor = empty.edges.filter { $0.line == "P4_6" }
    #expect(motor.count >= 2 * (count - 1) && motor.enumerated().allSatisfy { $1.isHigh == ($0 % 2 == 0) })
    let isOn = (0..<count - 1).map { motor[2 * $0 + 1].time - motor[2 * $0].time }
    #expect(isOn[0] > 1 && isOn.dropFirst().allSatisfy { $0 > 0.005 && $0 < isOn[0] / 2 }, "\(isOn)")
    for (place, (before, after)) in zip(starts, starts.dropFirst()).enumerated() {
      #expect(after.time - before.time >= 1 + isOn[place])
    }

    let full = try ImageRun("brown-out-loop", "2s")
    #expect(full.texts.count == 2 && full.texts.last == "full load")
    #expect(full.report.json["resets"] as? [String: Int] == ["power_on": 1])
    #expect(full.report.average > 38_000)
  }

  @Test func theScenarioOfTheBrownOutPasses() throws {
    let finished = try Bandbox.run(["test", Bandbox.root + "/scenarios/brown-out.yaml"])
    #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
  }

  @Test func imagesThatDoNotFitOrMatchAreNotStarted() throws {
    let tooBig = try Bandbox.run(["run", ImageRun.path("too-big"), "--for", "1s"])
    #expect(tooBig.status == 2)
    #expect(tooBig.errors.contains("too-big.elf"))
    #expect(try Bandbox.run(["info", ImageRun.path("wrong-hash")]).output.contains("hash     wrong"))
    #expect(
      try ImageRun("wrong-hash", "1s").texts == [
        "bandbox boot: serial recovery", "slot 0: it is damaged: its contents do not have its hash", "slot 1: no image",
      ])
  }

  // MARK: With a key

  private static let boot = Bandbox.root + "/firmware-images/boot-p256/"

  /// A flash with the bootloader that has a key.
  private func flash(in folder: String) throws -> String {
    let flash = folder + "/flash.bin"
    let made = try Bandbox.run(["run", Self.boot + "boot-p256.elf", "--flash", flash, "--for", "10ms", "--quiet"])
    #expect(made.status == 0, "\(made.errors)")
    return flash
  }

  @Test func wrongSignatureIsRefusedByTheKeyAlone() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try ImageRun("wrong-signature", "100ms").texts == ["wrong-signature runs"])
    let flash = try flash(in: folder)
    #expect(
      try ImageRun("wrong-signature", "6s", ["--flash", flash]).texts == [
        "bandbox boot: serial recovery", "slot 0: its signature is wrong", "slot 1: no image",
      ])

    // As a file from its place in the flash on: the unmodified imgtool agrees.
    let contents = try Data(contentsOf: URL(fileURLWithPath: flash))
    try contents[0x1_0000..<0x1_1000].write(to: URL(fileURLWithPath: folder + "/image.bin"))
    for (key, isGood) in [([], true), (["-k", Self.boot + "development-key.pem"], false)] {
      let verified = try Programs.run(try Programs.client("imgtool"), ["verify"] + key + [folder + "/image.bin"])
      #expect((verified.status == 0) == isGood, "\(verified.output)\(verified.errors)")
    }
  }

  /// Waiting in slot 1 it is erased, and the good image in slot 0 starts.
  @Test func wrongSignatureDoesNotReplaceAGoodImage() throws {
    let image = try SignedImage(ImageRun.path("never-confirms"))
    defer { image.remove() }
    let flash = try flash(in: image.folder)
    let good = try image.sign("good.bin", version: "1.0.0", ["-k", Self.boot + "development-key.pem"])
    #expect(try Bandbox.run(["run", good, "--flash", flash, "--for", "10ms", "--quiet"]).status == 0)
    let other = image.folder + "/other.bin"
    #expect(
      try Bandbox.run(["run", ImageRun.path("wrong-signature"), "--flash", other, "--for", "10ms", "--quiet"]).status
        == 0)
    var contents = try Data(contentsOf: URL(fileURLWithPath: flash))
    let bad = try Data(contentsOf: URL(fileURLWithPath: other))
    contents.replaceSubrange(0x5_0000..<0x9_0000, with: bad[0x1_0000..<0x5_0000])
    // MCUboot's magic at the slot's end: to be tested.
    contents.replaceSubrange(
      0x8_FFF0..<0x9_0000,
      with: [0x77, 0xC2, 0x95, 0xF3, 0x60, 0xD2, 0xEF, 0x7F, 0x35, 0x52, 0x50, 0x0F, 0x2C, 0xB6, 0x79, 0x80])
    try contents.write(to: URL(fileURLWithPath: flash))
    let finished = try Bandbox.run(["run", "--flash", flash, "--for", "15s", "--console", "--wear", "none", "--quiet"])
    #expect(finished.output.contains("never-confirms runs") && !finished.output.contains("wrong-signature"))
    let after = try Data(contentsOf: URL(fileURLWithPath: flash))
    #expect(after[0x1_0000..<0x5_0000] == contents[0x1_0000..<0x5_0000])
    #expect(after[0x5_0000..<0x5_1000].allSatisfy { $0 == 0xFF })
  }
}
