import FlyingFox
import FlyingSocks
import Foundation
import Link
import Session
import Synchronization

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
  private let port: UInt16

  /// Opens the port. Throws one clear line where that is not possible.
  public init(_ options: Options) throws(LinkError) {
    self.options = options
    let place = options.place
    token = PagePort.isLocal(place.address) ? nil : PagePort.makeToken()
    let handler = PageHandler(gate: Gate(token: token), desk: desk)
    // A run that somebody waits for may take as long as it likes.
    let longest: TimeInterval = 366 * 86_400
    server = HTTPServer(
      config: HTTPServer.Configuration(
        address: try PagePort.address(place), timeout: longest, sharedRequestBufferSize: PageHandler.bodyLimit,
        logger: .disabled), handler: handler)
    port = try PagePort.start(server, place)
  }

  /// Where a browser finds it.
  public var url: String {
    let host = options.place.address.contains(":") ? "[\(options.place.address)]" : options.place.address
    return "http://\(host):\(port)/" + (token.map { "?token=\($0)" } ?? "")
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
    let isDone = DispatchSemaphore(value: 0)
    Task { [server] in
      // What was answered last is on its way.
      await server.stop(timeout: 0.2)
      isDone.signal()
    }
    _ = isDone.wait(timeout: .now() + 1)
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

  private static func address(_ place: TCPAddress) throws(LinkError) -> any SocketAddress {
    do {
      return place.address.contains(":")
        ? try sockaddr_in6.inet6(ip6: place.address, port: place.port)
        : try sockaddr_in.inet(ip4: place.address, port: place.port)
    } catch {
      throw LinkError(
        path: "\(place.address):\(place.port)", reason: "not a numeric address of this host", advice: PagePort.advice)
    }
  }

  private static let advice = "choose another place with --page"

  /// Starts the server and waits until it listens; which port it has.
  private static func start(_ server: HTTPServer, _ place: TCPAddress) throws(LinkError) -> UInt16 {
    let start = Start()
    Task {
      do { try await server.run() } catch { start.settle(.failure(error)) }
    }
    Task {
      do {
        try await server.waitUntilListening()
        switch await server.listeningAddress {
        case .ip4(_, let port)?, .ip6(_, let port)?: start.settle(.success(port))
        default: start.settle(.failure(SocketError.unsupportedAddress))
        }
      } catch { start.settle(.failure(error)) }
    }
    switch start.wait() {
    case .success(let port): return port
    case .failure(let error):
      var reason = "no server could be started there"
      if case SocketError.failed(_, let number, _) = error { reason = String(cString: strerror(number)) }
      throw LinkError(path: "\(place.address):\(place.port)", reason: reason, advice: advice)
    }
  }

  /// How the start of the server went: the first that is said.
  private final class Start: Sendable {
    private let result = Mutex<Result<UInt16, any Error>?>(nil)
    private let isKnown = DispatchSemaphore(value: 0)

    func settle(_ found: Result<UInt16, any Error>) {
      result.withLock { if $0 == nil { $0 = found } }
      isKnown.signal()
    }

    func wait() -> Result<UInt16, any Error> {
      isKnown.wait()
      return result.withLock { $0 } ?? .failure(SocketError.disconnected)
    }
  }
}
