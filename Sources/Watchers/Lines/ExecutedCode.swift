/// Which instructions of an image a run has executed.
public struct ExecutedCode: Codable, Equatable, Sendable {
  /// Their addresses, by rising address.
  package var addresses: [UInt32]

  package init(addresses: [UInt32]) { self.addresses = addresses }
}
