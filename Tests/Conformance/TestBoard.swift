import CortexM0
import Machine

/// A processor with flash at 0, RAM at 0x20_0000 and nothing else; the vector table is at 0 and the program at 0x100.
package final class TestBoard {
  package static let entry: UInt32 = 0x100
  package static let ramBase: UInt32 = 0x20_0000
  package static let stackTop: UInt32 = 0x20_8000

  package let emulation = Emulation()
  package let bus = Bus()
  package let flash: Memory
  package let ram = Memory("RAM", size: 0x8000, isWritable: true)
  package let cpu: CPU

  /// Starts at 0x100 with `program` there; the flash may have a timing, which the test drives.
  package init(
    _ program: [UInt16] = [], flashWaits: UInt8 = 0, hasTiming: Bool = false, options: CoreOptions = CoreOptions()
  ) {
    flash = Memory("flash", size: 0x2_0000, isWritable: false, waitStates: flashWaits)
    if hasTiming { _ = flash.makeTiming() }
    bus.map(Mapping(flash, at: 0))
    bus.map(Mapping(ram, at: TestBoard.ramBase))
    cpu = CPU(emulation, bus: bus, options: options)
    setVector(0, TestBoard.stackTop)
    setVector(1, TestBoard.entry | 1)
    place(program, at: TestBoard.entry)
    cpu.reset()
  }

  package func setVector(_ number: Int, _ value: UInt32) {
    flash.store((0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }, at: 4 * number)
  }

  package func place(_ halfwords: [UInt16], at address: UInt32) {
    let bytes = halfwords.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    if address >= TestBoard.ramBase {
      ram.store(bytes, at: Int(address - TestBoard.ramBase))
    } else {
      flash.store(bytes, at: Int(address))
    }
  }

  /// The halfword at PC, where PC is in flash, and the one behind it.
  var nextHalfwords: (UInt16, UInt16) {
    let place = Int(cpu.programCounter) & (flash.size - 2)
    return (
      flash.bytes.load(fromByteOffset: place, as: UInt16.self),
      flash.bytes.load(fromByteOffset: (place + 2) & (flash.size - 2), as: UInt16.self)
    )
  }

  /// The instruction at PC, where PC is in flash.
  var nextInstruction: Instruction {
    let (first, second) = nextHalfwords
    return InstructionDecoder.decode(first, second, at: cpu.programCounter)
  }

  /// Runs as a machine does: fires alarms, and lets time jump while asleep.
  package func run(until end: Tick) {
    while emulation.now < end, cpu.condition != .lockedUp {
      cpu.run(until: end)
      if cpu.condition == .sleeping { emulation.scheduler.advance(to: min(end, emulation.scheduler.nextDeadline)) }
      emulation.scheduler.fireDue()
    }
  }
}
