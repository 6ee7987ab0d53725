import CortexM0
import Machine

/// What every chip around a Cortex-M0 has.
extension NRF51: Chip {
  /// The core's name in the ledger.
  public var coreComponent: String { Self.coreComponent }

  /// `TIMER1`.
  public func interruptName(_ number: Int) -> String? { NRF51Interrupt(rawValue: number)?.block }

  /// That of GPIOTE.
  public var padInterrupt: Int { NRF51Interrupt.gpiote.rawValue }

  /// A pad, `P0_0` to `P0_31` or `P0.0` to `P0.31`.
  public func pad(named name: String) -> Line? { pads.named(name) }

  /// Whether a fault inside the fault handler has stopped the CPU for good: it was reset for it again and again, and came to
  /// nothing else.
  public var isLockedUp: Bool { cpu.condition == .lockedUp && isLockedForGood }

  /// Whether it is locked up.
  public var isStuck: Bool { isLockedUp }

  /// There is no mask ROM.
  public var missingROMCode: UInt32? { nil }

  /// Whether the firmware is locked up, or in the handler of HardFault and the watchdog either stands still or is being fed
  /// there.
  public var isFaultedForGood: Bool {
    if isStuck { return true }
    guard cpu.isInHardFault, let fault = cpu.lastFault else { return false }
    return !watchdog.isRunning || scheduler.now &- fault.time > watchdog.longest
  }

  /// There is no mask ROM, so nobody is ever told.
  public func watchMissingROMCode(_ action: @escaping (UInt32) -> Void) -> Subscription {
    Watchers<UInt32>().add(action)
  }

  /// Holds the watchdog still until the chip is reset.
  public func freezeWatchdog() { fabric.setSleep(fabric.isCPUAsleep, isWatchdogFrozen: true) }

  /// How far the 16 MHz and the 32 kHz crystal are off from now on.
  public func setCrystalDrift(fast: Int64, slow: Int64) {
    fabric.clocks.configure(at: scheduler.now) {
      $0.fastDrift = min(max(fast, -1_000), 1_000)
      $0.slowDrift = min(max(slow, -1_000), 1_000)
    }
  }

  /// The CPU's own registers, which the list leaves to ARM.
  private static let coreRegisters = CoreRegisterMap(
    line: { NRF51Interrupt(rawValue: $0)?.name }, priority: { NRF51Interrupt(rawValue: $0).map { "\($0.name)_PRIO" } })

  /// Every block that answers on the bus; the CPU's own too.
  public var registerBlocks: [RegisterBlock] { fabric.banks.map(\.block) + Self.coreRegisters.blocks }

  /// Every register of them, by address.
  public var registers: [RegisterEntry] {
    let unlistedBlocks = Set([PartIdentity.block.name] + Self.coreRegisters.blocks.map(\.name))
    let entries = registerBlocks.flatMap { block in
      block.registers.map { register in
        RegisterEntry(
          block: block.name, register: register, address: block.base &+ register.offset,
          isListed: !unlistedBlocks.contains(block.name) && register.name != NRF51Timer.anomaly73.name)
      }
    }
    return entries.sorted { $0.address < $1.address }
  }
}
