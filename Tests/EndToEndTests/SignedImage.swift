import Foundation
import Programs

/// An image as people sign it: the flat payload of an ELF (the band's without another), or any bytes, and what the unmodified
/// imgtool makes of it.
struct SignedImage {
  /// The folder that the files are in; removed by `remove`.
  let folder: String
  private let payload: String

  /// The payload of `elf`.
  init(_ elf: String = Bandbox.band, seed: Int = 0) throws {
    folder = try Programs.temporaryFolder()
    payload = folder + "/app.bin"
    let script = Bandbox.root + "/Tests/EndToEndTests/Clients/slot_payload.py"
    try SignedImage.succeed(try Programs.client("python"), [script, elf, payload, "\(seed)"])
  }

  /// These bytes as the payload.
  init(bytes: [UInt8]) throws {
    folder = try Programs.temporaryFolder()
    payload = folder + "/app.bin"
    try Data(bytes).write(to: URL(fileURLWithPath: payload))
  }

  /// A file that `imgtool sign` writes with these options besides the usual ones.
  func sign(_ name: String, version: String, _ options: [String] = [], slotSize: String = "0x40000") throws -> String {
    let path = folder + "/" + name
    try SignedImage.succeed(
      try Programs.client("imgtool"),
      ["sign", "-H", "0x200", "--pad-header", "--align", "4", "-S", slotSize, "-v", version] + options
        + [payload, path])
    return path
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private static func succeed(_ program: String, _ arguments: [String]) throws {
    let finished = try Programs.run(program, arguments)
    guard finished.status == 0 else {
      throw Missing(description: "\(program): \(finished.output)\(finished.errors)")
    }
  }
}
