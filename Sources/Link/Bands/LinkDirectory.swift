import FoundationEssentials
import Glibc

/// The directory in which the running bands of a user have their stable names: for each a symbolic link to its
/// pseudo-terminal and a lock file `NAME.lock` with its record.
public struct LinkDirectory: Sendable {
  /// The directory; made when the first band is published.
  public let path: String
  /// How long to wait for a name or a link whose owner may just be dying.
  private let patience: Duration

  /// A directory of the caller's choice.
  public init(path: String, patience: Duration = Patience.restart) {
    self.path = path
    self.patience = patience
  }

  /// `$XDG_RUNTIME_DIR/bandbox`, or `/tmp/bandbox-UID` where that variable names no directory.
  public static func standard(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> LinkDirectory {
    if let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/"), access(runtime, F_OK) == 0 {
      return LinkDirectory(path: runtime + "/bandbox")
    }
    return LinkDirectory(path: "/tmp/bandbox-\(getuid())")
  }

  /// The bands that run now, by name.
  public func runningBands() -> [BandRecord] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return files.filter { $0.hasSuffix(".lock") }.compactMap { file in
      LockFile.contents(ofHeld: path + "/" + file).flatMap {
        try? JSONDecoder().decode(BandRecord.self, from: Data($0))
      }
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Gives a pseudo-terminal a stable name until the result is removed.
  ///
  /// Without `name` it is the first free one of `band0`, `band1`, …; without `link` the symbolic link of that name in
  /// this directory. What a dead band left behind is replaced. Throws a `LinkError` when the name or the link belongs to
  /// a live band, when something else is in its place, or when it cannot be written.
  public func publish(
    port: String, name: String? = nil, link: String? = nil, board: String, image: String
  ) throws(LinkError) -> PublishedLink {
    try prepare()
    removeDead()
    let (name, lock) = try claim(name)
    do {
      let place = try link.map { path throws(LinkError) in try Self.absolute(path) } ?? (path + "/" + name)
      let claim = try claimPlace(place)
      if link != nil { try checkForeign(place) }
      let record = BandRecord(name: name, path: port, link: place, pid: getpid(), board: board, image: image)
      try lock.write(JSONLine.encode(record) + "\n")
      try SymbolicLink.replace(place, target: port)
      return PublishedLink(record: record, lock: lock, claim: claim)
    } catch {
      lock.remove()
      throw error
    }
  }

  /// Makes the directory, private to the user; refuses one that others may have prepared.
  func prepare() throws(LinkError) {
    if mkdir(path, 0o700) != 0 && errno != EEXIST { throw .system(path, errno, LinkError.otherPlace) }
    var status = stat()
    guard lstat(path, &status) == 0 else { throw .system(path, errno, LinkError.otherPlace) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw LinkError(path: path, reason: "is not a directory", advice: "remove it, or set XDG_RUNTIME_DIR")
    }
    guard status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
      throw LinkError(
        path: path, reason: "belongs to or can be written by other users", advice: "remove it, or set XDG_RUNTIME_DIR")
    }
  }

  /// Locks a name: the given one, or the first that is free.
  private func claim(_ wanted: String?) throws(LinkError) -> (String, LockFile) {
    if let wanted {
      guard Self.isValid(wanted) else {
        throw LinkError(
          path: wanted, reason: "is not a name for a band",
          advice: "use up to 64 letters, digits, '-' and '_', and '.' in between, not ending in .lock")
      }
      let lock = try Patience.wait(for: patience) { () throws(LinkError) in try LockFile(path: lockPath(wanted)) }
      if let lock { return (wanted, lock) }
      let owner = runningBands().first { $0.name == wanted }.map { " as process \($0.pid)" } ?? ""
      throw LinkError(
        path: path + "/" + wanted, reason: "this band is already running\(owner)",
        advice: "stop it or choose another name")
    }
    for number in 0..<4096 {
      if let lock = try LockFile(path: lockPath("band\(number)")) { return ("band\(number)", lock) }
    }
    throw LinkError(path: path, reason: "holds too many running bands", advice: "stop some")
  }

  private func lockPath(_ name: String) -> String { "\(path)/\(name).lock" }

  static func isValid(_ name: String) -> Bool {
    let letters = name.utf8
    return (1...64).contains(letters.count) && letters.first != UInt8(ascii: ".") && !name.hasSuffix(".lock")
      && letters.allSatisfy { letter in
        switch letter {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  /// Claims the place of a link; refuses that of a live band.
  private func claimPlace(_ place: String) throws(LinkError) -> PlaceClaim {
    let claim = try Patience.wait(for: patience) { () throws(LinkError) in try PlaceClaim(path: place) }
    if let claim { return claim }
    let owner = runningBands().first { $0.link == place }.map { "the running \($0.name) (process \($0.pid))" }
    throw LinkError(
      path: place, reason: "belongs to \(owner ?? "a running band")",
      advice: "stop it or choose another path with --link")
  }

  /// Takes away what bands left behind that were killed: their links, which lead nowhere or, worse, to a terminal that has
  /// got the number since, and their records.
  private func removeDead() {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for file in files where file.hasSuffix(".lock") {
      // The lock is held meanwhile, so no other band can have begun with this name.
      guard let lock = try? LockFile(path: path + "/" + file, makes: false) else { continue }
      if let record = try? JSONDecoder().decode(BandRecord.self, from: Data(lock.contents)),
        (try? PlaceClaim(path: record.link)) != nil
      {
        SymbolicLink.remove(record.link, target: record.path)
      }
      lock.remove()
    }
  }

  /// A link outside this directory may be replaced only if a dead band left it.
  private func checkForeign(_ place: String) throws(LinkError) {
    guard let target = SymbolicLink.target(place), !target.hasPrefix("/dev/pts/") else { return }
    throw LinkError(
      path: place, reason: "is a symbolic link to \(target), which no band has made",
      advice: "remove it or choose another path with --link")
  }

  /// The path with its directory resolved, so that two spellings of one place are the same.
  private static func absolute(_ path: String) throws(LinkError) -> String {
    let slash = path.lastIndex(of: "/")
    let file = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard !file.isEmpty, file != ".", file != ".." else {
      throw LinkError(path: path, reason: "is not a path of a file", advice: "give the link a name")
    }
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let resolved = realpath(directory, nil) else {
      throw .system(directory, errno, "make that directory or choose another path with --link")
    }
    defer { free(resolved) }
    let prefix = String(cString: resolved)
    return prefix == "/" ? "/" + file : prefix + "/" + file
  }
}
