import Foundation
import Formats
import Machine
import Testing

@testable import Session

@Suite struct SnapshotFileTests {
  /// Of the shape that version 1 had, cut to what tells it: everything in lists, flags as the interpreter kept them.
  private static let old = """
    {"header":{"board":"miband2","imageSha256":"00"},"state":{"CPU":{"carry":0,"nz":1,"overflow":0,"registers":[0,0]},
    "machine":{"lines":[{"driven":[null],"pull":false}],"now":0,"unmodelled":[],"version":1}}}
    """

  private func message(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/state-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: InputError.self) { _ = try SnapshotFile(path: path) }
    return (error.map { "\($0)" } ?? "").replacingOccurrences(of: path, with: "FILE")
  }

  @Test func anOldFileSaysSo() throws {
    #expect(
      try message(Self.old)
        == "FILE: snapshot: version 1, this build reads version 3; make it again from the image, or go on with the "
        + "bandbox that wrote it")
  }

  @Test func otherFilesAreNoSnapshots() throws {
    for text in ["", "{}", #"{"state":{"machine":{}}}"#, #"{"state":{"machine":{"version":3}}}"#] {
      #expect(try message(text).hasPrefix("FILE: expected a snapshot that bandbox has written, found "))
    }
  }
}
