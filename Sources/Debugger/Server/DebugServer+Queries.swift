import Formats
import Link
import Machine
import Session

/// Packets that ask what the machine is and what the stub can do.
extension DebugServer {
  private static let features = [
    "PacketSize=4000", "QStartNoAckMode+", "vContSupported+", "hwbreak+", "swbreak+", "ConditionalBreakpoints+",
    "qXfer:features:read+", "qXfer:memory-map:read+", "qXfer:threads:read+", "ReverseStep+", "ReverseContinue+",
  ].joined(separator: ";")

  func handleQuery(_ cursor: inout PacketCursor, sets: Bool, _ client: DebugClient) {
    if sets {
      if cursor.take("StartNoAckMode") {
        send("OK", to: client)
        client.acknowledges = false
        return
      }
      let isKnown = cursor.take("ThreadSuffixSupported") || cursor.take("ListThreadsInStopReply")
      return send(isKnown ? "OK" : "", to: client)
    }
    if cursor.take("Supported") {
      let known = cursor.text
      client.knowsHardwareBreaks = known.contains("hwbreak+")
      client.knowsSoftwareBreaks = known.contains("swbreak+")
      return send(Self.features, to: client)
    }
    if cursor.take("Xfer:") { return transfer(&cursor, client) }
    if cursor.take("Rcmd,") { return command(cursor, client) }
    if cursor.take("CRC:") { return checksum(&cursor, client) }
    if cursor.take("MemoryRegionInfo:") { return region(&cursor, client) }
    if handleThreadQuery(&cursor, client) { return }
    send(Self.fixed(cursor.text), to: client)
  }

  /// Answers that are always the same.
  private static func fixed(_ query: String) -> String {
    switch query {
    case _ where query == "Attached" || query.hasPrefix("Attached:"): "1"
    case "HostInfo":
      "triple:\(HexText.of(Array("armv6m-none-unknown-eabi".utf8)));ptrsize:4;endian:little;"
        + "watchpoint_exceptions_received:before;"
    case "WatchpointSupportInfo:": "num:\(StopSet.limit);"
    default: ""
    }
  }

  private func transfer(_ cursor: inout PacketCursor, _ client: DebugClient) {
    let document: String
    if cursor.take("features:read:target.xml:") {
      document = TargetDescription.registers
    } else if cursor.take("memory-map:read::") {
      document = TargetDescription.memory(flash: machine.flashRange, sectorSize: run.band.model.sectorSize)
    } else if cursor.take("threads:read::") {
      document = threadList
    } else {
      return send(cursor.take("features:read:") ? "E00" : "", to: client)
    }
    guard let offset = cursor.number(), cursor.take(","), let length = cursor.number() else {
      return send("E16", to: client)
    }
    let bytes = Array(document.utf8).dropFirst(Int(min(offset, 1 << 20)))
    let part = bytes.prefix(Int(min(length, 0x3F00)))
    send([UInt8(ascii: part.count < bytes.count ? "m" : "l")] + part, to: client)
  }

  /// A monitor command, whose text is in hexadecimal digits.
  private func command(_ cursor: PacketCursor, _ client: DebugClient) {
    guard let bytes = HexText.bytes(cursor.rest) else { return send("E16", to: client) }
    do throws(DebuggerError) {
      let answer = try monitor.perform(String(decoding: bytes, as: UTF8.self))
      if !answer.isEmpty { say(answer, to: client) }
      send("OK", to: client)
    } catch {
      say(error.description, to: client)
      send("E01", to: client)
    }
  }

  /// The CRC-32 by which `compare-sections` compares: polynomial 0x04C11DB7, highest bit first, from 0xFFFFFFFF.
  private func checksum(_ cursor: inout PacketCursor, _ client: DebugClient) {
    guard let (address, length) = cursor.range(), length <= 1 << 24 else { return send("E16", to: client) }
    let bytes = machine.read(address, length)
    guard bytes.count == length else { return send("E14", to: client) }
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte) << 24
      for _ in 0..<8 { crc = crc & 0x8000_0000 != 0 ? crc << 1 ^ 0x04C1_1DB7 : crc << 1 }
    }
    send("C" + String(crc, radix: 16), to: client)
  }

  private func region(_ cursor: inout PacketCursor, _ client: DebugClient) {
    guard let address = cursor.address() else { return send("E16", to: client) }
    func text(_ start: UInt64, _ end: UInt64, _ rest: String) -> String {
      "start:\(String(start, radix: 16));size:\(String(end - start, radix: 16));permissions:\(rest)"
    }
    guard let flash = machine.flashRange else { return send(text(0, 1 << 32, "rwx;"), to: client) }
    let (start, end) = (UInt64(flash.lowerBound), UInt64(flash.upperBound) + 1)
    if flash.contains(address) {
      let block = String(run.band.model.sectorSize, radix: 16)
      send(text(start, end, "rx;flags:;type:flash;blocksize:\(block);"), to: client)
    } else {
      send(UInt64(address) < start ? text(0, start, "rwx;") : text(end, 1 << 32, "rwx;"), to: client)
    }
  }
}
