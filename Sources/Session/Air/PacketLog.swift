import Boards
import Formats
import Machine

/// Writes packets of Bluetooth Low Energy as a capture that Wireshark reads: pcapng, in the order in which they began, an
/// interface for each radio. Packets of another format have no place in it.
final class PacketLog {
  private let file: GrowingOutput
  private var writer = PcapngWriter()
  private var waiting: [(start: Tick, bytes: [UInt8])] = []
  private var watches: [Subscription] = []
  private var centrals = CentralTracker()
  /// The machine repeats what it has done before.
  var isMuted = false
  /// The first write that failed.
  private(set) var failure: InputError?

  /// Begins a file, over one that was there: what radios send, and where `hearsAll` what they hear too. Throws one line where that is
  /// not possible, or a board has no radio of the kind.
  init(_ output: OutputFile, of radios: [(name: String?, board: any Board)], hearsAll: Bool) throws(InputError) {
    file = try GrowingOutput(output)
    var opening = writer.header(application: "bandbox")
    for (name, board) in radios {
      let interface = writer.interface(name ?? board.model.name, linkType: BluetoothPacket.linkType)
      opening += interface.bytes
      let watch = board.watchPackets { [unowned self] packet in
        if packet.isSent || hearsAll { add(packet, on: interface.number, saysDirection: hearsAll) }
      }
      guard let watch else {
        throw InputError("\(RunOptions.Output.packets): the board \(board.model.name) has no radio that sends packets")
      }
      watches.append(watch)
    }
    try file.append(opening)
  }

  private func add(_ packet: AirPacket, on interface: UInt32, saysDirection: Bool) {
    guard !isMuted, failure == nil, let channel = packet.channel else { return }
    // In a log of one radio the sender is that radio or not; in one of the air, the radio by its number.
    let sender: CentralTracker.Sender = saysDirection ? .side(packet.isSent) : .radio(interface)
    let captured = BluetoothPacket(
      channel: UInt8(channel), power: Int8(clamping: packet.power), bytes: packet.bytes, isIntact: packet.isIntact,
      isFromCentral: centrals.isFromCentral(packet.bytes, isIntact: packet.isIntact, by: sender)
    ).captured
    // 1,000,000,000 / 1,536,000,000 is 125 / 192.
    let nanoseconds = packet.start / 192 * 125 + packet.start % 192 * 125 / 192
    let flags: UInt32 = saysDirection ? (packet.isSent ? 2 : 1) : 0
    waiting.append((packet.start, writer.packet(captured, on: interface, at: nanoseconds, flags: flags)))
  }

  /// Writes what began so long before `now` that nothing earlier can come.
  func flush(until now: Tick) {
    guard !waiting.isEmpty, now > AirPacket.longest else { return }
    write { $0 < now - AirPacket.longest }
  }

  private func write(where isDue: (Tick) -> Bool) {
    // Radios tell of packets at their ends. The order of equal ones is that in which they were told, which how a run is cut can
    // change: by their bytes, which begin with the interface's number, they are equal in all runs.
    let due = waiting.filter { isDue($0.start) }.sorted {
      $0.start == $1.start ? $0.bytes.lexicographicallyPrecedes($1.bytes) : $0.start < $1.start
    }
    guard !due.isEmpty else { return }
    waiting.removeAll { isDue($0.start) }
    do throws(InputError) { try file.append(due.flatMap(\.bytes)) } catch { failure = failure ?? error }
  }

  /// The run has ended.
  func finish() {
    write { _ in true }
    do throws(InputError) { try file.close() } catch { failure = failure ?? error }
  }
}
