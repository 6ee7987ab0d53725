import Machine

extension CPU {
  /// Resets the core and starts from the vector table: the stack pointer from bus address 0, PC from address 4.
  /// Unreadable vectors lock it up.
  public func reset() {
    let wasFaulted = bus.faulted
    bus.faulted = false
    let stackPointer = bus.read(0, width: 4)
    let entry = bus.read(4, width: 4)
    let failed = bus.faulted
    bus.faulted = wasFaulted
    start(stackPointer: stackPointer, programCounter: entry)
    if failed {
      recordFault(.vectorRead, at: entry, address: 0, lockedUp: true)
      condition = .lockedUp
    }
  }

  /// Resets the core and starts with the given values; bit 0 of `programCounter` is the Thumb bit.
  public func start(stackPointer: UInt32, programCounter: UInt32) {
    let place = pc
    for index in 0..<17 { r[index] = 0 }
    r[13] = stackPointer & ~3
    r[14] = 0xFFFF_FFFF
    otherStackPointer = 0
    usesProcessStack = false
    nz = 1
    carry = 0
    overflow = 0
    pc = programCounter & ~1
    isThumb = programCounter & 1 != 0
    exceptionNumber = 0
    isMasked = false
    hasEvent = false
    resetSystem()
    wasRestarted = true
    noteTransfer(.reset, from: place)
  }

  /// Resets what is not in the registers: exceptions, SysTick, sleep. Lines keep their level.
  private func resetSystem() {
    let levels = nvic.levels
    nvic = NVIC()
    nvic.levels = levels
    nvic.pending = levels
    stage = .none
    systemControl = 0
    sysTick = SysTick(clock: rate)
    sysTick.change(to: rate, origin: anchor, at: scheduler.now)
    setSysTickAlarm()
    condition = .running
    ready = 0
    reassess()
  }
}
