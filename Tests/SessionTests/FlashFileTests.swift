import Foundation
import Images
import Testing
@testable import Formats
@testable import Session

@Suite final class FlashFileTests {
  private let size = 1 << 20
  private let folder: String
  private var path: String { folder + "/flash.bin" }

  init() throws {
    folder = NSTemporaryDirectory() + "bandbox-flash-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var onDisk: [UInt8] { FileManager.default.contents(atPath: path).map(Array.init) ?? [] }

  @Test func aMissingFileIsMadeErased() throws {
    let file = try FlashFile(path: path, size: size)
    #expect(file.isNew)
    #expect(onDisk == [UInt8](repeating: 0xFF, count: size))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["flash.bin"])
  }

  @Test func anExistingFileKeepsItsContents() throws {
    var bytes = [UInt8](repeating: 0xFF, count: size)
    bytes[4_711] = 8
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try FlashFile(path: path, size: size)
    #expect(!file.isNew)
    #expect(try file.contents() == bytes)
    try file.write([1, 2][...], at: 4_711)
    #expect(onDisk[4_710...4_713] == [0xFF, 1, 2, 0xFF])
  }

  @Test func aMissingFileBehindALinkIsMadeToo() throws {
    let (link, second) = (folder + "/link.bin", folder + "/second.bin")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "second.bin")
    try FileManager.default.createSymbolicLink(atPath: second, withDestinationPath: path)
    let file = try FlashFile(path: link, size: size)
    try file.write([7][...], at: 0)
    #expect(file.isNew && onDisk == [7] + [UInt8](repeating: 0xFF, count: size - 1))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "second.bin")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["flash.bin", "link.bin", "second.bin"])
  }

  @Test func refusals() throws {
    func refusal(_ path: String) -> String {
      do throws(InputError) {
        _ = try FlashFile(path: path, size: size)
        return ""
      } catch {
        return error.description
      }
    }
    try Data(count: 1_000).write(to: URL(fileURLWithPath: path))
    #expect(
      refusal(path)
        == "\(path): has 1000 bytes, expected 1048576, the size of the flash (a missing file is made)")
    #expect(onDisk.count == 1_000)
    #expect(refusal(folder).hasPrefix("\(folder): "))
    #expect(refusal(folder + "/no/flash.bin") == "\(folder)/no/flash.bin: there is no folder \(folder)/no")
    let nowhere = folder + "/nowhere.bin"
    try FileManager.default.createSymbolicLink(atPath: nowhere, withDestinationPath: "no/flash.bin")
    #expect(refusal(nowhere) == "\(nowhere): there is no folder \(folder)/no")
    let loop = folder + "/loop.bin"
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "loop.bin")
    #expect(refusal(loop) == "\(loop): has too many symbolic links")
    let other = folder + "/other.bin"
    let first = try FlashFile(path: other, size: size)
    #expect(refusal(other) == "\(other): is the flash of another band that runs now")
    _ = first
  }

  @Test func anImageIsProgrammedIntoErasedSectors() throws {
    try Data([UInt8](repeating: 0, count: size)).write(to: URL(fileURLWithPath: path))
    let file = try FlashFile(path: path, size: size)
    let after = try file.program([(0x1800, [1, 2, 3]), (0x2FFE, [4, 5, 6])], sectorSize: 4_096)
    #expect(after == onDisk)
    var expected = [UInt8](repeating: 0, count: size)
    expected.replaceSubrange(0x1000..<0x4000, with: repeatElement(0xFF, count: 0x3000))
    expected.replaceSubrange(0x1800..<0x1803, with: [1, 2, 3])
    expected.replaceSubrange(0x2FFE..<0x3001, with: [4, 5, 6])
    #expect(after == expected)
  }

  // MARK: Runs

  /// A program that does not end, in RAM.
  private var idle: String {
    get throws {
      let path = folder + "/idle.bin"
      let words: [UInt32] = [0x07FC_8000, 0x07FC_0009, 0xE7FE_E7FE]
      let bytes = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return path
    }
  }

  private func run(_ change: (inout RunOptions) -> Void) throws -> RunOutcome {
    var options = RunOptions(imagePath: try idle)
    options.duration = .milliseconds(1)
    options.wear = .none
    change(&options)
    let runner = try Runner(options)
    runner.start()
    return try runner.join().get()
  }

  @Test func aRunReportsTheFlashItStartedWith() throws {
    let outcome = try run { $0.flashPath = path }
    #expect(outcome.report.flash?.path == path)
    let erased = [UInt8](repeating: 0xFF, count: size)
    #expect(outcome.report.flash?.startSha256 == Hex.sha256(of: erased))
    #expect(try run { _ in }.report.flash == nil)
  }

  /// A state brings its flash with it: the file must be that flash, or new.
  @Test func aStateGoesOnOnlyWithItsOwnFlash() throws {
    var used = [UInt8](repeating: 0xFF, count: size)
    used[0x12345] = 0x42
    try Data(used).write(to: URL(fileURLWithPath: path))
    let state = folder + "/state.json"
    let first = try run {
      $0.flashPath = path
      $0.snapshotOutPath = state
    }
    let second = try run {
      $0.flashPath = path
      $0.snapshotInPath = state
    }
    #expect(first.report.digest != second.report.digest)
    let copy = folder + "/copy.bin"
    _ = try run {
      $0.flashPath = copy
      $0.snapshotInPath = state
    }
    #expect(FileManager.default.contents(atPath: copy).map(Array.init) == used)
    used[0x20] = 0
    try Data(used).write(to: URL(fileURLWithPath: path))
    #expect(throws: InputError.self) {
      _ = try run {
        $0.flashPath = path
        $0.snapshotInPath = state
      }
    }
    #expect(onDisk == used, "a refused file stays as it is")
    // Without the file the state goes on with the flash that it has in it.
    _ = try run { $0.snapshotInPath = state }
  }
}
