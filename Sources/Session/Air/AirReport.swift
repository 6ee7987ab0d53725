import Formats
import Foundation

/// What a run of several bands on one air leaves behind. Its JSON keys are fixed; more may be added.
public struct AirReport: Codable, Sendable {
  /// Packets of one band's radio.
  public struct Packets: Codable, Sendable {
    /// Those that it has sent.
    public var sent = 0
    /// Those that it has heard and whose check was right.
    public var received = 0
    /// Those that it has heard and whose check was wrong.
    public var damaged = 0
  }

  /// A band.
  public struct Band: Codable, Sendable {
    /// Its name.
    public var name: String
    /// What its radio did.
    public var packets: Packets
    /// The report of its run.
    public var report: Report
  }

  /// The part of all packets that receivers did not hear, 0 ... 1.
  public var loss: Double
  /// The seed.
  public var seed: UInt64
  /// Why the run ended.
  public var exit: Report.Exit
  /// Virtual time that has passed.
  public var virtualSeconds: Double
  /// Every band, in the order in which they were given.
  public var bands: [Band]
  /// SHA-256 of the bands' names and digests, in hexadecimal: equal for equal runs.
  public var digest: String

  init(_ options: AirOptions, exit: Report.Exit, virtualSeconds: Double, bands: [Band]) {
    loss = options.loss
    seed = options.seed
    self.exit = exit
    self.virtualSeconds = virtualSeconds
    self.bands = bands
    digest = Hex.sha256(of: bands.flatMap { Array("\($0.name) \($0.report.digest ?? "")\n".utf8) })
  }

  /// As JSON, with keys in snake case and in order.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}
