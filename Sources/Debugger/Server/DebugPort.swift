import Foundation
import Link
import Session

/// The TCP port of a run for debuggers, open before the run begins.
public final class DebugPort: Sendable {
  /// What the command line gives.
  public struct Options: Sendable {
    /// Where it is.
    public var place: TCPAddress
    /// Stand still at the start until a client comes.
    public var holdsAtStart = true
    /// What may be kept to go back to, in bytes.
    public var historyLimit = 64 << 20

    /// Whose threads clients see.
    public var threads = ThreadChoice.off

    /// A port that holds the run at its start.
    public init(_ place: TCPAddress) { self.place = place }
  }

  private let server: TCPServer
  private let options: Options

  /// Opens the port. Throws one clear line where that is not possible.
  public init(_ options: Options) throws(LinkError) {
    self.options = options
    server = try TCPServer(address: options.place.address, port: options.place.port, option: "--gdb")
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
