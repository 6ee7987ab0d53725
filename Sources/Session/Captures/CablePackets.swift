import Boards
import Machine
import SMP

/// What passes on the cradle's cable, as packets for Wireshark: SMP messages out of their frames, and lines of plain text.
/// `tools/wireshark/bandbox.lua` takes them apart. It looks on and changes nothing.
final class CablePackets {
  /// What a packet is.
  enum Kind: CaseIterable {
    /// Comes first where a message ends a line that had no end.
    case text
    case message

    /// Its interface's name in a capture.
    var name: String { self == .message ? "SMP" : "console" }
    /// Link types that the list of the tcpdump group leaves to users: DLT_USER0 for SMP, DLT_USER1 for text.
    var linkType: UInt16 { self == .message ? 147 : 148 }
  }

  /// Text without a line's end becomes a packet after so many bytes.
  private static let textLimit = 1_024
  /// Frames as long as the protocol's 16-bit length, with their checksum.
  private static let bufferSize = 65_537

  /// One direction of the cable.
  private struct Wire {
    var decoder: ConsoleDecoder
    var text: [UInt8] = []
    let isSent: Bool
  }

  private let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * CablePackets.bufferSize)
  private var toBand: Wire
  private var fromBand: Wire
  private var watches: [Subscription] = []
  private let take: (_ kind: Kind, _ bytes: [UInt8], _ isSent: Bool) -> Void

  /// Tells `take` of each packet when its last byte's stop bit ends; `isSent` where the band sends it.
  init(_ board: any Board, take: @escaping (_ kind: Kind, _ bytes: [UInt8], _ isSent: Bool) -> Void) {
    self.take = take
    let half = Self.bufferSize
    toBand = Wire(
      decoder: ConsoleDecoder(buffer: UnsafeMutableBufferPointer(rebasing: memory[..<half])), isSent: false)
    fromBand = Wire(
      decoder: ConsoleDecoder(buffer: UnsafeMutableBufferPointer(rebasing: memory[half...])), isSent: true)
    watches = [
      board.cable.hostToBand.watchSent { [unowned self] in feed($0, \.toBand) },
      board.cable.bandToHost.watchSent { [unowned self] in feed($0, \.fromBand) },
    ]
  }

  deinit { memory.deallocate() }

  private func feed(_ byte: UInt8, _ wire: ReferenceWritableKeyPath<CablePackets, Wire>) {
    switch self[keyPath: wire].decoder.feed(byte) {
    case .none: break
    case .text(let byte): add(byte, wire)
    case .heldText(let first, let second):
      add(first, wire)
      add(second, wire)
    case .message(let count):
      // Text that had no end of its line came before it.
      endLine(wire)
      take(.message, Array(self[keyPath: wire].decoder.message(count: count)), self[keyPath: wire].isSent)
    }
  }

  private func add(_ byte: UInt8, _ wire: ReferenceWritableKeyPath<CablePackets, Wire>) {
    self[keyPath: wire].text.append(byte)
    if byte == UInt8(ascii: "\n") || self[keyPath: wire].text.count >= Self.textLimit { endLine(wire) }
  }

  private func endLine(_ wire: ReferenceWritableKeyPath<CablePackets, Wire>) {
    let line = self[keyPath: wire].text
    guard !line.isEmpty else { return }
    self[keyPath: wire].text = []
    take(.text, line, self[keyPath: wire].isSent)
  }

  /// The run has ended: unfinished lines are packets, too.
  func finish() {
    endLine(\.toBand)
    endLine(\.fromBand)
  }
}
