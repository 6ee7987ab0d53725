import HTTP
import Link
import Session

/// The TCP port at which a run is seen in a browser and spoken to in JSON, open before the run begins.
public final class PagePort: Sendable {
  /// What the command line gives.
  public struct Options: Sendable {
    /// Where it is.
    public var place: TCPAddress
    /// Time is held from the first tick on.
    public var isHeld = false
    /// What may be kept to go back to, in bytes.
    public var historyLimit = 64 << 20
    /// Reads the sentences that runs go on until.
    package var condition: @Sendable (String, StudiedRun) throws -> any RunCondition

    /// A port whose runs go on until what `condition` reads.
    package init(_ place: TCPAddress, condition: @escaping @Sendable (String, StudiedRun) throws -> any RunCondition) {
      self.place = place
      self.condition = condition
    }
  }

  private let options: Options
  private let desk = Desk()
  private let table = PortTable()
  private let server: HTTPServer
  private let token: String?

  /// Opens the port. Throws one clear line where that is not possible.
  public init(_ options: Options) throws(LinkError) {
    self.options = options
    let place = options.place
    token = PagePort.isLocal(place.address) ? nil : PagePort.makeToken()
    var options = HTTPServer.Options()
    options.limits.body = PageHandler.bodyLimit
    server = try HTTPServer(
      address: place.address, port: place.port, option: "--page",
      handler: PageHandler(gate: Gate(token: token), desk: desk), options: options)
  }

  /// Where a browser finds it.
  public var url: String {
    let host = options.place.address.contains(":") ? "[\(options.place.address)]" : options.place.address
    return "http://\(host):\(server.port)/" + (token.map { "?token=\($0)" } ?? "")
  }

  /// The lines for people and harnesses at the start.
  public var announcement: [String] {
    [
      "page at \(url)" + (options.isHeld ? "; time is held" : ""),
      #"{"event":"page","url":"\#(url)"}"#,
    ]
  }

  /// Makes what controls a run, on the run's thread.
  package var controller: @Sendable (ControlledRun) -> any RunController {
    { [options, desk, table] run in
      desk.open(run.wakeup)
      return BenchController(run, options: options, desk: desk, ports: table)
    }
  }

  /// The run has these ports.
  public func show(_ runner: Runner) { table.set(runner) }

  /// Closes it; whoever waits for an answer is told that the run has ended.
  public func close() {
    desk.close()
    // What was answered last is on its way.
    server.stop(grace: .milliseconds(200), limit: .seconds(1))
  }

  /// Whether only this host reaches an address.
  private static func isLocal(_ address: String) -> Bool { address.hasPrefix("127.") || address == "::1" }

  private static func makeToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
