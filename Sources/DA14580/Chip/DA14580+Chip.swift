import Blocks
import CortexM0
import Machine

/// What every chip around a Cortex-M0 has.
extension DA14580: Chip {
  /// The core's name in the ledger.
  public var coreComponent: String { Self.coreComponent }

  /// The chip has no flash of its own; what it keeps a program in is OTP.
  public var flash: Memory { memories.otp }

  /// `UART2`.
  public func interruptName(_ number: Int) -> String? {
    Interrupt(rawValue: number).map { String($0.name.dropLast("_IRQn".count)) }
  }

  /// That of the wake-up controller.
  public var padInterrupt: Int { Interrupt.wakeup.rawValue }

  /// A pad, `P0_0` to `P3_7`.
  public func pad(named name: String) -> Line? { Pin(named: name).map { fabric.pads[$0] } }

  /// The drift of XTAL16M and XTAL32K.
  public func setCrystalDrift(fast: Int64, slow: Int64) {
    fabric.clocks.configure {
      $0.fastDrift = min(max(fast, -1_000), 1_000)
      $0.slowDrift = min(max(slow, -1_000), 1_000)
    }
  }

  /// Holds the watchdog still, as a debugger's start script does; firmware can let it run again (RESET_FREEZE).
  public func freezeWatchdog() { fabric.setFreeze(fabric.freeze.union(.watchdog)) }

  /// Whether a fault inside the fault handler has stopped the CPU for good: nothing but a reset starts it again.
  public var isLockedUp: Bool { cpu.condition == .lockedUp }

  /// Where in the mask ROM the latest fault was for want of code, as an address in its own window: firmware called the Bluetooth
  /// stack. On the chip it would go on there; here it cannot.
  public var missingROMCode: UInt32? {
    guard let fault = cpu.lastFault, fault.cause == .undefinedInstruction else { return nil }
    return romAddress(of: fault.programCounter)
  }

  /// Whether the firmware cannot go on as it would on the chip: locked up, or in the mask ROM.
  public var isStuck: Bool { isLockedUp || missingROMCode != nil }

  /// Whether the firmware has faulted and nothing will end that: it is stuck, or in the handler of HardFault, and the
  /// watchdog either stands still or is being fed there.
  public var isFaultedForGood: Bool {
    if isStuck { return true }
    guard cpu.isInHardFault, let fault = cpu.lastFault else { return false }
    return !watchdog.isRunning || scheduler.now &- fault.time > Watchdog.longest
  }

  /// Tells `action` of every change of `mode`, after it.
  public func watchMode(_ action: @escaping (Mode) -> Void) -> Subscription { modes.add(action) }

  /// Tells `action` of every address in the mask ROM that the program came to, before it faults there; it may end the run.
  public func watchMissingROMCode(_ action: @escaping (UInt32) -> Void) -> Subscription { missingROMCodes.add(action) }

  /// The address in the ROM's own window of what the ROM answers at `address`, as it also may at 0.
  func romAddress(of address: UInt32) -> UInt32? {
    guard let mapping = bus.mapping(at: address), mapping.memory === memories.rom else { return nil }
    return MaskROM.base &+ (address &- mapping.base) &+ UInt32(mapping.offset)
  }
}
