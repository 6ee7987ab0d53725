/// Values that belong to names, such as levels to lines: in memory a list in the machine's order, in a file an object.
public struct NamedValues<Value: Codable>: Codable {
  /// In the order of `values`. Those of one machine share their storage.
  public let names: [String]
  /// In the machine's order, where it made the list; sorted by name, where it is of a file.
  public var values: [Value]

  /// `names` are unique, and as many as `values`.
  public init(_ names: [String], _ values: [Value]) {
    self.names = names
    self.values = values
  }

  /// The value of a name; `nil` where there is none. Sets only one that is there.
  public subscript(name: String) -> Value? {
    get { names.firstIndex(of: name).map { values[$0] } }
    set { if let place = names.firstIndex(of: name), let newValue { values[place] = newValue } }
  }

  /// Calls `body` with the place in `wanted` of each name that is there, and with its value.
  public func forEach(in wanted: [String], _ body: (Int, Value) -> Void) {
    if names == wanted {
      for (place, value) in values.enumerated() { body(place, value) }
    } else {
      let places = Dictionary(zip(names, names.indices)) { first, _ in first }
      for (place, name) in wanted.enumerated() { if let own = places[name] { body(place, values[own]) } }
    }
  }

  /// Throws the first name of `own` that has no value, or else the first one that `own` has not. `describe` says what has
  /// the name.
  public func check(_ own: [String], _ describe: (String) -> String) throws(SnapshotError) {
    if names == own { return }
    let (mine, theirs) = (Set(own), Set(names))
    if let name = own.first(where: { !theirs.contains($0) }) { throw .missing(describe(name)) }
    if let name = names.first(where: { !mine.contains($0) }) { throw .unknown(describe(name)) }
  }

  /// The same values in the machine's order, `fallback` for those that are missing.
  public func sorted(as wanted: [String], or fallback: Value) -> NamedValues {
    if names == wanted { return self }
    var sorted = NamedValues(wanted, Array(repeating: fallback, count: wanted.count))
    forEach(in: wanted) { sorted.values[$0] = $1 }
    return sorted
  }

  /// Reads an object, whose keys have no order; here they are sorted.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: SnapshotKey.self)
    names = container.allKeys.map(\.stringValue).sorted()
    values = try names.map { try container.decode(Value.self, forKey: SnapshotKey($0)) }
  }

  /// Writes an object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: SnapshotKey.self)
    for (name, value) in zip(names, values) { try container.encode(value, forKey: SnapshotKey(name)) }
  }
}
