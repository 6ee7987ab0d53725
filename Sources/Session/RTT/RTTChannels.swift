import CortexM0
import Images
import Machine

/// SEGGER's Real Time Transfer: channel 0 of the firmware's rings in RAM, up and down, as a debug probe serves it.
///
/// The probe looks each millisecond of virtual time, whoever listens, so that what it writes into RAM comes at the same time in
/// every run. It is where the symbol `_SEGGER_RTT` says, else the RAM is searched for its mark. Layout: `SEGGER_RTT_CB` of
/// SEGGER_RTT.h, version 7.
final class RTTChannels {
  private static let period: Tick = .milliseconds(1)
  /// Of how many looks one searches the RAM.
  private static let searching = 100
  private static let mark = Array("SEGGER RTT".utf8) + [UInt8](repeating: 0, count: 6)
  /// Its first four letters, as a word has them.
  private static let beginning: UInt32 = 0x4747_4553
  private static let ringSize: UInt32 = 24
  /// More is no control block, but what happens to be there.
  private static let mostRings: UInt32 = 16

  /// A ring's descriptor, where it makes sense.
  private struct Ring {
    var descriptor: UInt32
    var buffer: UInt32
    var size: UInt32
    var writeOffset: UInt32
    var readOffset: UInt32
  }

  private let chip: any Chip
  private let ram: ChipMemory
  private let symbol: UInt32?
  private var alarm: Alarm!
  private var block: UInt32?
  private var looks = 0
  private var instructions: UInt64?
  /// What was sent from outside and the firmware has not got yet.
  private var waiting: [UInt8] = []
  private var output: [UInt8] = []
  /// The firmware repeats what it has sent: nobody is told again.
  var isMuted = false

  /// Serves from the present on; `ram` is the chip's.
  init(_ chip: any Chip, ram: ChipMemory, symbols: SymbolTable) {
    self.chip = chip
    self.ram = ram
    symbol = symbols.address(of: "_SEGGER_RTT")
    alarm = chip.emulation.alarm("RTT") { [unowned self] in look($0) }
    alarm.set(at: chip.emulation.now.adding(RTTChannels.period))
  }

  /// Bytes for the firmware, from outside.
  func send(_ bytes: [UInt8]) { waiting += bytes }

  /// What the firmware has sent since the last call.
  func takeOutput() -> [UInt8] {
    defer { output.removeAll(keepingCapacity: true) }
    return output
  }

  /// Keeps what the probe has come to; the result brings it back there.
  func keep() -> () -> Void {
    { [unowned self, block, looks, instructions, waiting, deadline = alarm.deadline] in
      (self.block, self.looks, self.instructions, self.waiting) = (block, looks, instructions, waiting)
      alarm.set(at: deadline)
    }
  }

  private func look(_ deadline: Tick) {
    alarm.set(at: deadline.adding(RTTChannels.period))
    looks += 1
    // Asleep, nothing is written; without its supply there is no RAM.
    guard chip.cpu.instructions != instructions || !waiting.isEmpty, chip.mode != .off, chip.mode != .hibernation else {
      return
    }
    instructions = chip.cpu.instructions
    guard let block = controlBlock() else { return }
    let upward = word(block &+ 16)
    guard upward <= RTTChannels.mostRings else { return }
    if upward > 0, let ring = ring(block &+ 24) { take(ring) }
    if word(block &+ 20) > 0, !waiting.isEmpty, let ring = ring(block &+ 24 &+ upward &* RTTChannels.ringSize) {
      give(ring)
    }
  }

  private func take(_ ring: Ring) {
    var place = ring.readOffset
    while place != ring.writeOffset {
      if !isMuted { output.append(byte(ring.buffer &+ place)) }
      place = place &+ 1 == ring.size ? 0 : place &+ 1
    }
    if place != ring.readOffset { put(place, at: ring.descriptor &+ 16) }
  }

  private func give(_ ring: Ring) {
    var (place, count) = (ring.writeOffset, 0)
    while count < waiting.count {
      let next = place &+ 1 == ring.size ? 0 : place &+ 1
      if next == ring.readOffset { break }
      chip.bus.poke([waiting[count]], at: ring.buffer &+ place)
      count += 1
      place = next
    }
    guard count > 0 else { return }
    waiting.removeFirst(count)
    put(place, at: ring.descriptor &+ 12)
  }

  private func ring(_ descriptor: UInt32) -> Ring? {
    let ring = Ring(
      descriptor: descriptor, buffer: word(descriptor &+ 4), size: word(descriptor &+ 8),
      writeOffset: word(descriptor &+ 12), readOffset: word(descriptor &+ 16))
    let isSound =
      ram.contains(ring.buffer) && (1...UInt32(ram.size)).contains(ring.size)
      && ring.writeOffset < ring.size && ring.readOffset < ring.size
    return isSound ? ring : nil
  }

  // MARK: The control block

  private func controlBlock() -> UInt32? {
    if let block, isMarked(block) { return block }
    block = symbol.flatMap { isMarked($0) ? $0 : nil }
    if block == nil, symbol == nil, looks % RTTChannels.searching == 0 { block = search() }
    return block
  }

  private func isMarked(_ address: UInt32) -> Bool {
    RTTChannels.mark.indices.allSatisfy { byte(address &+ UInt32($0)) == RTTChannels.mark[$0] }
  }

  /// The first aligned place in RAM that has the mark.
  private func search() -> UInt32? {
    guard let mapping = chip.bus.visibleMapping(at: ram.base) else { return nil }
    let bytes = UnsafeRawPointer(mapping.memory.bytes + mapping.offset)
    for place in stride(from: 0, to: mapping.length - 3, by: 4)
    where bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self) == RTTChannels.beginning {
      let address = mapping.base &+ UInt32(place)
      if isMarked(address) { return address }
    }
    return nil
  }

  private func byte(_ address: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: chip.bus.peek(address, width: 1) ?? 0) }
  private func word(_ address: UInt32) -> UInt32 { chip.bus.peek(address, width: 4) ?? 0 }

  private func put(_ value: UInt32, at address: UInt32) {
    chip.bus.poke((0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }, at: address)
  }
}
