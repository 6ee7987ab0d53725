import FoundationEssentials
import Glibc

/// A view of `/dev` and `/sys`, for this process and those it starts, in which running bands are USB serial adapters.
///
/// Nothing outside changes: the process moves into a mount namespace of its own (with a user namespace, where it is not
/// root's), in which tmpfs folders with bind mounts of everything real stand in for `/dev` and `/sys`. Tools that read
/// `/sys` find the bands by vendor and product number; those that ask libudev do not, for it wants a real sysfs.
public struct DeviceNamespace {
  /// A band and the node under which it appears.
  public struct Node: Sendable, Equatable {
    /// The band.
    public let record: BandRecord
    /// Its node's name, such as `ttyACM0`.
    public let name: String
  }

  static let advice =
    "a tool that takes a port's path works without: see 'bandbox ports'; inside a container, start that with the right "
    + "to mount (docker run --cap-add SYS_ADMIN --security-opt apparmor=unconfined)"
  /// Where the new folders are put together; the tmpfs over it is gone again at the end.
  private static let stage = "/tmp"

  private let nodes: [Node]

  /// The view for these bands; each gets the first free name.
  public init(_ bands: [BandRecord]) {
    var number = 0
    nodes = bands.map { band in
      while access("/dev/ttyACM\(number)", F_OK) == 0 { number += 1 }
      defer { number += 1 }
      return Node(record: band, name: "ttyACM\(number)")
    }
  }

  /// Moves this process into it, which must have a single thread. Throws a `LinkError` where the system forbids that.
  public func enter() throws(LinkError) -> [Node] {
    try Self.unshare()
    // Nothing that happens here may show outside.
    try MountCalls.mount("none", "/", MountCalls.recursive | MountCalls.makePrivate)
    try MountCalls.mount("bandbox", Self.stage, type: "tmpfs")
    let (dev, sys) = (Self.stage + "/dev", Self.stage + "/sys")
    for folder in [dev, sys] {
      try Self.makeFolder(folder)
      try MountCalls.mount("bandbox", folder, type: "tmpfs")
    }
    try Self.mirror("/dev", in: dev, except: ["ptmx"])
    try Self.keepPseudoTerminals(in: dev)
    try Self.mirror("/sys", in: sys, except: ["class", "devices"])
    try Self.mirror("/sys/class", in: sys + "/class", except: ["tty"])
    try Self.mirror("/sys/devices", in: sys + "/devices")
    try Self.mirror("/sys/class/tty", in: sys + "/class/tty")
    for (index, node) in nodes.enumerated() { try add(node, index: index + 1, dev: dev, sys: sys) }
    try MountCalls.mount(dev, "/dev", MountCalls.move)
    try MountCalls.mount(sys, "/sys", MountCalls.move)
    try MountCalls.unmount(Self.stage)
    return nodes
  }

  private static func unshare() throws(LinkError) {
    if MountCalls.unshare(MountCalls.newNamespace) { return }
    let (user, group) = (geteuid(), getegid())
    guard MountCalls.unshare(MountCalls.newNamespace | MountCalls.newUser) else {
      throw LinkError(
        path: "bandbox exec",
        reason: "this system does not let you make private namespaces (\(String(cString: strerror(errno))))",
        advice: advice)
    }
    // The same user inside as outside; the rights to mount end with the next exec.
    for (file, text) in [
      ("setgroups", "deny"), ("uid_map", "\(user) \(user) 1"), ("gid_map", "\(group) \(group) 1"),
    ] {
      try write(text, to: "/proc/self/\(file)")
    }
  }

  private func add(_ node: Node, index: Int, dev: String, sys: String) throws(LinkError) {
    var status = stat()
    guard stat(node.record.path, &status) == 0 else { throw MountCalls.failure(node.record.path, errno) }
    let target = "\(dev)/\(node.name)"
    try Self.write("", to: target)
    try MountCalls.mount(node.record.path, target, MountCalls.bind)
    let (major, minor) = (UInt32(status.st_rdev >> 8 & 0xFFF), UInt32(status.st_rdev & 0xFF))
    let tree = SysfsTree(USBIdentity(node.record), index: index, tty: node.name, major: major, minor: minor)
    for (path, entry) in tree.entries {
      let place = "\(sys)/\(path)"
      try Self.makeFolder(String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)]))
      switch entry {
      case .file(let text): try Self.write(text, to: place)
      case .link(let text): try Self.link(text, at: place)
      }
    }
    try Self.link("../../\(tree.ttyPath)", at: "\(sys)/class/tty/\(node.name)")
  }

  /// The kernel looks for the pseudo-terminals beside `ptmx`, in the very file system where that lies: a bind mount of it
  /// alone has none. So the whole real `/dev` is kept at a hidden place, and `ptmx` leads there.
  private static func keepPseudoTerminals(in dev: String) throws(LinkError) {
    let hidden = ".bandbox"
    try makeFolder("\(dev)/\(hidden)")
    try MountCalls.mount("/dev", "\(dev)/\(hidden)", MountCalls.bind | MountCalls.recursive)
    try link("\(hidden)/ptmx", at: "\(dev)/ptmx")
  }

  /// Puts everything in the folder `real` into `folder`: links as they are, the rest by bind mounts.
  private static func mirror(_ real: String, in folder: String, except left: [String] = []) throws(LinkError) {
    try makeFolder(folder)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: real) else {
      throw MountCalls.failure(real, ENOENT)
    }
    for name in names where !left.contains(name) {
      let (source, target) = ("\(real)/\(name)", "\(folder)/\(name)")
      var status = stat()
      // What has gone in the meantime is left out.
      guard lstat(source, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFLNK: if let text = SymbolicLink.target(source) { try link(text, at: target) }
      case S_IFDIR:
        try makeFolder(target)
        try MountCalls.mount(source, target, MountCalls.bind | MountCalls.recursive)
      default:
        try write("", to: target)
        try MountCalls.mount(source, target, MountCalls.bind)
      }
    }
  }

  private static func makeFolder(_ path: String) throws(LinkError) {
    if access(path, F_OK) == 0 { return }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw MountCalls.failure(path, errno)
    }
  }

  private static func write(_ text: String, to path: String) throws(LinkError) {
    let number = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw MountCalls.failure(path, errno) }
    let file = Descriptor(owning: number)
    let bytes = Array(text.utf8)
    guard Glibc.write(file.number, bytes, bytes.count) == bytes.count else { throw MountCalls.failure(path, errno) }
  }

  private static func link(_ text: String, at path: String) throws(LinkError) {
    guard symlink(text, path) == 0 else { throw MountCalls.failure(path, errno) }
  }
}
