import Glibc

/// A client of a server on this host, by the socket itself. A test that hangs would hang here; it ends after a minute without an
/// answer.
final class Client {
  private let number: Int32
  private var received: [UInt8] = []

  init(_ port: UInt16) throws {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var isOn: Int32 = 1
    setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    let status = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw Failure(number: errno) }
  }

  deinit { close(number) }

  struct Failure: Error { var number: Int32 }

  /// Sends a text, in which `\n` is CR and LF.
  func send(_ text: String) { send(Reading.bytes(text)) }

  /// Sends bytes, as far as the server takes them.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let put = rest.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard put > 0 else { return }
      rest = rest.dropFirst(put)
    }
  }

  /// The next bytes; fewer where the connection ends before.
  func read(_ count: Int) -> [UInt8] {
    while received.count < count, fill() {}
    defer { received.removeFirst(min(count, received.count)) }
    return Array(received.prefix(count))
  }

  /// The next answer: its first line and its body. `nil` where the connection ends.
  func answer() -> (status: String, header: [String], body: String)? {
    var lines: [String] = []
    while let line = line(), !line.isEmpty { lines.append(line) }
    guard let first = lines.first else { return nil }
    let length = lines.first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
    return (String(first.dropFirst(9)), lines, String(decoding: read(length), as: UTF8.self))
  }

  /// All up to the end of the connection.
  func rest() -> [UInt8] {
    while fill() {}
    defer { received = [] }
    return received
  }

  /// Sends no more.
  func finish() { shutdown(number, Int32(SHUT_WR)) }

  /// Goes as a program does that crashes, or a host without power: with a reset.
  func vanish() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(number, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    // The descriptor stays this object's; one that is not connected takes its place.
    let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    dup2(other, number)
    close(other)
  }

  private func line() -> String? {
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        defer { received.removeFirst(end + 1) }
        return String(decoding: received[..<end].dropLast(), as: UTF8.self)
      }
      guard fill() else { return nil }
    }
  }

  private func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(number, &buffer, buffer.count, 0)
    if count > 0 { received += buffer[..<count] }
    return count > 0
  }
}
