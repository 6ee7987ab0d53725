import Glibc

/// SMP over UDP: a message a datagram.
public final class UDPTransport: SMPTransport {
  /// Host and port.
  public let name: String
  private let socket: Descriptor

  /// The port that SMP servers listen on where nothing else is said (Zephyr's MCUMGR_TRANSPORT_UDP_PORT).
  public static let standardPort: UInt16 = 1337

  /// A socket for one server. Throws a `LinkError` when the host has no address.
  public init(host: String, port: UInt16 = UDPTransport.standardPort) throws(LinkError) {
    name = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, "\(port)", &hints, &found)
    guard status == 0, let first = found else {
      throw LinkError(
        path: name, reason: String(cString: gai_strerror(status)), advice: "give a host's name or address and a port")
    }
    defer { freeaddrinfo(found) }
    let kind = first.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let number = Glibc.socket(first.pointee.ai_family, kind, 0)
    guard number >= 0 else { throw .system(name, errno, "is there a network?") }
    socket = Descriptor(owning: number)
    guard connect(number, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
      throw .system(name, errno, "is there a network?")
    }
  }

  /// Sends a message as one datagram.
  public func send(_ message: [UInt8], until deadline: ContinuousClock.Instant) throws(LinkError) {
    // An error that an earlier datagram met is told once, at the next call; then the datagram is sent.
    for _ in 0..<2 {
      if Glibc.send(socket.number, message, message.count, 0) == message.count { return }
      if errno != ECONNREFUSED { break }
    }
    throw failure(errno)
  }

  /// The next datagram.
  public func receive(until deadline: ContinuousClock.Instant) throws(LinkError) -> [UInt8]? {
    while try socket.wait(for: POLLIN, until: deadline, failure: failure) {
      var datagram = [UInt8](repeating: 0, count: 65_536)
      let count = recv(socket.number, &datagram, datagram.count, 0)
      if count >= 0 { return Array(datagram[..<count]) }
      if errno != EAGAIN && errno != EINTR { throw failure(errno) }
    }
    return nil
  }

  private func failure(_ number: Int32) -> LinkError {
    number == ECONNREFUSED
      ? LinkError(path: name, reason: "nobody listens there", advice: "start a band with 'bandbox run --udp PORT'")
      : .system(name, number, "is there a network?")
  }
}
