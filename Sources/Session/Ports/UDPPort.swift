import Foundation
import Link

/// The UDP port of a run, 127.0.0.1 only, and the thread that listens on it.
public final class UDPPort: Sendable {
  /// A datagram and who sent it.
  package struct Request: Sendable {
    package var message: [UInt8]
    var sender: UDPServer.Peer
  }

  /// The port's number.
  public var number: UInt16 { server.port }
  package let server: UDPServer
  /// What has come, for the emulation thread.
  package let requests: Mailbox<Request>

  /// Opens the port, 0 for a free one, and listens until `close`. Throws one clear line where another program has it.
  package init(number: UInt16, wakeup: Wakeup) throws(LinkError) {
    server = try UDPServer(port: number)
    requests = Mailbox { wakeup.signal() }
    Thread.detachNewThread { [server, requests] in
      while let (message, sender) = server.next() {
        requests.post(Request(message: message, sender: sender))
      }
    }
  }

  /// The lines for people and harnesses at the start.
  public var announcement: [String] {
    ["SMP over UDP on 127.0.0.1:\(number)", #"{"event":"udp","host":"127.0.0.1","port":\#(number)}"#]
  }

  package func close() { server.stop() }
}
