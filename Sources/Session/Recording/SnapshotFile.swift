import Boards
import Formats
import Foundation
import Machine

/// A machine's state in a file: JSON with a header that says what it belongs to.
package struct SnapshotFile: Sendable {
  /// What the state belongs to.
  package struct Header: Codable, Sendable {
    package var board: String
    var imageSha256: String
    package var seed: UInt64
    package var wear: Wear
    var startMillivolts: Int
    package var startPercent: Int
    var startCharge: String
    var setup: BoardSetup

    /// A state goes on only with what it was made with.
    package func check(
      _ options: RunOptions, board: String, sha256: String, seed: UInt64, setup: BoardSetup
    ) throws(InputError) {
      let path = options.snapshotInPath ?? ""
      func same(_ what: String, _ saved: String, _ given: String) throws(InputError) {
        if saved != given { throw InputError("\(path): was made with \(what) \(saved), this run has \(given)") }
      }
      try same("board", self.board, board)
      try same("an image with SHA-256", imageSha256, sha256)
      try same("seed", "\(self.seed)", "\(seed)")
      try same("--wear", "\(wear)", "\(options.wear)")
      try same("--radio", RadioText.describe(self.setup.radio), RadioText.describe(setup.radio))
      try same(
        "--charge-source", ChargeSourceText.describe(self.setup.chargeSource),
        ChargeSourceText.describe(setup.chargeSource))
      try same("--cell-cycles", "\(self.setup.cycles)", "\(setup.cycles)")
      if self.setup != setup { throw InputError("\(path): was made with other --coefficients") }
    }
  }

  private struct File: Encodable {
    var header: Header
    var state: Snapshot
  }

  /// What the state belongs to.
  package let header: Header
  private let data: Data
  private let path: String

  /// Reads a file's header. Throws one line where the file is no snapshot.
  package init(path: String) throws(InputError) {
    self.path = path
    data = Data(try InputFile.read(path))
    struct VersionOnly: Decodable { var state: SnapshotVersion }
    struct HeaderOnly: Decodable { var header: Header }
    do {
      try JSONDecoder().decode(VersionOnly.self, from: data).state.check()
      header = try JSONDecoder().decode(HeaderOnly.self, from: data).header
    } catch let error as SnapshotError {
      throw InputError("\(path): \(error)")
    } catch {
      throw InputError("\(path): expected a snapshot that bandbox has written, found \(InputJSON.describe(error))")
    }
  }

  /// The bytes of a machine's state, the same for equal states.
  package static func encode(_ snapshot: Snapshot, header: Header) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(File(header: header, state: snapshot))
  }

  /// Puts the state into a machine that was built the same way.
  package func restore(_ emulation: Emulation) throws(InputError) {
    do {
      let state = try JSONDecoder().decode(Deferred.self, from: data)
      try state.restore(emulation)
    } catch let error as SnapshotError {
      throw InputError("\(path): \(error)")
    } catch {
      throw InputError("\(path): expected a state of this version of bandbox, found \(InputJSON.describe(error))")
    }
  }

  /// Keeps the decoder of the state, so that the machine can take block by block what it knows how to read.
  private struct Deferred: Decodable {
    private enum Keys: String, CodingKey { case state }
    private let state: any Decoder

    init(from decoder: any Decoder) throws {
      state = try decoder.container(keyedBy: Keys.self).superDecoder(forKey: .state)
    }

    func restore(_ emulation: Emulation) throws { try emulation.restore(from: state) }
  }
}
