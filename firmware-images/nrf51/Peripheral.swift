/// A page of the peripheral bus: tasks, events and their interrupts are at the same offsets in all of them.
struct Peripheral {
  let number: UInt

  @inline(__always) init(_ number: UInt) { self.number = number }

  @inline(__always) func register(_ offset: UInt) -> WideRegister { WideRegister(0x4000_0000 + number << 12 + offset) }

  @inline(__always) func trigger(_ task: UInt) { register(task).value = 1 }
  @inline(__always) func has(_ event: UInt) -> Bool { register(event).value != 0 }
  @inline(__always) func clear(_ event: UInt) { register(event).value = 0 }

  /// Lets events, bit n that at 0x100 + 4n, raise the interrupt line, or no longer.
  @inline(__always) func enableInterrupts(_ events: UInt32) { register(0x304).value = events }
  @inline(__always) func disableInterrupts(_ events: UInt32) { register(0x308).value = events }

  /// The bit of an event in the interrupt registers.
  @inline(__always) static func bit(_ event: UInt) -> UInt32 { 1 << UInt32((event - 0x100) / 4) }

  /// Sleeps until one of two events, whose interrupts are enabled here and disabled in the interrupt controller: the pending
  /// interrupt alone ends WFE (SCR.SEVONPEND).
  @inline(__always) func wait(for event: UInt, or other: UInt) {
    while !has(event), !has(other) { cpu_wait_for_event() }
  }
}
