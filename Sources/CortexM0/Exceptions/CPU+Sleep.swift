/// WFI, WFE, SEV and what ends a sleep (ARMv6-M ARM, B1.5.16 to B1.5.18).
extension CPU {
  func waitForInterrupt() {
    if !hasWakeUpInterrupt { sleep() }
  }

  func waitForEvent() {
    if hasEvent {
      hasEvent = false
    } else {
      isWaitingForEvent = true
      sleep()
    }
  }

  func sleep() {
    condition = .sleeping
    if isSleepDeep || options.stopsSysTickInSleep { stopSysTick() }
    onSleep?()
  }

  /// Ends the sleep where something asks for it.
  func wakeIfAsked() {
    if isWaitingForEvent ? hasEvent || ready != 0 : hasWakeUpInterrupt { wake() }
  }

  private func wake() {
    if isWaitingForEvent {
      hasEvent = false
      isWaitingForEvent = false
    }
    condition = .running
    if sysTick.isStopped { resumeSysTick() }
    onWake?()
  }

  /// WFI ends for an exception that would be taken if PRIMASK were clear.
  var hasWakeUpInterrupt: Bool {
    nvic.mostUrgent.priority < nvic.activePriority
  }
}
