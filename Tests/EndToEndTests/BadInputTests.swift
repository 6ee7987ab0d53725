import Foundation
import Programs
import SeededRandom
import Testing

/// What people get wrong: one clear line each, exit status 2, nothing else happens.
@Suite struct BadInputTests {
  private func expectRefusal(_ arguments: [String], naming words: [String]) throws {
    let finished = try Bandbox.run(["run"] + arguments)
    #expect(finished.status == 2, "\(finished.errors)")
    let line = finished.errors.trimmingCharacters(in: .newlines)
    #expect(line.hasPrefix("error: "), "\(line)")
    #expect(!line.contains("\n"), "\(line)")
    for word in words { #expect(line.contains(word), "'\(line)' does not name '\(word)'") }
    #expect(finished.output.isEmpty)
  }

  @Test func images() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func file(_ name: String, _ bytes: Data) -> String {
      _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: bytes)
      return folder + "/" + name
    }
    let elf = FileManager.default.contents(atPath: Bandbox.band) ?? Data()
    try expectRefusal([folder + "/missing.elf"], naming: ["missing.elf", "no such file"])
    try expectRefusal([folder], naming: [folder, "directory"])
    try expectRefusal([file("cut.elf", elf.prefix(100))], naming: ["cut.elf"])
    var corrupt = elf
    corrupt.replaceSubrange(28..<32, with: [0xFF, 0xFF, 0xFF, 0x7F])
    try expectRefusal([file("corrupt.elf", corrupt)], naming: ["corrupt.elf"])
    try expectRefusal([file("cut.hex", Data(":10000000AABB\n".utf8))], naming: ["cut.hex:1:"])
    try expectRefusal([file("notes.txt", Data("notes\n".utf8))], naming: ["notes.txt:1: text"])
    try expectRefusal(
      [file("photo.png", Data([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0]))], naming: ["a PNG picture"])
    try expectRefusal(
      [Bandbox.root + "/firmware-images/bench-microbit/bench-microbit.elf"], naming: ["another chip", "0x20000000"])
    try expectRefusal(["/dev/zero"], naming: ["/dev/zero: more than 67108864 bytes"])
    try expectRefusal(["/dev/null"], naming: ["/dev/null: an empty file"])
    try expectRefusal(["/bin/ls"], naming: ["/bin/ls", "64 bits"])
    try expectRefusal([Bandbox.band, "--load-address", "0x07FC0000"], naming: ["--raw"])
    try expectRefusal([Bandbox.band, "--raw", "--load-address", "there"], naming: ["--load-address", "there"])
    try expectRefusal([file("huge.bin", Data(count: 300_000))], naming: ["huge.bin", "vector table", "--raw"])
    try expectRefusal([file("empty", Data())], naming: ["empty"])
  }

  /// A shipped image by its name, unless a file is called that.
  @Test func imagesByName() throws {
    try Programs.inFolder { folder in
      let named = try Bandbox.shell("cd \"$1\" && \"$BB\" run hello --for 1s --quiet && \"$BB\" info hello", folder)
      #expect(named.status == 0, "\(named.errors)")
      let file = try Bandbox.shell("cd \"$1\" && echo text > hello && \"$BB\" run hello --for 1s --quiet", folder)
      #expect(file.status == 2 && file.errors.contains("hello:1: text"), "\(file.errors)")
    }
    try expectRefusal(["helo"], naming: ["helo: no such file", "did you mean 'hello'?"])
  }

  @Test func options() throws {
    let quick = [Bandbox.band, "--for", "1s"]
    try expectRefusal([Bandbox.band, "--for", "soon"], naming: ["--for", "soon"])
    try expectRefusal(quick + ["--speed", "fast"], naming: ["--speed", "fast"])
    try expectRefusal(quick + ["--wear", "dance"], naming: ["--wear", "dance"])
    try expectRefusal(quick + ["--trace", "all"], naming: ["--trace", "all"])
    try expectRefusal(quick + ["--board", "pebble"], naming: ["--board", "pebble", "miband2"])
    try expectRefusal(quick + ["--report", "/nowhere/r.json"], naming: ["/nowhere/r.json"])
    try expectRefusal(quick + ["--snapshot-in", Bandbox.band], naming: [Bandbox.band, "snapshot"])
    try expectRefusal(quick + ["--link", "/proc/band0"], naming: ["/proc"])
  }

  @Test func csv() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("time,what,value\n1s,charger,maybe\n".utf8).write(to: URL(fileURLWithPath: folder + "/e.csv"))
    try expectRefusal([Bandbox.band, "--for", "1s", "--events", folder + "/e.csv"], naming: ["e.csv:2", "in or out"])
    try Data("seconds,x,y,z\n0,0,0,1\n0.1,0,zero,1\n".utf8).write(to: URL(fileURLWithPath: folder + "/a.csv"))
    try expectRefusal([Bandbox.band, "--for", "1s", "--accelerometer", folder + "/a.csv"], naming: ["a.csv", "3"])
    try Data("seconds,bpm\n0,70\n1,400\n".utf8).write(to: URL(fileURLWithPath: folder + "/h.csv"))
    try expectRefusal([Bandbox.band, "--for", "1s", "--heart-rate", folder + "/h.csv"], naming: ["h.csv:3", "400"])
  }

  @Test func usage() throws {
    let finished = try Bandbox.run(["run"])
    #expect(finished.status == 2)
    #expect(try Bandbox.run(["--help"]).status == 0)
    #expect(try Bandbox.run(["run", "--help"]).output.split(separator: "\n").count <= 60)
  }

  /// Bytes without meaning are no image; with a vector table before them, or where they are asked for, they run until the
  /// time is over or they lock up.
  @Test(arguments: 0..<40)
  func randomBytesAsAnImage(seed: Int) throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var random = SplitMix(seed: UInt64(seed))
    let bytes = random.bytes(8_192)
    // A vector table that starts the rest, so that more than the first word is tried.
    let table: [UInt8] = [0x00, 0x80, 0xFC, 0x07, 0x09, 0x00, 0xFC, 0x07]
    try Data((seed % 2 == 0 ? table : []) + bytes).write(to: URL(fileURLWithPath: folder + "/noise.bin"))
    let arguments = ["run", folder + "/noise.bin", "--for", "2s", "--quiet"]
    if seed % 2 != 0 { #expect(try Bandbox.run(arguments).status == 2) }
    let finished = try Bandbox.run(arguments + (seed % 2 == 0 ? [] : ["--raw"]))
    #expect(finished.status == 0 || finished.status == 3, "status \(finished.status): \(finished.errors)")
  }
}
