import Machine

@testable import CortexM0

/// A processor with flash at 0, RAM at 0x20_0000 and nothing else; the vector table is at 0 and the program at 0x100.
final class TestBoard {
  static let entry: UInt32 = 0x100
  static let ramBase: UInt32 = 0x20_0000
  static let stackTop: UInt32 = 0x20_8000

  let emulation = Emulation()
  let bus = Bus()
  let flash: Memory
  let ram = Memory("RAM", size: 0x8000, isWritable: true)
  let cpu: CPU

  /// Starts at 0x100 with `program` there.
  init(_ program: [UInt16] = [], flashWaits: UInt8 = 0) {
    flash = Memory("flash", size: 0x2_0000, isWritable: false, waitStates: flashWaits)
    bus.map(Mapping(flash, at: 0))
    bus.map(Mapping(ram, at: TestBoard.ramBase))
    cpu = CPU(emulation, bus: bus)
    setVector(0, TestBoard.stackTop)
    setVector(1, TestBoard.entry | 1)
    place(program, at: TestBoard.entry)
    cpu.reset()
  }

  func setVector(_ number: Int, _ value: UInt32) {
    flash.store((0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }, at: 4 * number)
  }

  func place(_ halfwords: [UInt16], at address: UInt32) {
    let bytes = halfwords.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    if address >= TestBoard.ramBase {
      ram.store(bytes, at: Int(address - TestBoard.ramBase))
    } else {
      flash.store(bytes, at: Int(address))
    }
  }

  /// Runs as a machine does: fires alarms, and lets time jump while asleep.
  func run(until end: Tick) {
    while emulation.now < end, cpu.condition != .lockedUp {
      cpu.run(until: end)
      if cpu.condition == .sleeping { emulation.scheduler.advance(to: min(end, emulation.scheduler.nextDeadline)) }
      emulation.scheduler.fireDue()
    }
  }
}
