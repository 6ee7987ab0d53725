/// What firmware touched that is not modelled: each address is noted once and its accesses are counted, so that a
/// result that leaned on it can say so.
public final class Journal {
  /// The accesses of one address.
  public struct Entry: Codable, Hashable, Sendable {
    /// The register's address.
    public var address: UInt32
    /// `PERIPHERAL.REGISTER`, or `PERIPHERAL.hole` between registers.
    public var register: String
    /// Reads so far.
    public var reads: UInt64 = 0
    /// Writes so far.
    public var writes: UInt64 = 0
  }

  private var entries: [UInt32: Entry] = [:]
  private let watchers = Watchers<Entry>()

  /// An empty journal.
  public init() {}

  /// Tells `action` of each address at its first access.
  public func watch(_ action: @escaping (Entry) -> Void) -> Subscription { watchers.add(action) }

  /// Counts one access.
  public func note(_ address: UInt32, _ register: @autoclosure () -> String, isWrite: Bool) {
    if let index = entries.index(forKey: address) {
      if isWrite { entries.values[index].writes &+= 1 } else { entries.values[index].reads &+= 1 }
      return
    }
    let name = register()
    entries[address] = Entry(address: address, register: name, reads: isWrite ? 0 : 1, writes: isWrite ? 1 : 0)
    watchers.tell(Entry(address: address, register: name))
  }

  /// All entries by address.
  public var unmodelled: [Entry] { entries.values.sorted { $0.address < $1.address } }

  /// Replaces all entries, for restoring a snapshot.
  public func restore(_ list: [Entry]) {
    entries = Dictionary(list.map { ($0.address, $0) }) { first, _ in first }
  }
}
