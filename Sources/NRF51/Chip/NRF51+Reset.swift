import CortexM0
import Machine

/// Resets, the supply, and where the program starts.
extension NRF51 {
  /// A lockup within this time of the last one's reset is the same one again.
  static let lockupWindow: Tick = .milliseconds(10)
  /// After so many in a row the CPU stays locked up.
  static let mostLockups = 8

  /// Resets between two instructions, as soon as the present one is over. One of the supply goes before others.
  func request(_ kind: ResetKind, _ reason: ResetReason) {
    guard mode != .off else { return }
    if pendingReset.map({ $0.kind != .brownOut }) ?? true {
      pendingReset = PendingReset(kind: kind, reason: reason.rawValue)
    }
    attention.set(at: scheduler.now)
  }

  /// Pulls the reset pin.
  public func resetHardware() { request(.hardware, .pin) }

  /// What had to wait for the end of an instruction.
  func attend() {
    if !net.isPowered, isHeldInReset {
      // Nothing holds what has no power: what comes back is a power-on.
      isHeldInReset = false
      pendingReset = nil
    }
    if net.isPowered == (mode == .off), hasStarted { applySupply() }
    if let reset = pendingReset, mode != .off || isHeldInReset {
      perform(reset.kind, ResetReason(rawValue: reset.reason) ?? .none)
    }
    if isOffRequested { enterOff() }
  }

  func perform(_ kind: ResetKind, _ reason: ResetReason) {
    pendingReset = nil
    isPowerOnDue = false
    isOffRequested = false
    wake.cancel()
    isHeldInReset = kind == .brownOut && power.isBrownOut
    if isHeldInReset { return switchOff() }
    if reason != .lockup { lockups = 0 }
    resets[kind, default: 0] += 1
    if kind == .powerOn { ram.fill(0..<ram.size, with: 0) }
    fabric.reset(kind)
    // It works on in System OFF, and its wake-up is a reset like all others.
    if kind == .hibernation { peripherals.comparator.reset() }
    power.reset(kind, reason)
    switch boot {
    case .flash: cpu.reset()
    case .image(let stackPointer, let programCounter):
      cpu.start(stackPointer: stackPointer, programCounter: programCounter)
    }
    enter(.run)
    fabric.setSleep(false, isWatchdogFrozen: false)
    updateLoads()
  }

  private func switchOff() {
    fabric.reset(.powerOn)
    power.reset()
    enter(.off)
  }

  // MARK: Lockup

  /// Whether the CPU stays locked up.
  var isLockedForGood: Bool { lockups >= Self.mostLockups }

  /// The CPU has locked up, which resets the chip (RESETREAS.LOCKUP). Chosen: a program that does so again and again, such as an
  /// empty flash, stays locked up, so that a run of it ends.
  func lockUp() {
    guard !isLockedForGood, pendingReset == nil else { return }
    let isAgain = scheduler.now &- lockedUpAt <= Self.lockupWindow && lockups > 0
    lockups = isAgain ? lockups + 1 : 1
    lockedUpAt = scheduler.now
    if !isLockedForGood { perform(.software, .lockup) }
  }

  // MARK: Supply

  /// The supply is there and too low: the power-on waits.
  func hold() {
    isHeldInReset = true
    isPowerOnDue = true
  }

  private func applySupply() {
    if !net.isPowered {
      pendingReset = nil
      isHeldInReset = false
      isOffRequested = false
      wake.cancel()
      switchOff()
    } else if !isHeldInReset {
      boot = .flash
      if power.isBrownOut { hold() } else { perform(.powerOn, .none) }
    }
  }

  /// The board's comparators: the supply at the chip fell below a level, or rose above it again.
  public func supplyChanged(_ level: SupplyLevel, isLow: Bool) {
    power.supplyChanged(level, isLow: isLow)
    guard level == .brownOut else { return }
    if isLow {
      request(.brownOut, .none)
    } else if isHeldInReset {
      pendingReset = PendingReset(kind: isPowerOnDue ? .powerOn : .brownOut, reason: 0)
      attention.set(at: scheduler.now)
    }
  }
}
