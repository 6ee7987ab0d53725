import Machine

/// Requests: what becomes pending, and whether that matters now.
extension CPU {
  /// What runs now has this priority (ARMv6-M ARM, B1.5.4); lower is more urgent.
  var executionPriority: Int {
    let active = nvic.activePriority
    return isMasked ? min(active, 0) : active
  }

  /// Looks again at what is pending after any change of requests, enables, priorities or masks.
  func reassess() {
    refreshReady()
    switch condition {
    case .running: break
    case .sleeping: wakeIfAsked()
    // Only NMI gets through to a processor that locked up at the priority of HardFault.
    case .lockedUp: if ready == NVIC.nmi { condition = .running }
    }
  }

  /// Finds the exception that preempts what runs.
  func refreshReady() {
    let candidate = nvic.mostUrgent
    ready = candidate.exception != 0 && candidate.priority < executionPriority ? candidate.exception : 0
  }

  func interruptChanged(_ line: Int, _ level: Bool) {
    let bit = UInt32(1) << UInt32(line & 31)
    if !level {
      nvic.levels &= ~bit
      return
    }
    nvic.levels |= bit
    setPendingLines(bit)
    reassess()
  }

  /// Makes lines pending; with SEVONPEND each that was not is an event.
  func setPendingLines(_ bits: UInt32) {
    if bits & ~nvic.pending != 0 { noteNewlyPending() }
    nvic.pending |= bits
  }

  /// Makes a system exception pending.
  func request(_ exception: Int) {
    if nvic.systemPending >> UInt32(exception & 31) & 1 == 0 { noteNewlyPending() }
    nvic.setPending(exception)
    reassess()
  }

  private func noteNewlyPending() {
    if systemControl & 16 != 0 { hasEvent = true }
  }

  func sysTickReachedZero(_ deadline: Tick) {
    setSysTickAlarm()
    request(NVIC.sysTick)
  }

  /// Sets the alarm to the timer's next zero after now.
  func setSysTickAlarm() {
    sysTickAlarm?.set(at: sysTick.nextInterrupt(after: scheduler.now))
  }

  func stopSysTick() {
    guard sysTick.usesProcessorClock else { return }
    sysTick.settle(at: scheduler.now)
    sysTick.isStopped = true
    setSysTickAlarm()
  }

  func resumeSysTick() {
    sysTick.settle(at: scheduler.now)
    sysTick.isStopped = false
    setSysTickAlarm()
  }
}
