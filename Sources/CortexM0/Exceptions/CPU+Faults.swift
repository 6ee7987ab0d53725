/// HardFault, lockup and their record (ARMv6-M ARM, B1.5.10 to B1.5.15).
extension CPU {
  /// A fault of the instruction at `address`: HardFault, or lockup within HardFault and NMI.
  func fault(_ cause: FaultCause, at address: UInt32, address accessed: UInt32? = nil) {
    pc = address
    let locksUp = nvic.activePriority < 0
    recordFault(cause, at: address, address: accessed, lockedUp: locksUp)
    if locksUp { lockUp() } else { request(NVIC.hardFault) }
  }

  /// A fault while an exception is entered: HardFault comes in its place; while entering HardFault or NMI, lockup.
  func derivedFault(_ cause: FaultCause, address: UInt32) {
    let locksUp = nvic.activePriority < 0 || nvic.mostUrgent.priority < 0
    recordFault(cause, at: pc, address: address, lockedUp: locksUp)
    if locksUp { lockUp() } else { request(NVIC.hardFault) }
  }

  /// Stops at the lockup address (ARMv6-M ARM, B1.5.15).
  func lockUp() {
    pc = 0xFFFF_FFFE
    stage = .none
    condition = .lockedUp
    reassess()
  }

  func recordFault(_ cause: FaultCause, at address: UInt32, address accessed: UInt32?, lockedUp: Bool) {
    faults &+= 1
    let fault = Fault(
      cause: cause, time: scheduler.now, programCounter: address, address: accessed, registers: (0..<15).map { r[$0] },
      xPSR: xPSR, usesProcessStack: usesProcessStack, stack: stackWords, lockedUp: lockedUp)
    firstFault = firstFault ?? fault
    lastFault = fault
    faultWatchers.tell(fault)
  }

  /// What the stack pointer points at, in memory only: looking must not touch a peripheral.
  private var stackWords: [UInt32] {
    (0..<Fault.stackWords).map { (r[13] & ~3) &+ 4 &* $0 }.prefix { bus.mapping(at: $0) != nil }.compactMap { address in
      bus.mapping(at: address).map { $0.memory.word(at: Int(address - $0.base) + $0.offset) }
    }
  }

  /// Whether the handler of HardFault is running, or was interrupted by the NMI's.
  public var isInHardFault: Bool { nvic.isActive(NVIC.hardFault) }
}
