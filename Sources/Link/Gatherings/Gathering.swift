import FoundationEssentials
import Glibc
import Synchronization

/// Processes of one user on this host that meet under a name: each is connected with each other one, so that whoever ends, in
/// whatever way, leaves the others connected.
///
/// Each has a socket in a folder of the name, in the directory of the running bands, which is the user's alone. Who comes holds a
/// lock until it has its place, so that they come one after another. A socket that nobody listens at is that of a process that
/// was killed, and is removed by the next. For one thread; a `Wakeup` ends its waits.
public final class Gathering {
  private static let lockName = "lock"
  /// Tells the gatherings of one process apart.
  private static let made = Atomic<Int>(0)

  private let folder: String
  private let path: String
  private let pipe: WakePipe
  private var lock: LockFile?
  private var listener: Descriptor?

  /// A gathering of a name, in the directory of running bands; `option` is what gave the name. Nobody else is told yet. Throws a
  /// `LinkError` where the name or the directory cannot be used.
  public init(
    _ name: String, option: String, wakeup: Wakeup, in directory: LinkDirectory = .standard()
  ) throws(LinkError) {
    guard LinkDirectory.isValid(name) else {
      throw LinkError(
        path: "\(option) \(name)", reason: "is not a name",
        advice: "use up to 64 letters, digits, '-' and '_', and '.' in between, not ending in .lock")
    }
    // A colon is in no band's name.
    folder = "\(directory.path)/air:\(name)"
    path = "\(folder)/\(getpid()).\(Self.made.add(1, ordering: .relaxed).newValue)"
    pipe = try WakePipe(for: folder)
    guard path.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
      throw LinkError(
        path: folder, reason: "is too long a path for sockets",
        advice: "choose a shorter name, or a shorter XDG_RUNTIME_DIR")
    }
    try directory.prepare()
    wakeup.connect(pipe)
  }

  deinit { close() }

  // MARK: Coming and going

  /// Takes the right to come in; false while another process has it.
  public func knock() throws(LinkError) -> Bool {
    while true {
      if mkdir(folder, 0o700) != 0 && errno != EEXIST { throw .system(folder, errno, Self.advice) }
      do throws(LinkError) {
        lock = try LockFile(path: "\(folder)/\(Self.lockName)")
        return lock != nil
      } catch {
        // Whoever was the last to leave may just have removed the folder.
        if access(folder, F_OK) == 0 { throw error }
      }
    }
  }

  /// Connections to all who are there, to whoever has the right to come in.
  public func connect() throws(LinkError) -> [GatheringLink] {
    var links: [GatheringLink] = []
    for file in others() {
      let place = "\(folder)/\(file)"
      let socket = try Self.socket(place)
      if Self.call(place, { Glibc.connect(socket.number, $0, $1) }) {
        links.append(GatheringLink(socket))
      } else if errno == ECONNREFUSED {
        unlink(place)
      } else if errno != ENOENT {
        throw .system(place, errno, Self.advice)
      }
    }
    return links
  }

  /// From now on others find this process.
  public func open() throws(LinkError) {
    let socket = try Self.socket(path)
    unlink(path)
    guard Self.call(path, { bind(socket.number, $0, $1) }), listen(socket.number, 16) == 0 else {
      throw .system(path, errno, Self.advice)
    }
    socket.setNonBlocking()
    listener = socket
    lock = nil
  }

  /// The connection of one who has come since; `nil` where nobody has.
  public func accept() -> GatheringLink? {
    guard let listener else { return nil }
    let number = Glibc.accept(listener.number, nil, nil)
    return number < 0 ? nil : GatheringLink(Descriptor(owning: number))
  }

  /// Nobody finds this process any more. The last one removes the folder.
  public func close() {
    if listener != nil { unlink(path) }
    listener = nil
    lock = nil
    if let last = try? LockFile(path: "\(folder)/\(Self.lockName)", makes: false), others().isEmpty {
      last.remove()
      rmdir(folder)
    }
  }

  // MARK: Waiting

  /// Why a wait has ended.
  public enum Waited: Sendable {
    /// Something has come, or somebody.
    case came
    /// The `Wakeup` was signalled.
    case woken
    /// The time is over.
    case late
  }

  /// Waits until something has come on one of the connections, somebody comes, or the wakeup is signalled; at most until
  /// `deadline`.
  public func wait(on links: [GatheringLink], until deadline: ContinuousClock.Instant? = nil) -> Waited {
    var waiting = [pipe.waiting]
    waiting += ([listener].compactMap(\.self) + links.map(\.socket)).map {
      pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0)
    }
    var count: Int32
    repeat {
      // Up to a millisecond too soon, not to be late; the last millisecond is not spun through.
      let milliseconds = deadline.map { max(0, ($0 - .now) / .milliseconds(1)) }
      let whole = milliseconds.map { $0 > 0 ? Int32(min(max($0, 1), 86_400_000)) : 0 }
      count = poll(&waiting, nfds_t(waiting.count), whole ?? -1)
    } while count < 0 && errno == EINTR
    if waiting[0].revents != 0 {
      pipe.drain()
      return .woken
    }
    return count > 0 ? .came : .late
  }

  // MARK: Sockets

  private static let advice = "set XDG_RUNTIME_DIR to a directory that you can write to"

  /// The sockets in the folder.
  private func others() -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0 != Self.lockName }.sorted()
  }

  private static func socket(_ place: String) throws(LinkError) -> Descriptor {
    let number = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw .system(place, errno, advice) }
    return Descriptor(owning: number)
  }

  /// Whether a call with the address of a path succeeds.
  private static func call(_ place: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: place.utf8) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
