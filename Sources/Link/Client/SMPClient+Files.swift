import SMP

extension SMPClient {
  /// The length of a file on the device, in bytes.
  public func fileSize(_ name: String) throws(SMPError) -> Int {
    let reply = try request("file \(name)") { request, buffer in name.lendUTF8 { request.fileStatus($0, to: buffer) } }
    guard let length = reply["len"]?.integer, length >= 0 else {
      throw .malformed(command: "file \(name)", what: "length")
    }
    return length
  }

  /// A hash of a file on the device, with its type.
  public func fileHash(_ name: String, type: String? = nil) throws(SMPError) -> (type: String, hash: String) {
    let what = "hash of \(name)"
    let reply = try request(what) { request, buffer in
      name.lendUTF8 { name in
        guard let type else { return request.fileHash(name, type: nil, to: buffer) }
        return type.lendUTF8 { request.fileHash(name, type: $0, to: buffer) }
      }
    }
    let type = reply["type"]?.string ?? type ?? ""
    if let bytes = reply["output"]?.data { return (type, HexText.of(bytes)) }
    guard let number = reply["output"]?.integer else { throw .malformed(command: what, what: "hash") }
    let digits = String(number, radix: 16)
    return (type, String(repeating: "0", count: max(0, 8 - digits.count)) + digits)
  }

  /// Reads a whole file off the device; `progress` is told bytes so far and in all, and says whether to go on.
  ///
  /// Returns nil when it was told not to. A device that gives too little or too much is an error.
  public func download(_ name: String, progress: (Int, Int) -> Bool = { _, _ in true }) throws(SMPError) -> [UInt8]? {
    let what = "file \(name)"
    var contents: [UInt8] = []
    var length: Int?
    while contents.count < length ?? .max {
      let offset = contents.count
      let reply = try request(what) { request, buffer in
        name.lendUTF8 { request.readFile($0, offset: UInt32(truncatingIfNeeded: offset), to: buffer) }
      }
      if offset == 0 { length = reply["len"]?.integer }
      guard let total = length, total >= 0 else { throw .malformed(command: what, what: "length") }
      guard let data = reply["data"]?.data, reply["off"]?.integer == offset, !data.isEmpty || total == 0,
        data.count <= total - offset
      else { throw .malformed(command: what, what: "data that fit") }
      contents += data
      guard progress(contents.count, total) else { return nil }
    }
    return contents
  }
}
