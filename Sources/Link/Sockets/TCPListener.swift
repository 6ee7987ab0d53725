import Glibc

/// A TCP port to which clients connect.
package struct TCPListener: Sendable {
  /// What `poll` waits for.
  package let socket: Descriptor
  /// The port that it has.
  package let port: UInt16

  /// Listens at a numeric IPv4 or IPv6 address; port 0 takes a free one. So many clients may wait to be accepted. `option` is named in
  /// the advice of the `LinkError` that is thrown where that is not possible. `isInFull` refuses short and octal ways to write an IPv4
  /// address, such as 127.1.
  package init(
    address: String, port: UInt16, waiting: Int32, option: String, isInFull: Bool = false
  ) throws(LinkError) {
    let name = "\(address):\(port)"
    let advice = "choose another place with \(option)"
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    var ignored = in_addr()
    guard !isInFull || address.contains(":") || inet_pton(AF_INET, address, &ignored) == 1,
      getaddrinfo(address, "\(port)", &hints, &found) == 0, let found
    else {
      throw LinkError(path: name, reason: "not a numeric address of this host", advice: advice)
    }
    defer { freeaddrinfo(found) }
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let number = Glibc.socket(found.pointee.ai_family, kind, 0)
    guard number >= 0 else { throw .system(name, errno, advice) }
    socket = Descriptor(owning: number)
    var isOn: Int32 = 1
    setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
    guard bind(number, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0, listen(number, waiting) == 0 else {
      throw .system(name, errno, advice)
    }
    self.port = try TCPListener.boundPort(number, name, advice)
  }

  /// Where somebody connects, a socket that does not block and sends at once; `nil` where nobody does any more, or where there are too
  /// many files.
  package func accept() -> Descriptor? {
    let number = Glibc.accept(socket.number, nil, nil)
    guard number >= 0 else { return nil }
    let client = Descriptor(owning: number)
    client.setNonBlocking()
    var isOn: Int32 = 1
    setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    return client
  }

  private static func boundPort(_ number: Int32, _ name: String, _ advice: String) throws(LinkError) -> UInt16 {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let isKnown = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) == 0 }
    }
    guard isKnown else { throw .system(name, errno, advice) }
    // The port stands at the same place for IPv4 and IPv6.
    return withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
  }
}
