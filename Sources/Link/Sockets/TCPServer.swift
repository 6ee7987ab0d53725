import Glibc
import Synchronization

/// A TCP port with its clients, served by a thread of its own: bytes come as events, and what is sent waits here until the client
/// takes it.
///
/// A client that takes nothing is let go of when `backlogLimit` waits for it; of one that sends faster than its bytes are used, no
/// more is read meanwhile.
public final class TCPServer: Sendable {
  /// What comes from a client, each known by its number: 1 for the first.
  public enum Event: Sendable {
    /// It has connected.
    case opened(Int)
    /// It has sent bytes.
    case bytes(Int, [UInt8])
    /// It is gone.
    case closed(Int)
  }

  /// Bytes that may wait for one client.
  static let backlogLimit = 8 << 20
  /// Bytes that may wait for whoever is told, of all clients.
  static let inputLimit = 1 << 20
  /// Clients at a time.
  static let clientLimit = 16

  /// The address that it listens at.
  public let address: String
  /// The port that it has.
  public var port: UInt16 { listener.port }
  private let listener: TCPListener
  private let pipe: WakePipe
  private let clients = Mutex<[Int: TCPClient]>([:])
  private let isStopped = Atomic<Bool>(false)
  private let unused = Atomic<Int>(0)

  /// Listens at a numeric IPv4 or IPv6 address; port 0 takes a free one. `option` is named in the advice of the `LinkError` that is
  /// thrown where that is not possible.
  public init(address: String, port: UInt16, option: String) throws(LinkError) {
    // Debuggers send many small packets and wait for each answer, so what is sent goes out at once.
    listener = try TCPListener(address: address, port: port, waiting: 8, option: option)
    self.address = address
    pipe = try WakePipe(for: "\(address):\(port)")
  }

  /// Serves until `stop`, for whoever has a thread for it. `tell` is called on that thread.
  public func serve(_ tell: (Event) -> Void) {
    var last = 0
    while !isStopped.load(ordering: .acquiring) {
      let present = clients.withLock { $0 }.sorted { $0.key < $1.key }
      let isFull = unused.load(ordering: .relaxed) > TCPServer.inputLimit
      var waiting = [
        pipe.waiting,
        pollfd(
          fd: listener.socket.number, events: present.count < TCPServer.clientLimit ? Int16(POLLIN) : 0, revents: 0),
      ]
      waiting += present.map { _, client in
        pollfd(
          fd: client.socket.number, events: (isFull ? 0 : Int16(POLLIN)) | (client.isWaiting ? Int16(POLLOUT) : 0),
          revents: 0)
      }
      guard Glibc.poll(&waiting, nfds_t(waiting.count), -1) >= 0 || errno == EINTR else { return }
      if waiting[0].revents != 0 { pipe.drain() }
      for (place, (number, client)) in present.enumerated() {
        serve(client, number, waiting[place + 2].revents, tell)
      }
      if waiting[1].revents != 0, let client = listener.accept().map(TCPClient.init) {
        last += 1
        clients.withLock { $0[last] = client }
        tell(.opened(last))
      }
    }
  }

  private func serve(_ client: TCPClient, _ number: Int, _ ready: Int16, _ tell: (Event) -> Void) {
    if ready & Int16(POLLOUT) != 0 { client.flush() }
    var isGone = client.hasFailed
    if ready & Int16(POLLIN | POLLHUP | POLLERR) != 0 {
      switch client.read() {
      case .some(let bytes) where !bytes.isEmpty:
        unused.add(bytes.count, ordering: .relaxed)
        tell(.bytes(number, bytes))
      case .some: break
      case nil: isGone = true
      }
    }
    guard isGone else { return }
    clients.withLock { $0[number] = nil }
    tell(.closed(number))
  }

  /// Bytes that were told have been used.
  public func use(_ count: Int) {
    let before = unused.subtract(count, ordering: .relaxed).oldValue
    if before > TCPServer.inputLimit { pipe.wake() }
  }

  /// Sends bytes to a client; nothing where it is gone.
  public func send(_ bytes: [UInt8], to number: Int) {
    guard let client = clients.withLock({ $0[number] }) else { return }
    client.send(bytes)
    if client.isWaiting || client.hasFailed { pipe.wake() }
  }

  /// Lets go of a client, after what waits for it was sent as far as it takes it.
  public func close(_ number: Int) {
    guard let client = clients.withLock({ $0[number] }) else { return }
    client.end()
    pipe.wake()
  }

  /// Ends `serve`, now and for ever, and lets go of all clients.
  public func stop() {
    isStopped.store(true, ordering: .releasing)
    clients.withLock { $0 = [:] }
    pipe.wake()
  }
}
