import Glibc

/// A UDP port of this machine alone (127.0.0.1).
public final class UDPServer: Sendable {
  /// Who sent a datagram.
  public struct Peer: Sendable, Equatable {
    /// The address, in network byte order.
    let address: UInt32
    /// The port, in network byte order.
    let port: UInt16
  }

  /// The port that it has.
  public let port: UInt16
  private let socket: Descriptor
  private let ending: WakePipe

  /// Opens the port; 0 takes a free one. Throws a `LinkError` where another program has it.
  public init(port: UInt16) throws(LinkError) {
    let name = "127.0.0.1:\(port)"
    let advice = "choose another port with --udp"
    let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let number = Glibc.socket(AF_INET, kind, 0)
    guard number >= 0 else { throw .system(name, errno, advice) }
    socket = Descriptor(owning: number)
    var address = Self.address(Peer(address: INADDR_LOOPBACK.bigEndian, port: port.bigEndian))
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = Patience.wait { () -> Bool? in
      withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          if bind(number, $0, size) == 0 { return getsockname(number, $0, &size) == 0 }
          return errno == EADDRINUSE ? nil : false
        }
      }
    }
    guard isBound == true else { throw .system(name, isBound == nil ? EADDRINUSE : errno, advice) }
    self.port = UInt16(bigEndian: address.sin_port)
    ending = try WakePipe(for: name)
  }

  /// Waits for the next datagram; nil once `stop` has been called.
  public func next() -> (message: [UInt8], sender: Peer)? {
    while true {
      var waiting = [
        pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0),
        ending.waiting,
      ]
      guard poll(&waiting, 2, -1) >= 0 || errno == EINTR, waiting[1].revents == 0 else { return nil }
      if waiting[0].revents != 0, let datagram = take() { return datagram }
    }
  }

  /// Ends `next`, now and for ever.
  public func stop() { ending.wake() }

  private func take() -> ([UInt8], Peer)? {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    var datagram = [UInt8](repeating: 0, count: 65_536)
    let count = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        recvfrom(socket.number, &datagram, datagram.count, 0, $0, &size)
      }
    }
    guard count >= 0 else { return nil }
    return (Array(datagram[..<count]), Peer(address: address.sin_addr.s_addr, port: address.sin_port))
  }

  /// Sends a datagram; false when the system does not take it, as for one of more than 65,507 bytes.
  @discardableResult
  public func send(_ datagram: [UInt8], to peer: Peer) -> Bool {
    var address = Self.address(peer)
    return withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(socket.number, datagram, datagram.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    } == datagram.count
  }

  private static func address(_ peer: Peer) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = peer.port
    address.sin_addr.s_addr = peer.address
    return address
  }
}
