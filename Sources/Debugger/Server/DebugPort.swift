import Foundation
import Link
import Session

/// The TCP port of a run for debuggers, open before the run begins.
public final class DebugPort: Sendable {
  /// How it is asked for.
  public static let expected = "[ADDRESS:]PORT, such as 3333 or 127.0.0.1:3333"
  /// Where it is without an address: on this host only.
  public static let loopback = "127.0.0.1"

  /// What the command line gives.
  public struct Options: Sendable {
    /// A numeric address of this host.
    public var address: String
    /// The port, 0 for a free one.
    public var port: UInt16
    /// Stand still at the start until a client comes.
    public var holdsAtStart = true
    /// What may be kept to go back to, in bytes.
    public var historyLimit = 64 << 20

    /// Reads `[ADDRESS:]PORT`; `nil` where it is none.
    public init?(_ text: String) {
      guard let colon = text.lastIndex(of: ":") else {
        guard let port = UInt16(text) else { return nil }
        (address, self.port) = (DebugPort.loopback, port)
        return
      }
      guard let port = UInt16(text[text.index(after: colon)...]) else { return nil }
      let host = text[..<colon].drop { $0 == "[" }.prefix { $0 != "]" }
      address = host.isEmpty || host == "localhost" ? DebugPort.loopback : String(host)
      self.port = port
    }
  }

  private let server: TCPServer
  private let options: Options

  /// Opens the port. Throws one clear line where that is not possible.
  public init(_ options: Options) throws(LinkError) {
    self.options = options
    server = try TCPServer(address: options.address, port: options.port, option: "--gdb")
  }

  /// The lines for people and harnesses at the start.
  public var announcement: [String] {
    [
      "GDB on \(server.address):\(server.port)"
        + (options.holdsAtStart ? "; the band stands still until a debugger comes" : ""),
      #"{"event":"gdb","host":"\#(server.address)","port":\#(server.port)}"#,
    ]
  }

  /// Makes what controls a run, on the run's thread.
  package var controller: @Sendable (ControlledRun) -> any RunController { { self.control($0) } }

  /// Makes what controls a run for the port's clients, on the run's thread.
  private func control(_ run: ControlledRun) -> any RunController {
    let events = Mailbox<TCPServer.Event> { [wakeup = run.wakeup] in wakeup.signal() }
    Thread.detachNewThread { [server] in server.serve { events.post($0) } }
    return DebugServer(run, options, server: server, events: events)
  }
}
