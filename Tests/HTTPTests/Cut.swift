@testable import HTTP

/// The same bytes, given to a reader in different pieces.
enum Cut {
  /// All of them in two pieces, cut at each place, and one by one.
  static func everywhere(_ bytes: [UInt8]) -> [[[UInt8]]] {
    bytes.indices.map { [Array(bytes[..<$0]), Array(bytes[$0...])] } + [bytes.map { [$0] }]
  }
}
