/// The files over SMP. One at a time is open.
extension BandDevice {
  nonisolated(unsafe) private static var file: ActivityFile?

  private static func kind(_ name: CBORString) -> ActivityFile.Kind? {
    if name.equals("/activity.csv") { return .csv }
    return name.equals("/activity.bin") ? .bin : nil
  }

  mutating func openFile(_ name: CBORString) -> SMPFile {
    guard let kind = Self.kind(name) else {
      if name.equals("/") { return .failed(.isDirectory) }
      return .failed(name.begins(with: "/") ? .notFound : .invalidName)
    }
    let file = ActivityFile(kind)
    Self.file = file
    return .length(file.length)
  }

  mutating func isOpen(_ name: CBORString) -> Bool {
    guard let file = Self.file else { return false }
    return Self.kind(name) == file.kind
  }

  mutating func readFile(at offset: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    Watchdog.feed()
    guard Self.file != nil else { return false }
    Self.file?.read(at: offset, into: bytes)
    return true
  }

  mutating func closeFile() { Self.file = nil }
}
