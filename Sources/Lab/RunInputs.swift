import Crypto
import Foundation
import Images
import Machine
import Parts

/// Everything that a run reads from files, read and checked before the run begins.
struct RunInputs: Sendable {
  let options: RunOptions
  let image: Image
  let layout: BootLayout
  let sha256: String
  let recording: [RecordedMotion.Sample]?
  let pulse: HeartRateTrace?
  let events: [TimedInput]
  let snapshot: SnapshotFile?
  let seed: UInt64

  /// Reads the files that the options name. Throws one clear line for the first that is wrong.
  init(_ options: RunOptions) throws {
    self.options = options
    guard BoardList.all.contains(where: { $0.name == options.board }) else {
      let names = BoardList.all.map(\.name).joined(separator: ", ")
      throw InputError("--board: expected \(names), found '\(options.board)'")
    }
    let bytes = try InputFile.read(options.imagePath)
    image = try Image.recognise(bytes, name: options.imagePath)
    layout = try image.bootLayout()
    sha256 = SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    recording = try options.accelerometerPath.map { try RecordedMotion.parse(try InputFile.text($0), name: $0) }
    pulse = try options.heartRatePath.map { try HeartRateTrace(try InputFile.text($0), name: $0) }
    events = try options.eventsPath.map { try EventFile.parse(try InputFile.text($0), name: $0) } ?? []
    snapshot = try options.snapshotInPath.map { try SnapshotFile(path: $0) }
    seed = options.seed ?? snapshot?.header.seed ?? 1
    try snapshot?.header.check(options, sha256: sha256, seed: seed)
    for path in [options.reportPath, options.screenshotPath, options.snapshotOutPath].compactMap(\.self) {
      try OutputFile.checkWritable(path)
    }
  }
}
