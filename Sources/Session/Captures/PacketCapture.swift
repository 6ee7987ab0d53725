import Boards
import Formats
import Machine
import SMP

/// What passes on the cradle's cable, as packets for Wireshark, written while the run goes on: SMP messages out of their frames,
/// and lines of plain text. `tools/wireshark/bandbox.lua` takes them apart. It looks on and changes nothing.
final class PacketCapture {
  /// Link types that the list of the tcpdump group leaves to users: DLT_USER0 for SMP, DLT_USER1 for text.
  private static let smpLinkType: UInt16 = 147
  private static let textLinkType: UInt16 = 148
  /// Text without a line's end becomes a packet after so many bytes.
  private static let textLimit = 1_024
  /// Frames as long as the protocol's 16-bit length, with their checksum.
  private static let bufferSize = 65_537

  /// One direction of the cable.
  private struct Wire {
    var decoder: ConsoleDecoder
    var text: [UInt8] = []
    /// The packet option's word: 1 is what the band receives, 2 what it sends.
    let flags: UInt32
  }

  private let file: GrowingOutput
  private let emulation: Emulation
  private let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * PacketCapture.bufferSize)
  private var writer = PcapngWriter()
  private let smp: UInt32
  private let text: UInt32
  private var toBand: Wire
  private var fromBand: Wire
  private var watching: [Subscription] = []
  private var pending: [UInt8]
  /// The machine repeats what it has done before: that is in the file.
  var isMuted = false
  /// The first write that failed.
  private(set) var failure: InputError?

  /// Begins a file. Throws one line where that is not possible.
  init(_ output: OutputFile, band: any Board) throws(InputError) {
    file = try GrowingOutput(output)
    emulation = band.emulation
    pending = writer.header(application: "Bandbox")
    let (smp, text) = (
      writer.interface("SMP", linkType: Self.smpLinkType), writer.interface("console", linkType: Self.textLinkType)
    )
    pending += smp.bytes + text.bytes
    self.smp = smp.number
    self.text = text.number
    let half = Self.bufferSize
    toBand = Wire(
      decoder: ConsoleDecoder(buffer: UnsafeMutableBufferPointer(rebasing: memory[..<half])), flags: 1)
    fromBand = Wire(
      decoder: ConsoleDecoder(buffer: UnsafeMutableBufferPointer(rebasing: memory[half...])), flags: 2)
    watching = [
      band.cable.hostToBand.watchSent { [unowned self] in feed($0, \.toBand) },
      band.cable.bandToHost.watchSent { [unowned self] in feed($0, \.fromBand) },
    ]
  }

  deinit { memory.deallocate() }

  /// A byte whose stop bit ends now.
  private func feed(_ byte: UInt8, _ wire: ReferenceWritableKeyPath<PacketCapture, Wire>) {
    switch self[keyPath: wire].decoder.feed(byte) {
    case .none: break
    case .text(let byte): add(byte, wire)
    case .heldText(let first, let second):
      add(first, wire)
      add(second, wire)
    case .message(let count):
      // Text that had no end of its line came before it.
      endLine(wire)
      write(Array(self[keyPath: wire].decoder.message(count: count)), on: smp, self[keyPath: wire].flags)
    }
  }

  private func add(_ byte: UInt8, _ wire: ReferenceWritableKeyPath<PacketCapture, Wire>) {
    self[keyPath: wire].text.append(byte)
    if byte == UInt8(ascii: "\n") || self[keyPath: wire].text.count >= Self.textLimit { endLine(wire) }
  }

  private func endLine(_ wire: ReferenceWritableKeyPath<PacketCapture, Wire>) {
    let line = self[keyPath: wire].text
    guard !line.isEmpty else { return }
    self[keyPath: wire].text = []
    write(line, on: text, self[keyPath: wire].flags)
  }

  private func write(_ bytes: [UInt8], on interface: UInt32, _ flags: UInt32) {
    guard !isMuted else { return }
    pending += writer.packet(
      bytes, on: interface, at: PerfettoTrace.nanoseconds(emulation.now), flags: flags)
  }

  /// Writes what has passed.
  func flush() {
    guard !pending.isEmpty, failure == nil else { return }
    do throws(InputError) { try file.append(pending) } catch { failure = error }
    pending = []
  }

  /// The run has ended; unfinished lines are written.
  func finish() {
    endLine(\.toBand)
    endLine(\.fromBand)
    flush()
    do throws(InputError) { try file.close() } catch { failure = failure ?? error }
  }
}
