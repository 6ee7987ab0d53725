import SMP

extension SMPClient {
  /// How large the device's buffer for a message is, and how many it has.
  public struct Parameters: Encodable, Sendable, Equatable {
    /// Bytes of a buffer, which also holds the four bytes of length and checksum.
    public var bufferSize: Int
    /// Buffers.
    public var bufferCount: Int
  }

  /// Which bootloader a device has.
  public struct Bootloader: Encodable, Sendable, Equatable {
    /// Its name, such as `MCUboot`.
    public var name: String
    /// How it changes images: 1 swap with scratch, 2 overwrite, 3 swap by moving, 4 and 5 execute in place, 6 from RAM.
    public var mode: Int?
  }

  /// Sends a text and returns what comes back.
  public func echo(_ text: String) throws(SMPError) -> String {
    let reply = try request("echo") { request, buffer in text.lendUTF8 { request.echo($0, to: buffer) } }
    guard let back = reply["r"]?.string else { throw .malformed(command: "echo", what: "text") }
    return back
  }

  /// Asks for the size of the buffers and from now on uses it.
  public func readParameters() throws(SMPError) -> Parameters {
    let reply = try request("params") { $0.parameters(to: $1) }
    guard let size = reply["buf_size"]?.integer, size > SMPHeader.size + 4 else {
      throw .malformed(command: "params", what: "buffer size")
    }
    messageLimit = min(size - 4, SMPClient.largestMessage)
    return Parameters(bufferSize: size, bufferCount: reply["buf_count"]?.integer ?? 1)
  }

  /// The same from a device that may not know the question: then nothing changes.
  public func adjustToParameters() throws(SMPError) {
    _ = try optional { () throws(SMPError) in try readParameters() }
  }

  /// Information; `format` is made of the letters s, n, r, v, b, m, p, i and o, or `a` for all.
  public func info(format: String) throws(SMPError) -> String {
    let reply = try request("info") { request, buffer in format.lendUTF8 { request.info(format: $0, to: buffer) } }
    guard let output = reply["output"]?.string else { throw .malformed(command: "info", what: "output") }
    return output
  }

  /// The device's date and time, such as `2026-11-21T03:00:00`.
  public func dateTime() throws(SMPError) -> String {
    let reply = try request("datetime") { $0.readDateTime(to: $1) }
    guard let text = reply["datetime"]?.string else { throw .malformed(command: "datetime", what: "date and time") }
    return text
  }

  /// Sets the device's date and time.
  public func setDateTime(_ value: DateTimeText) throws(SMPError) {
    _ = try request("datetime") { $0.writeDateTime(value.value, to: $1) }
  }

  /// Resets the device; with `toBootloader` into serial recovery. Its answer comes before the reset.
  public func reset(force: Bool = false, toBootloader: Bool = false) throws(SMPError) {
    _ = try request("reset", again: false) { $0.reset(force: force, bootMode: toBootloader ? 1 : nil, to: $1) }
  }

  /// Which bootloader there is; its mode only where it tells.
  public func bootloader() throws(SMPError) -> Bootloader {
    let reply = try request("bootloader") { $0.bootloader(mode: false, to: $1) }
    guard let name = reply["bootloader"]?.string else { throw .malformed(command: "bootloader", what: "name") }
    let mode = try optional { () throws(SMPError) in
      try request("bootloader mode") { $0.bootloader(mode: true, to: $1) }["mode"]?.integer
    }
    return Bootloader(name: name, mode: mode ?? nil)
  }
}
