import SMP

extension SMPClient {
  /// A group of counters.
  public struct Statistics: Encodable, Sendable, Equatable {
    /// One of them.
    public struct Counter: Encodable, Sendable, Equatable {
      /// Its name.
      public var name: String
      /// Its value.
      public var value: UInt64
    }

    /// The group's name.
    public var name: String
    /// In the order of the device.
    public var counters: [Counter]
  }

  /// The names of the groups of statistics.
  public func statisticsGroups() throws(SMPError) -> [String] {
    let reply = try request("statistics list") { $0.statisticsList(to: $1) }
    guard let names = reply["stat_list"]?.elements else { throw .malformed(command: "statistics list", what: "list") }
    return names.compactMap(\.string)
  }

  /// One group of statistics.
  public func statistics(_ group: String) throws(SMPError) -> Statistics {
    let reply = try request("statistics") { request, buffer in group.lendUTF8 { request.statistics($0, to: buffer) } }
    guard let fields = reply["fields"]?.fields else { throw .malformed(command: "statistics", what: "fields") }
    return Statistics(
      name: reply["name"]?.string ?? group,
      counters: fields.compactMap {
        guard case .unsigned(let value) = $0.value else { return nil }
        return .init(name: $0.key, value: value)
      })
  }
}
