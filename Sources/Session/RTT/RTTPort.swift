import Foundation
import Link

/// The TCP port of a run for RTT, and the thread that serves it.
public final class RTTPort: Sendable {
  private let server: TCPServer
  private let events: Mailbox<TCPServer.Event>

  /// Opens the port, and serves it until `close`. Throws one clear line where that is not possible.
  init(_ place: TCPAddress, wakeup: Wakeup) throws(LinkError) {
    server = try TCPServer(address: place.address, port: place.port, option: "--rtt")
    events = Mailbox { wakeup.signal() }
    Thread.detachNewThread { [server, events] in server.serve { events.post($0) } }
  }

  /// Where it is.
  package var place: (address: String, port: UInt16) { (server.address, server.port) }

  /// The lines for people and harnesses at the start.
  public var announcement: [String] {
    [
      "RTT on \(server.address):\(server.port)",
      #"{"event":"rtt","host":"\#(server.address)","port":\#(server.port)}"#,
    ]
  }

  func close() { server.stop() }

  /// What clients do, as the emulation thread sees them: all hear the firmware, and it hears all.
  final class Clients {
    private let port: RTTPort
    private var numbers: Set<Int> = []

    init(_ port: RTTPort) { self.port = port }

    /// Takes what has come.
    func takeInput(_ send: ([UInt8]) -> Void) {
      for event in port.events.take() {
        switch event {
        case .opened(let number): numbers.insert(number)
        case .closed(let number): numbers.remove(number)
        case .bytes(_, let bytes):
          port.server.use(bytes.count)
          send(bytes)
        }
      }
    }

    /// Gives what the firmware has sent to those who are there.
    func give(_ bytes: [UInt8]) { for number in numbers { port.server.send(bytes, to: number) } }
  }
}
