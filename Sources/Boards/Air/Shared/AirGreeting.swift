/// How a process presents itself on a shared air.
///
/// The magic bytes, the version and the process stay where they are in every version, so that two that differ can say so.
struct AirGreeting: Hashable, Sendable {
  /// The version of all messages.
  static let version: UInt16 = 1
  /// The first bytes that are sent.
  static let magic = Array("BBAIR\r\n\0".utf8)

  var version = Self.version
  /// Its number in the system.
  var process: Int32
  /// The seed of its first band.
  var seed: UInt64
  /// How many processes it waits for before its time begins, itself among them; 1 for none.
  var count: Int
}
