import Glibc

/// The right to put a link at a path, as long as the process lives.
///
/// It is a name in the kernel's abstract socket namespace made of the folder's device and inode and the link's own name. So it
/// goes with the process however that ends, leaves no file beside the link, and counts whatever the processes' runtime
/// directories and spellings of the path are.
final class PlaceClaim: Sendable {
  private let socket: Descriptor

  /// Claims a path whose folder exists; nil when another band has it.
  init?(path: String) throws(LinkError) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var status = stat()
    guard stat(folder, &status) == 0 else { throw .system(folder, errno, LinkError.otherPlace) }
    let number = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw .system(path, errno, LinkError.otherPlace) }
    socket = Descriptor(owning: number)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // An abstract name begins with a zero byte. A long one is told by the hash of its end.
    let text = "bandbox:\(status.st_dev):\(status.st_ino):\(Self.shortened(name))"
    let bytes = Array(text.utf8.prefix(MemoryLayout.size(ofValue: address.sun_path) - 1))
    withUnsafeMutableBytes(of: &address.sun_path) { $0[1...].copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + 1 + bytes.count)
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, length) == 0 }
    }
    guard isBound else {
      if errno == EADDRINUSE { return nil }
      throw .system(path, errno, LinkError.otherPlace)
    }
  }

  /// At most 40 bytes, different for different names (FNV-1a, 64 bits).
  private static func shortened(_ name: String) -> String {
    guard name.utf8.count > 40 else { return name }
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(decoding: name.utf8.prefix(20), as: UTF8.self) + String(hash, radix: 16)
  }
}
