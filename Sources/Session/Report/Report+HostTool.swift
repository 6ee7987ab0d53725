extension Report {
  /// What became of notifications and the like, which a host tool inside the machine sends over the data cable.
  public struct HostTool: Codable, Hashable, Sendable {
    /// What was to be sent.
    public var requests = 0
    /// The firmware took it.
    public var taken = 0
    /// The firmware answered with an error: it has no such command, or the text is too long for it.
    public var refused = 0
    /// The firmware did not answer within two seconds.
    public var unanswered = 0
    /// The band was off or hibernated, and nobody woke it.
    public var unheard = 0

    /// For people; those under way at the end are in none of the parts.
    var text: String {
      let number = "\(requests) request\(requests == 1 ? "" : "s")"
      if taken == requests { return "host tool        \(number), taken by the band" }
      let parts = [
        (taken, "taken by the band"), (refused, "refused"), (unanswered, "not answered"),
        (unheard, "lost, for the band was off or hibernated"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      return "host tool        \(number): " + (parts.isEmpty ? "under way" : parts.joined(separator: ", "))
    }
  }
}
