import CortexM0
import Machine

/// System ON with the CPU asleep, and System OFF.
extension NRF51 {
  /// Whether the CPU sleeps in System ON.
  var isAsleep: Bool { mode == .wfi || mode == .extendedSleep }

  private var sleepMode: Mode {
    fabric.clocks.requests > 0 || power.isConstantLatency ? .wfi : .extendedSleep
  }

  /// The CPU executed WFI or WFE with nothing pending.
  func cpuSlept() {
    enter(sleepMode)
    fabric.setSleep(true, isWatchdogFrozen: fabric.isWatchdogFrozen)
  }

  /// An interrupt or event ends the sleep, at once where the 16 MHz clock runs.
  func cpuWoke() {
    if mode == .extendedSleep {
      if wake.deadline == nil { wake.set(at: scheduler.now &+ Self.wakeTime) }
    } else if mode == .wfi {
      wakeUp()
    }
  }

  /// The CPU has its clock again.
  func wakeUp() {
    guard isAsleep, cpu.condition != .sleeping else { return }
    enter(.run)
    fabric.setSleep(false, isWatchdogFrozen: fabric.isWatchdogFrozen)
  }

  /// A block asked for the 16 MHz clock or no longer does.
  func reconsiderSleep() {
    guard isAsleep, wake.deadline == nil else { return updateLoads() }
    if mode == sleepMode { updateLoads() } else { enter(sleepMode) }
  }

  // MARK: System OFF

  /// SYSTEMOFF was written: all but the pads stands still, and RAM without OFFRAM loses its contents.
  func enterOff() {
    isOffRequested = false
    guard mode == .run || isAsleep else { return }
    wake.cancel()
    for (block, isRetained) in power.ramBlocksRetained.enumerated() where !isRetained { loseRAM(block) }
    fabric.reset(.hibernation)
    enter(.hibernation)
    if fabric.detect.level { wakeFromOff(.off) }
  }

  /// A pad or the comparator ends System OFF by a reset.
  func wakeFromOff(_ reason: ResetReason) {
    guard mode == .hibernation else { return }
    request(.hibernation, reason)
  }

  func loseRAM(_ block: Int) { ram.fill(block * 8_192..<(block + 1) * 8_192, with: 0) }
}
