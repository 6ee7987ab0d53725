/// The key that images must be signed with.
typealias BuiltInKey = P256Key

extension P256Key {
  /// That of `PublicKey.swift`.
  init() { self.init(der: builtInPublicKey) }
}
