import Glibc

/// A TCP port to which clients connect.
struct Listener {
  let socket: Descriptor
  /// The port that it has.
  let port: UInt16

  /// Listens at a numeric IPv4 or IPv6 address; port 0 takes a free one.
  init(address: String, port: UInt16) throws(ListenError) {
    var place = sockaddr_storage()
    guard let size = Listener.fill(&place, address, port) else { throw .address }
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let number = Glibc.socket(Int32(place.ss_family), kind, 0)
    guard number >= 0 else { throw .system }
    socket = Descriptor(owning: number)
    var isOn: Int32 = 1
    setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
    let isBound = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, size) == 0 }
    }
    guard isBound, listen(number, SOMAXCONN) == 0 else { throw .system }
    self.port = try Listener.boundPort(number)
  }

  /// Where somebody connects, a socket that does not block; `nil` where nobody does any more, or where there are too many files.
  func accept() -> Descriptor? {
    let number = Glibc.accept(socket.number, nil, nil)
    guard number >= 0 else { return nil }
    let client = Descriptor(owning: number)
    client.setNonBlocking()
    var isOn: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
    // A silent client of a WebSocket whose host is gone is noticed in the end.
    setsockopt(number, SOL_SOCKET, SO_KEEPALIVE, &isOn, size)
    return client
  }

  /// Fills in an address; its size, or `nil` where it is none.
  private static func fill(_ place: inout sockaddr_storage, _ address: String, _ port: UInt16) -> socklen_t? {
    withUnsafeMutablePointer(to: &place) { place in
      let isFour = place.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        $0.pointee.sin_family = sa_family_t(AF_INET)
        $0.pointee.sin_port = port.bigEndian
        return inet_pton(AF_INET, address, &$0.pointee.sin_addr) == 1
      }
      if isFour { return socklen_t(MemoryLayout<sockaddr_in>.size) }
      let isSix = place.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        $0.pointee.sin6_family = sa_family_t(AF_INET6)
        $0.pointee.sin6_port = port.bigEndian
        return inet_pton(AF_INET6, address, &$0.pointee.sin6_addr) == 1
      }
      return isSix ? socklen_t(MemoryLayout<sockaddr_in6>.size) : nil
    }
  }

  private static func boundPort(_ number: Int32) throws(ListenError) -> UInt16 {
    var place = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let isKnown = withUnsafeMutablePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) == 0 }
    }
    guard isKnown else { throw .system }
    // The port stands at the same place for IPv4 and IPv6.
    return withUnsafeBytes(of: &place) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
  }
}
