/// The coefficients of one part or block: a structure with a property for each, so that a missing one does not compile.
public protocol CoefficientSet: Sendable {
  /// Every coefficient's property, in the order of tables.
  static var paths: [WritableKeyPath<Self, Coefficient>] { get }
  /// Coefficients that are not independent, because one chip is a thrifty one in all of them or in none: draws over their
  /// bands put all of a group at the same place. Default: none.
  static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] { get }
}

extension CoefficientSet {
  /// None.
  public static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] { [] }

  /// All coefficients, for tables.
  public var all: [Coefficient] {
    Self.paths.map { path in
      var coefficient = self[keyPath: path]
      coefficient.group = Self.groups.first { $0.paths.contains(path) }?.name
      return coefficient
    }
  }

  /// The set with the coefficients that `overrides` has by name in place of its own. The property stays whatever the
  /// replacement's name is; its unit must be the same.
  public func overriding(_ overrides: [String: Coefficient]) -> Self {
    guard !overrides.isEmpty else { return self }
    var next = self
    for path in Self.paths {
      guard let other = overrides[next[keyPath: path].name] else { continue }
      require(other.unit == next[keyPath: path].unit, "\(other.name): another unit")
      next[keyPath: path] = other
    }
    return next
  }
}
