import Dispatch
import Glibc
import Link
import Synchronization

/// An HTTP/1.1 server (RFC 9112) with WebSockets (RFC 6455) for a few clients, a thread for each. It trusts none of them.
public final class HTTPServer: Sendable {
  /// What it gives its clients.
  public struct Options: Sendable {
    /// How much of a request is taken.
    public var limits = HTTPLimits()
    /// Clients at a time; further ones are told so and let go of.
    public var connections = 64
    /// How long a request may take to come, and a client to take each 256 KiB of an answer.
    public var patience: Duration = .seconds(30)
    /// How long what a client still sends is thrown away before a connection is closed that it did not close.
    public var farewell: Duration = .seconds(1)

    /// What suits a page.
    public init() {}
  }

  /// The port that it has.
  public var port: UInt16 { listener.port }
  private let listener: TCPListener
  private let handler: any HTTPHandler
  private let options: Options
  /// Wakes all threads, once and for ever: it is never drained.
  private let bell: WakePipe
  private let isStopping = Atomic<Bool>(false)
  private let sockets = Mutex<[Int: Descriptor]>([:])
  /// The threads.
  private let threads = DispatchGroup()

  /// Listens at a numeric address, and serves; port 0 takes a free one. `option` is named in the advice of the `LinkError` that is
  /// thrown where that is not possible.
  public init(
    address: String, port: UInt16, option: String, handler: some HTTPHandler, options: Options = Options()
  ) throws(LinkError) {
    self.handler = handler
    self.options = options
    let name = "\(address):\(port)"
    listener = try TCPListener(address: address, port: port, waiting: SOMAXCONN, option: option, isInFull: true)
    bell = try WakePipe(for: name)
    threads.enter()
    guard ConnectionThread.start({ [self] in listen() }) else {
      threads.leave()
      throw LinkError(path: name, reason: String(cString: strerror(EAGAIN)), advice: "allow more threads (ulimit -u)")
    }
  }

  /// Stops: who waits for a request is let go of at once, answers under way have `grace` to go out, and after `limit` nothing is
  /// waited for any more.
  public func stop(grace: Duration, limit: Duration) {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    bell.wake()
    // From now on the system refuses who comes.
    shutdown(listener.socket.number, Int32(SHUT_RDWR))
    let start = DispatchTime.now()
    guard threads.wait(timeout: start + HTTPServer.seconds(grace)) == .timedOut else { return }
    for socket in sockets.withLock({ $0 }).values { shutdown(socket.number, Int32(SHUT_RDWR)) }
    _ = threads.wait(timeout: start + HTTPServer.seconds(limit))
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  /// Threads beyond those of the clients that are served, for those that are told that there are too many.
  private static let turnedAway = 8

  private func listen() {
    defer { threads.leave() }
    var last = 0
    while true {
      var waiting = [pollfd(fd: listener.socket.number, events: Int16(POLLIN), revents: 0), bell.waiting]
      guard poll(&waiting, 2, -1) >= 0 || errno == EINTR, waiting[1].revents == 0 else { return }
      guard waiting[0].revents != 0 else { continue }
      guard let socket = listener.accept() else {
        // With too many open files nobody can be accepted, nor sent away, for a while.
        if errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM { pause() }
        continue
      }
      // A silent client of a WebSocket whose host is gone is noticed in the end.
      var isOn: Int32 = 1
      setsockopt(socket.number, SOL_SOCKET, SO_KEEPALIVE, &isOn, socklen_t(MemoryLayout<Int32>.size))
      last += 1
      open(socket, last)
    }
  }

  private func pause() {
    var waiting = [bell.waiting]
    _ = poll(&waiting, 1, 100)
  }

  /// Serves a client on a thread of its own.
  private func open(_ socket: Descriptor, _ number: Int) {
    let count = sockets.withLock { sockets in
      sockets[number] = socket
      return sockets.count
    }
    guard count <= options.connections + HTTPServer.turnedAway else {
      sockets.withLock { $0[number] = nil }
      return
    }
    threads.enter()
    let isStarted = ConnectionThread.start { [self] in
      let connection = Connection(stream: SocketStream(socket, bell), handler: handler, options: options) {
        self.isStopping.load(ordering: .sequentiallyConsistent)
      }
      if count > options.connections { connection.turnAway() } else { connection.serve() }
      sockets.withLock { $0[number] = nil }
      threads.leave()
    }
    guard isStarted else {
      sockets.withLock { $0[number] = nil }
      threads.leave()
      return
    }
  }
}
