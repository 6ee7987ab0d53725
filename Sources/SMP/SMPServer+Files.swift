extension SMPServer where Device: ~Copyable {
  mutating func handleFiles(
    _ header: SMPHeader, _ request: CBORContainer, _ reply: inout CBORWriter
  ) -> SMPResult {
    let reads = header.operation == .read
    switch header.command {
    case FileCommand.transfer where reads: return download(request, &reply)
    case FileCommand.transfer:
      guard let name = request.text("name") else { return .failed(.invalid) }
      return .error(device.refuseUpload(name))
    case FileCommand.status where reads: return fileStatus(request, &reply)
    case FileCommand.hash where reads: return hashFile(request, &reply)
    case FileCommand.hashTypes where reads: return listHashes(&reply)
    case FileCommand.close where !reads:
      device.closeFile()
      reply.map(0)
      return .done
    default: return .failed(.notSupported)
    }
  }

  /// Opens the file unless it is open and `keeps` says that it may stay as it was; an error when that fails.
  private mutating func open(_ name: CBORString, keeps: Bool) -> SMPResult? {
    if keeps && device.isOpen(name) { return nil }
    switch device.openFile(name) {
    case .failed(let error): return .error(error)
    case .length(let length):
      fileLength = length
      return nil
    }
  }

  /// A download goes on in the file as it was when its first piece was read.
  private mutating func download(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let name = request.text("name"), case .unsigned(let wanted)? = request["off"] else {
      return .failed(.invalid)
    }
    if let error = open(name, keeps: wanted > 0) { return error }
    guard wanted <= UInt64(fileLength) else { return .error(FileError.offsetLargerThanFile) }
    let offset = UInt32(truncatingIfNeeded: wanted)
    reply.map(offset == 0 ? 3 : 2)
    reply.field("off", offset)
    if offset == 0 { reply.field("len", fileLength) }
    reply.text("data")
    let count = min(Int(truncatingIfNeeded: fileLength &- offset), reply.room)
    var isRead = true
    reply.bytes(count: count) { isRead = count == 0 || device.readFile(at: offset, into: $0) }
    return isRead ? .done : .error(FileError.readFailed)
  }

  private mutating func fileStatus(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let name = request.text("name") else { return .failed(.invalid) }
    if let error = open(name, keeps: false) { return error }
    reply.map(1)
    reply.field("len", fileLength)
    return .done
  }

  private mutating func hashFile(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let name = request.text("name"), let offset = request.number("off", or: 0),
      let limit = request.number("len", or: .max)
    else { return .failed(.invalid) }
    var isCRC = true
    if let field = request["type"] {
      guard case .text(let type) = field else { return .failed(.invalid) }
      isCRC = type.equals("crc32")
      guard isCRC || Device.Digest.exists && type.equals("sha256") else { return .error(FileError.hashNotFound) }
    }
    if let error = open(name, keeps: true) { return error }
    guard offset <= UInt64(fileLength) else { return .error(FileError.offsetLargerThanFile) }
    let start = UInt32(truncatingIfNeeded: offset)
    let count = UInt32(truncatingIfNeeded: min(limit, UInt64(fileLength &- start)))
    reply.map(start == 0 ? 3 : 4)
    reply.text("type")
    reply.text(isCRC ? "crc32" : "sha256")
    if start > 0 { reply.field("off", start) }
    reply.field("len", count)
    reply.text("output")
    let isRead = isCRC ? writeCRC(of: start, count, &reply) : writeDigest(of: start, count, &reply)
    return isRead ? .done : .error(FileError.readFailed)
  }

  private mutating func writeCRC(of start: UInt32, _ count: UInt32, _ reply: inout CBORWriter) -> Bool {
    var crc = CRC32()
    let isRead = forEachBlock(of: start, count) { crc.add($0) }
    reply.unsigned(UInt64(crc.value))
    return isRead
  }

  private mutating func writeDigest(of start: UInt32, _ count: UInt32, _ reply: inout CBORWriter) -> Bool {
    var digest = Device.Digest()
    let isRead = forEachBlock(of: start, count) { digest.add($0) }
    digest.end()
    reply.bytes(count: 32) { for index in 0..<32 { $0[index] = digest[byte: index] } }
    return isRead
  }

  private mutating func forEachBlock(
    of start: UInt32, _ count: UInt32, _ take: (UnsafeBufferPointer<UInt8>) -> Void
  ) -> Bool {
    var storage = InlineArray<64, UInt8>(repeating: 0)
    return withUnsafeMutableBytes(of: &storage) { raw in
      let block = raw.bindMemory(to: UInt8.self)
      var offset = start
      var left = count
      while left > 0 {
        let size = min(left, 64)
        let piece = UnsafeMutableBufferPointer(rebasing: block[0..<Int(size)])
        guard device.readFile(at: offset, into: piece) else { return false }
        take(UnsafeBufferPointer(piece))
        offset &+= size
        left &-= size
      }
      return true
    }
  }

  private func listHashes(_ reply: inout CBORWriter) -> SMPResult {
    reply.map(1)
    reply.text("types")
    reply.map(Device.Digest.exists ? 2 : 1)
    reply.text("crc32")
    reply.map(2)
    // A number.
    reply.field("format", 0)
    reply.field("size", 4)
    guard Device.Digest.exists else { return .done }
    reply.text("sha256")
    reply.map(2)
    // Bytes.
    reply.field("format", 1)
    reply.field("size", 32)
    return .done
  }
}
