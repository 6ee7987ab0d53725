import Foundation

extension Image {
  /// Largest file read: an ELF with debug information is far below, and reading a device file comes to an end.
  private static let largestFile = 64 << 20

  /// Reads the file at `path` and recognises it as one for the memories of `map`.
  /// - Throws: an `ImageError` when it cannot be read, and everything that `recognise` throws.
  public static func read(path: String, for map: MemoryMap) throws(ImageError) -> Image {
    try recognise(contents(path: path), name: path, for: map)
  }

  /// The bytes of the file at `path`, which may be a pipe too; at most 64 MiB.
  /// - Throws: an `ImageError` when it cannot be read, or is larger.
  public static func contents(path: String) throws(ImageError) -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw unreadable(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = fread(&block, 1, block.count, file)
      bytes += block[0..<count]
      guard bytes.count <= largestFile else {
        throw ImageError(
          file: path, found: "more than \(largestFile) bytes", expected: "a firmware image of at most that size")
      }
      if count < block.count {
        guard ferror(file) == 0 else { throw unreadable(path) }
        return bytes
      }
    }
  }

  private static func unreadable(_ path: String) -> ImageError {
    ImageError(file: path, found: String(cString: strerror(errno)), expected: "a file that can be read")
  }
}
