import Testing

/// The objects that can be reached from one, each held weakly: to find out which of them live on when it has gone.
struct ObjectGraph {
  private struct Found {
    weak var object: AnyObject?
    let path: String
  }

  private var found: [Found] = []
  private var seen: Set<ObjectIdentifier> = []
  private static let leaves: [Any.Type] = [String.self, Bool.self, Double.self, Float.self]

  init(_ root: AnyObject, _ name: String) { walk(root, name) }

  /// How many there were.
  var count: Int { found.count }
  /// The paths of all.
  var paths: [String] { found.map(\.path) }
  /// The paths of those that are still there.
  var living: [String] { found.filter { $0.object != nil }.map(\.path) }

  private mutating func walk(_ value: Any, _ path: String) {
    if value is any BinaryInteger || Self.leaves.contains(where: { type(of: value) == $0 }) { return }
    var mirror: Mirror? = Mirror(reflecting: value)
    if mirror?.displayStyle == .class {
      let object = value as AnyObject
      guard seen.insert(ObjectIdentifier(object)).inserted else { return }
      found.append(Found(object: object, path: "\(path): \(type(of: value))"))
    }
    while let level = mirror {
      let isList = level.displayStyle == .collection
      for (index, child) in level.children.enumerated() {
        // A long list of numbers holds no objects.
        if isList && index == 0 && child.value is any BinaryInteger { return }
        walk(child.value, "\(path).\(child.label ?? "\(index)")")
      }
      mirror = level.superclassMirror
    }
  }
}
