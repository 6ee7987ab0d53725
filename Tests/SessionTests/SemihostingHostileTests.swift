import Foundation
import Machine
import Testing
@testable import Formats
@testable import Session

/// Arguments that a program should not give: always an error, never a crash and never a way out of the folder.
struct SemihostingHostileTests {
  typealias Bench = SemihostingTests.Bench
  static let failed = UInt32.max

  @Test func lengthsAndPointersOutsideMemory() throws {
    let bench = try Bench()
    let output = bench.open(":tt", 4)
    let input = bench.open(":tt", 0)
    bench.console.input = [1, 2, 3]
    // Write and read return what was not moved.
    #expect(bench.call(.write, output, Bench.data, .max) == .max)
    #expect(bench.call(.write, output, 0x07FC_FFFF, 2) == 2)
    #expect(bench.call(.write, output, 0x5000_0000, 16) == 16)
    #expect(bench.call(.read, input, Bench.data, .max) == .max)
    #expect(bench.error == UInt32(EFAULT))
    #expect(bench.call(.read, input, 0, 4) == 4, "ROM is not written")
    #expect(bench.call(.read, input, .max - 1, 8) == 8)
    #expect(bench.console.input == [1, 2, 3], "no input is lost")
    #expect(bench.console.output.isEmpty)
    #expect(bench.call(.open, Bench.data, 0, .max) == Self.failed)
    #expect(bench.call(.open, .max, 4, 100) == Self.failed)
    #expect(bench.call(.commandLine, 0xFFFF_FFF0, 100) == Self.failed)
    #expect(bench.call(.heapInfo, 0x5000_0000) == Self.failed)
  }

  @Test(arguments: [0, 0x07FC_FFFE, 0x5000_0000, 0x07FD_0000, 0xE000_ED00, 0xFFFF_FFFF] as [UInt32])
  func blocksOutsideMemory(address: UInt32) throws {
    let bench = try Bench()
    for operation in UInt32(0)...0x40 where operation != 0x18 { bench.call(operation, value: address) }
    bench.call(UInt32.max, value: address)
    #expect(bench.console.output.count <= 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.path).isEmpty)
  }

  @Test func aStringWithoutAnEndIsNotPrinted() throws {
    let bench = try Bench()
    bench.ram.fill(0..<0x1_0000, with: 0x41)
    #expect(bench.call(SemihostingCall.writeString.rawValue, value: Bench.data) == Self.failed)
    #expect(bench.console.output.isEmpty)
  }

  @Test func handlesRunOutAndComeBack() throws {
    let bench = try Bench()
    var handles: [UInt32] = []
    for _ in 0..<100 { handles.append(bench.open("file", 4)) }
    #expect(handles.prefix(64).allSatisfy { $0 != Self.failed })
    #expect(handles.dropFirst(64).allSatisfy { $0 == Self.failed })
    #expect(bench.error == UInt32(EMFILE))
    bench.call(.close, handles[10])
    #expect(bench.open("file", 0) == handles[10])
    for handle in [0, 65, 0x8000_0000, UInt32.max] { #expect(bench.call(.fileLength, handle) == Self.failed) }
  }

  @Test(arguments: ["/etc/passwd", "../outside", "a/../../outside", "link", "folder/deep", "", ".", "..", "real"])
  func namesOutsideTheFolder(name: String) throws {
    let bench = try Bench()
    let files = FileManager.default
    let outside = bench.path + "-outside"
    try files.createDirectory(atPath: outside, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: outside) }
    try Data("secret".utf8).write(to: URL(fileURLWithPath: outside + "/deep"))
    try files.createSymbolicLink(atPath: bench.path + "/link", withDestinationPath: outside + "/deep")
    try files.createSymbolicLink(atPath: bench.path + "/folder", withDestinationPath: outside)
    try files.createDirectory(atPath: bench.path + "/real", withIntermediateDirectories: true)
    for mode in UInt32(0)..<12 { #expect(bench.open(name, mode) == Self.failed) }
    #expect(files.contents(atPath: outside + "/deep") == Data("secret".utf8))
    let address = bench.text("folder/deep")
    #expect(bench.call(.remove, address, 11) == Self.failed)
    #expect(files.fileExists(atPath: outside + "/deep"))
  }

  @Test func aNamedPipeDoesNotHoldTheRun() throws {
    let bench = try Bench()
    #expect(mkfifo(bench.path + "/pipe", 0o600) == 0)
    for mode in UInt32(0)..<12 { #expect(bench.open("pipe", mode) == Self.failed) }
  }

  @Test func modesBeyondTheLast() throws {
    let bench = try Bench()
    for mode in [12, 255, UInt32.max] { #expect(bench.open("file", mode) == Self.failed) }
    #expect(bench.error == UInt32(EINVAL))
  }

  @Test func aFileHasAGreatestSize() throws {
    let bench = try Bench()
    let file = bench.open("big", 4)
    #expect(bench.call(.seek, file, .max) == Self.failed)
    #expect(bench.error == UInt32(EFBIG))
    #expect(bench.call(.seek, file, UInt32(SemihostingFiles.maximumSize)) == 0)
    #expect(bench.call(.write, file, Bench.data, 1) == 1)
  }

  @Test func withoutAFolderOnlyTheConsoleOpens() throws {
    let bench = try Bench(hasFolder: false)
    #expect(bench.open("file", 4) == Self.failed)
    #expect(bench.error == UInt32(EACCES))
    #expect(bench.call(.remove, bench.text("file"), 4) == Self.failed)
    #expect(bench.open(":tt", 4) != Self.failed)
  }

  @Test func aFolderThatIsNone() {
    #expect(throws: InputError.self) { try SemihostingFolder(path: "/nowhere") }
  }
}
