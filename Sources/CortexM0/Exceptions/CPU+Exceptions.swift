import Machine

/// Entry to and return from exceptions (ARMv6-M ARM, B1.5.6 to B1.5.8).
extension CPU {
  /// Takes `cycles` cycles.
  func spend(_ count: Int) {
    // A read of a vector or of a frame may have waited for its memory.
    alignToClock()
    cycles &+= UInt64(truncatingIfNeeded: count)
    scheduler.advance(to: time)
  }

  /// The first part of an entry: saves eight words. Which exception is taken is decided after it.
  func stackRegisters() {
    wasRestarted = false
    transferOrigin = pc
    let aligned = (r[13] &- 32) & ~4
    let status = xPSR | (r[13] & 4) << 7
    var waits = 0
    for index in 0..<4 { waits &+= push(r[index], aligned, index) }
    waits &+= push(r[12], aligned, 4)
    waits &+= push(r[14], aligned, 5)
    waits &+= push(pc, aligned, 6)
    waits &+= push(status, aligned, 7)
    // A stack in the system control space can do anything.
    if wasRestarted { return }
    r[13] = aligned
    r[14] = exceptionNumber != 0 ? 0xFFFF_FFF1 : usesProcessStack ? 0xFFFF_FFFD : 0xFFFF_FFF9
    selectStack(process: false)
    stage = .entering
    let failed = bus.faulted
    bus.faulted = false
    if failed { derivedFault(.stacking, address: aligned) }
    if condition == .running { spend(Timing.stacking + waits) }
  }

  /// Writes a word of the frame; returns its extra cycles.
  private func push(_ word: UInt32, _ frame: UInt32, _ index: Int) -> Int {
    let address = frame &+ UInt32(truncatingIfNeeded: 4 &* index)
    bus.write(address, width: 4, value: word)
    return dataWait(address)
  }

  /// Reads a word of the frame, and adds its extra cycles to `waits`.
  private func pop(_ frame: UInt32, _ index: Int, _ waits: inout Int) -> UInt32 {
    let address = frame &+ UInt32(truncatingIfNeeded: 4 &* index)
    waits &+= readWait(address)
    return bus.read(address, width: 4)
  }

  /// The second part: fetches the vector of the most urgent exception, which may have come late.
  func enterHandler(refill: Int) {
    stage = .none
    let exception = nvic.mostUrgent.exception
    if exception == 0 { return unstackRegisters(r[14]) }
    nvic.activate(exception)
    exceptionNumber = exception
    hasEvent = true
    let place = UInt32(truncatingIfNeeded: 4 * exception)
    let vector = bus.read(place, width: 4)
    let failed = bus.faulted
    bus.faulted = false
    reassess()
    if failed {
      vectorFailed(exception, place)
      return
    }
    isThumb = vector & 1 != 0
    pc = vector & ~1
    noteTransfer(.exceptionEntry, from: transferOrigin)
    spend(refill + readWait(place) + fetchWait(pc))
  }

  /// A vector that cannot be read is a HardFault; that of HardFault or NMI itself locks up.
  private func vectorFailed(_ exception: Int, _ place: UInt32) {
    guard exception > NVIC.hardFault else {
      recordFault(.vectorOfHardFault, at: pc, address: place, lockedUp: true)
      lockUp()
      return
    }
    nvic.deactivate(exception)
    nvic.setPending(exception)
    derivedFault(.vectorRead, address: place)
    if condition == .running { stage = .entering }
  }

  /// Ends the exception being handled as EXC_RETURN `value` says.
  func returnFromException(_ value: UInt32) {
    stage = .none
    let returning = exceptionNumber
    let toHandler = value & 15 == 1
    let isValid = value == 0xFFFF_FFF1 || value == 0xFFFF_FFF9 || value == 0xFFFF_FFFD
    guard isValid, nvic.isActive(returning), toHandler == (nvic.activeCount > 1) else {
      pc = value & ~1
      fault(.exceptionReturn, at: pc, address: value)
      return
    }
    nvic.deactivate(returning)
    hasEvent = true
    finishReturn(value, sleeps: systemControl & 2 != 0 && !toHandler)
  }

  /// After the handler: the next exception without unstacking, or sleep, or the interrupted code.
  func finishReturn(_ value: UInt32, sleeps: Bool) {
    stage = .none
    // The returned-to priority decides; the frame of whoever was interrupted stays on the stack.
    reassess()
    if ready != 0 {
      r[14] = value
      enterHandler(refill: Timing.tailChain)
      return
    }
    if sleeps && !hasWakeUpInterrupt {
      exceptionNumber = 0
      stage = .resuming(value)
      sleep()
      return
    }
    unstackRegisters(value)
  }

  private func unstackRegisters(_ value: UInt32) {
    selectStack(process: value & 15 == 13)
    let frame = r[13]
    var waits = 0
    for index in 0..<4 { r[index] = pop(frame, index, &waits) }
    r[12] = pop(frame, 4, &waits)
    r[14] = pop(frame, 5, &waits)
    pc = pop(frame, 6, &waits) & ~1
    noteTransfer(.exceptionReturn, from: transferOrigin)
    let status = pop(frame, 7, &waits)
    let failed = bus.faulted
    bus.faulted = false
    exceptionNumber = Int(status & 63)
    applicationStatus = status
    isThumb = status & 1 << 24 != 0
    r[13] = (frame &+ 32) | (status >> 7 & 4)
    spend(Timing.exceptionReturn + waits + fetchWait(pc))
    if failed {
      fault(.unstacking, at: pc, address: frame)
    } else if (exceptionNumber != 0) != (value & 15 == 1) {
      fault(.exceptionReturn, at: pc, address: value)
    }
    reassess()
  }

  /// Extra cycles of a data access.
  func dataWait(_ address: UInt32) -> Int { Int(bus.waitStates[Int(address >> 12)]) }

  /// Extra cycles of the first fetch after a taken branch.
  func fetchWait(_ address: UInt32) -> Int {
    guard let region = selectRegion(address) else { return 0 }
    return Int(region.memory.waitStates)
  }
}
