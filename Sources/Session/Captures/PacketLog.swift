import Boards
import Formats
import Machine
import Watchers

/// Writes packets as a capture that Wireshark reads: pcapng, in the order in which they began, an interface for each radio, and
/// two for a cable: SMP messages, and text. Packets of a radio in another format than Bluetooth Low Energy have no place in it.
final class PacketLog {
  private let file: GrowingOutput
  private let emulation: Emulation
  private var writer = PcapngWriter()
  private var waiting: [(start: Tick, interface: UInt32, bytes: [UInt8])] = []
  private var watches: [Subscription] = []
  private var cable: CablePackets?
  private var centrals = CentralTracker()
  /// The packet option's word.
  private static let received: UInt32 = 1
  private static let sent: UInt32 = 2
  /// The machine repeats what it has done before.
  var isMuted = false
  /// The first write that failed.
  private(set) var failure: InputError?

  /// Begins a file, over one that was there: what radios send, and where `hearsAll` what they hear too. Throws one line where that
  /// is not possible, or a board has no radio of the kind.
  init(_ output: OutputFile, of radios: [(name: String?, board: any Board)], hearsAll: Bool) throws(InputError) {
    file = try GrowingOutput(output)
    emulation = radios[0].board.emulation
    var opening = writer.header(application: "bandbox")
    for (name, board) in radios {
      guard let bytes = watch(board, name: name, hearsAll: hearsAll) else {
        throw InputError("\(RunOptions.Output.packets): the board \(board.model.name) has no radio that sends packets")
      }
      opening += bytes
    }
    try file.append(opening)
  }

  /// Begins a file of all that passes at one band: on its cable, and what its radio sends and hears where it has one.
  init(_ output: OutputFile, around board: any Board) throws(InputError) {
    file = try GrowingOutput(output)
    emulation = board.emulation
    // The radio first, as in a log of it alone.
    var opening = writer.header(application: "bandbox") + (watch(board, name: nil, hearsAll: true) ?? [])
    var numbers: [CablePackets.Kind: UInt32] = [:]
    for kind in CablePackets.Kind.allCases {
      let interface = writer.interface(kind.name, linkType: kind.linkType)
      opening += interface.bytes
      numbers[kind] = interface.number
    }
    cable = CablePackets(board) { [unowned self, numbers] kind, bytes, isSent in
      add(bytes, on: numbers[kind] ?? 0, at: emulation.now, flags: isSent ? Self.sent : Self.received)
    }
    try file.append(opening)
  }

  /// Watches a radio; its interface's bytes, or `nil` where the board has none.
  private func watch(_ board: any Board, name: String?, hearsAll: Bool) -> [UInt8]? {
    var number: UInt32 = 0
    let watch = board.watchPackets { [unowned self] packet in
      if packet.isSent || hearsAll { add(packet, on: number, saysDirection: hearsAll) }
    }
    guard let watch else { return nil }
    watches.append(watch)
    let interface = writer.interface(name ?? board.model.name, linkType: BluetoothPacket.linkType)
    number = interface.number
    return interface.bytes
  }

  private func add(_ packet: AirPacket, on interface: UInt32, saysDirection: Bool) {
    guard !isMuted, let channel = packet.channel else { return }
    // In a log of one radio the sender is that radio or not; in one of the air, the radio by its number.
    let sender: CentralTracker.Sender = saysDirection ? .side(packet.isSent) : .radio(interface)
    let captured = BluetoothPacket(
      channel: UInt8(channel), power: Int8(clamping: packet.power), bytes: packet.bytes, isIntact: packet.isIntact,
      isFromCentral: centrals.isFromCentral(packet.bytes, isIntact: packet.isIntact, by: sender)
    ).captured
    add(
      captured, on: interface, at: packet.start,
      flags: saysDirection ? (packet.isSent ? Self.sent : Self.received) : 0)
  }

  private func add(_ bytes: [UInt8], on interface: UInt32, at time: Tick, flags: UInt32) {
    guard !isMuted, failure == nil else { return }
    let packet = writer.packet(bytes, on: interface, at: PerfettoTrace.nanoseconds(time), flags: flags)
    waiting.append((time, interface, packet))
  }

  /// Writes what began so long before `now` that nothing earlier can come.
  func flush(until now: Tick) {
    guard !waiting.isEmpty, now > AirPacket.longest else { return }
    write { $0 < now - AirPacket.longest }
  }

  private func write(where isDue: (Tick) -> Bool) {
    // Radios tell of packets at their ends. The order of equal ones is that in which they were told, which how a run is cut can
    // change: by their interfaces and bytes, they are equal in all runs.
    let due = waiting.filter { isDue($0.start) }.sorted {
      ($0.start, $0.interface) == ($1.start, $1.interface)
        ? $0.bytes.lexicographicallyPrecedes($1.bytes) : ($0.start, $0.interface) < ($1.start, $1.interface)
    }
    guard !due.isEmpty else { return }
    waiting.removeAll { isDue($0.start) }
    do throws(InputError) { try file.append(due.flatMap(\.bytes)) } catch { failure = failure ?? error }
  }

  /// The run has ended.
  func finish() {
    cable?.finish()
    write { _ in true }
    do throws(InputError) { try file.close() } catch { failure = failure ?? error }
  }
}
