import Foundation
import Programs
import Testing

/// Images in the layouts and formats that people have, run as they run them.
@Suite struct LoaderTests {
  private func expectRuns(_ path: String, _ options: [String] = [], noting words: String? = nil) throws {
    let finished = try Bandbox.run(["run", path, "--semihosting", "--for", "2s", "--quiet"] + options)
    #expect(finished.output == "app ok\n" && finished.status == 0, "\(path): \(finished.output)\(finished.errors)")
    guard let words else { return }
    let info = try Bandbox.run(["info", path] + options)
    #expect(info.output.contains(words) && info.status == 0, "\(info.output)")
  }

  private func uf2(_ bytes: Data, at base: UInt32) -> Data {
    func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) } }
    let pieces = stride(from: 0, to: bytes.count, by: 256).map { bytes[$0..<min($0 + 256, bytes.count)] }
    let blocks = pieces.enumerated().map { number, piece -> [UInt8] in
      let header =
        word(0x0A32_4655) + word(0x9E5D_5157) + word(0) + word(base + UInt32(256 * number)) + word(UInt32(piece.count))
        + word(UInt32(number)) + word(UInt32(pieces.count)) + word(0)
      return header + piece + [UInt8](repeating: 0, count: 476 - piece.count) + word(0x0AB1_6F30)
    }
    return Data(blocks.reversed().flatMap { $0 })
  }

  static let layouts: [LinkedProgram.Layout] = [
    .init(base: 0x0800_0000), .init(base: 0x07FC_0200), .init(base: 0x0801_0200), .init(base: 0x0801_0000, gap: 0x200),
    .init(base: 0x0801_0000, gap: 0x100),
  ]

  /// ELF, HEX, S-records, UF2 and, where vectors tell, the bare binary.
  @Test(arguments: layouts.indices)
  func everyFormatOfEveryLayout(index: Int) throws {
    let layout = Self.layouts[index]
    let program = try LinkedProgram(layout)
    defer { program.remove() }
    for name in ["app.elf", "app.hex", "app.srec"] { try expectRuns(program.path(name)) }
    if layout.base != 0x07FC_0200 {
      try expectRuns(program.path("app.bin"))
      try expectRuns(program.write("app.uf2", uf2(program.contents("app.bin"), at: layout.base)))
    }
  }

  @Test(arguments: [0x0801_0000, 0x07FC_0000, 0x0802_0000] as [UInt32])
  func headersOfTheFileInTheFirstSegment(base: UInt32) throws {
    let program = try LinkedProgram(.init(base: base, gap: 0x200, loadsHeaders: true))
    defer { program.remove() }
    try expectRuns(program.path("app.elf"))
    let info = try Bandbox.run(["info", program.path("app.elf")])
    #expect(info.output.contains("vectors  0x\(String(base + 0x200, radix: 16).padded(to: 8))"))
  }

  /// A vendor's start-up takes its vectors from behind the flash header.
  @Test func anImageThatReliesOnTheFlashHeader() throws {
    let program = try LinkedProgram(.init(base: 0x0800_0000, vectorsFrom: 0x0800_0008))
    defer { program.remove() }
    for name in ["app.elf", "app.bin", "app.hex", "app.srec"] {
      try expectRuns(program.path(name), noting: "the flash header was put before it")
    }
    let flash = program.path("flash.bin")
    try expectRuns(program.path("app.bin"), ["--flash", flash])
    let again = try Bandbox.run(["run", "--flash", flash, "--semihosting", "--for", "2s", "--quiet"])
    #expect(again.output == "app ok\n" && again.status == 0)
  }

  @Test func textAsEditorsLeaveIt() throws {
    let program = try LinkedProgram(.init(base: 0x0800_0000))
    defer { program.remove() }
    let hex = program.contents("app.hex")
    try expectRuns(program.write("bom.hex", Data([0xEF, 0xBB, 0xBF]) + hex))
    try expectRuns(program.write("comment.hex", Data("; made by hand\r\n".utf8) + hex))
    try expectRuns(program.write("end.hex", hex + Data([0x1A])), noting: "what follows the end record is ignored")
    let text = String(decoding: hex, as: UTF8.self)
    try expectRuns(program.write("wide.hex", text.data(using: .utf16) ?? Data()))
    let words = text.replacingOccurrences(of: "\r\n", with: "\n").split(separator: "\n")
    let damaged = program.path("damaged.hex")
    try Data((words[0] + "\n" + words[1].dropLast() + "0\n").utf8).write(to: URL(fileURLWithPath: damaged))
    for command in [["run", damaged], ["info", damaged], ["flash", damaged, "--port", "/nowhere"]] {
      let finished = try Bandbox.run(command)
      #expect(finished.status == 2 && finished.errors.contains("damaged.hex:2: checksum"), "\(finished.errors)")
    }
  }

  @Test func aCutSectionTableCostsTheSymbolsAlone() throws {
    let program = try LinkedProgram(.init(base: 0x0800_0000))
    defer { program.remove() }
    let cut = try program.write("cut.elf", program.contents("app.elf").dropLast(100))
    try expectRuns(cut, noting: "it has no symbols: its section table is cut off")
  }

  @Test func bytesAsTheyAre() throws {
    let program = try LinkedProgram(.init(base: 0x0802_0000))
    defer { program.remove() }
    let path = program.path("app.bin")
    #expect(try Bandbox.run(["run", path, "--for", "1s"]).status == 2)
    try expectRuns(path, ["--raw", "--load-address", "0x08020000"], noting: "taken as raw bytes")
  }

  /// As `bandbox run <(make-image)` in a shell.
  @Test func aPipe() throws {
    let program = try LinkedProgram(.init(base: 0x0800_0000))
    defer { program.remove() }
    let bandbox = try Programs.environment("BANDBOX_BIN")
    let script =
      "mkfifo \"$1/pipe\"; cat \"$1/app.elf\" > \"$1/pipe\" & \"$2\" run \"$1/pipe\" --semihosting --for 2s --quiet"
    let finished = try Programs.run("/bin/sh", ["-c", script, "sh", program.folder, bandbox])
    #expect(finished.output == "app ok\n" && finished.status == 0, "\(finished.errors)")
  }

  // MARK: The mask ROM

  /// What images of the vendor's SDK call.
  @Test func theROMsLibraryIsCalled() throws {
    let program = try LinkedProgram(
      .init(
        base: 0x0800_0000,
        body: """
          int (*compare)(const void *, const void *, uint32_t) = (void *)0x07F1C2C9;
          void (*move)(void *, const void *, uint32_t) = (void *)0x07F1C281;
          uint32_t (*divide)(uint32_t, uint32_t) = (void *)0x07F1C209;
          int32_t (*divide_signed)(int32_t, int32_t) = (void *)0x07F1C235;
          move(copy, vectors, 32);
          CHECK(compare(copy, vectors, 32) == 0);
          copy[7]++;
          CHECK(compare(copy, vectors, 32) != 0);
          CHECK(divide(1000000007, 1009) == 991080);
          CHECK(divide_signed(-1000000007, 1009) == -991080);
          """.replacingOccurrences(of: "\n", with: " ")))
    defer { program.remove() }
    try expectRuns(program.path("app.elf"))
  }

  @Test func aCallOfTheBluetoothStackEndsTheRunWithItsName() throws {
    let program = try LinkedProgram(.init(base: 0x0800_0000, body: "((void (*)(void))0x07F1BE07)();"))
    defer { program.remove() }
    let report = program.path("report.json")
    let finished = try Bandbox.run(
      ["run", program.path("app.elf"), "--for", "2s", "--semihosting", "--quiet", "--report", report])
    let words = "calls rwip_init of the mask ROM at 0x07f1be06, which holds the Bluetooth stack and is not modelled"
    #expect(finished.status == 3 && finished.output.isEmpty)
    #expect(finished.errors.hasPrefix("the firmware " + words), "\(finished.errors)")
    #expect(finished.errors.contains("body+0x"), "the caller")
    let text = String(decoding: FileManager.default.contents(atPath: report) ?? Data(), as: UTF8.self)
    #expect(text.contains("\"reason\" : \"the firmware " + words))
  }

  /// The sequence of public drivers, which would wait for ever without an end.
  @Test func aRadioCalibrationEndsAndIsReported() throws {
    let program = try LinkedProgram(
      .init(
        base: 0x0800_0000,
        body: """
          volatile uint16_t *control = (void *)0x50002050, *interrupt = (void *)0x50002054;
          *control = 0x2C;
          *interrupt = 0;
          while (*control & 2) {}
          *control |= 1;
          while (!(*control & 1)) {}
          while (*control & 1) {}
          *interrupt = 0;
          """.replacingOccurrences(of: "\n", with: " ")))
    defer { program.remove() }
    let report = program.path("report.json")
    try expectRuns(program.path("app.elf"), ["--report", report])
    let text = String(decoding: FileManager.default.contents(atPath: report) ?? Data(), as: UTF8.self)
    #expect(text.contains("RFCU.RF_CAL_CTRL_REG"))
  }
}

extension String {
  fileprivate func padded(to count: Int) -> String { String(repeating: "0", count: max(0, count - self.count)) + self }
}
