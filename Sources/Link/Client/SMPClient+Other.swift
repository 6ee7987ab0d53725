import SMP

extension SMPClient {
  /// What a command line on the device gave.
  public struct ShellOutput: Encodable, Sendable, Equatable {
    /// What it printed.
    public var output: String
    /// Its status; 0 is success.
    public var status: Int
  }

  /// A group of commands that a device knows.
  public struct Group: Encodable, Sendable, Equatable {
    /// Its number.
    public var number: Int
    /// Its name, where the device tells.
    public var name: String?
    /// How many commands it has, where the device tells.
    public var handlers: Int?
  }

  /// Runs a command line on the device.
  public func shell(_ words: [String]) throws(SMPError) -> ShellOutput {
    let reply = try request("shell", again: false) { request, buffer in
      request.shell(words: words.count, to: buffer) { index, give in words[index].lendUTF8(give) }
    }
    return ShellOutput(output: reply["o"]?.string ?? "", status: reply["ret"]?.integer ?? 0)
  }

  /// The groups that the device knows, with names where it has some.
  public func groups() throws(SMPError) -> [Group] {
    let details = try optional { () throws(SMPError) in try request("groups") { $0.groupDetails(to: $1) } }
    if let details {
      return (details["groups"]?.elements ?? []).compactMap { entry in
        entry["group"]?.integer.map {
          Group(number: $0, name: entry["name"]?.string, handlers: entry["handlers"]?.integer)
        }
      }
    }
    // A server may leave the details out.
    let reply = try request("groups") { $0.groupList(to: $1) }
    return (reply["groups"]?.elements ?? []).compactMap { entry in entry.integer.map { Group(number: $0) } }
  }
}
