import Formats
import Foundation
import Link

/// Files read off a device over SMP.
public enum DeviceFile {
  /// Reads a whole file and compares its SHA-256 with the device's, where the device gives one. `progress` is told bytes
  /// so far and in all. Throws an `SMPError`.
  public static func read(
    _ name: String, _ client: SMPClient, progress: (Int, Int) -> Void
  ) throws(SMPError) -> [UInt8] {
    let contents =
      try client.download(name) { done, total in
        progress(done, total)
        return true
      } ?? []
    let hash = try client.optional { () throws(SMPError) in try client.fileHash(name, type: "sha256") }
    if let hash, hash.type == "sha256", hash.hash != Hex.sha256(of: contents) {
      throw .corrupted("\(name): what was read is not what the device has; it may have changed meanwhile")
    }
    return contents
  }
}
