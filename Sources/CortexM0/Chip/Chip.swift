import Machine

/// A chip around the processor, as boards, runs and tools see it: time passes in it, and it can be looked into.
public protocol Chip: AnyObject {
  /// The machine that it is part of.
  var emulation: Emulation { get }
  /// Its processor.
  var cpu: CPU { get }
  /// Its system bus.
  var bus: Bus { get }
  /// Its system RAM.
  var ram: Memory { get }
  /// The flash that firmware executes from, as the processor sees it.
  var flash: Memory { get }
  /// The processor's name in the ledger; those of the chip's other loads begin with it.
  var coreComponent: String { get }

  /// Every block that answers on the bus; the CPU's own too.
  var registerBlocks: [RegisterBlock] { get }
  /// Every register of them, by address.
  var registers: [RegisterEntry] { get }

  // MARK: What it does

  /// What it is doing.
  var mode: Mode { get }
  /// Ticks spent in each mode up to now.
  var modeTicks: [Mode: Tick] { get }
  /// Resets so far, by kind; the first is that of power-on.
  var resets: [ResetKind: Int] { get }
  /// Whether a fault inside the fault handler has stopped the CPU for good.
  var isLockedUp: Bool { get }
  /// Whether the firmware cannot go on as it would on the chip.
  var isStuck: Bool { get }
  /// Whether the firmware has faulted and nothing will end that.
  var isFaultedForGood: Bool { get }
  /// Where in the mask ROM the latest fault was for want of code; `nil` for any other fault, and without a mask ROM.
  var missingROMCode: UInt32? { get }
  /// Tells `action` of every change of `mode`, after it.
  func watchMode(_ action: @escaping (Mode) -> Void) -> Subscription
  /// Tells `action` of every address in the mask ROM that the program came to and that holds none of our code, before it
  /// faults there.
  func watchMissingROMCode(_ action: @escaping (UInt32) -> Void) -> Subscription
  /// The name of an external interrupt line, such as `TIMER1`; `nil` where nothing uses it.
  func interruptName(_ number: Int) -> String?
  /// The interrupt line by which a pad wakes the chip.
  var padInterrupt: Int { get }
  /// The pad of a name, such as `P1_0`; `nil` where there is none.
  func pad(named name: String) -> Line?

  // MARK: Time

  /// Runs the machine to `limit`, or past it by the rest of one instruction. How a run is cut into calls changes nothing.
  func run(until limit: Tick)
  /// Ends the present `run` after this instruction, for those who are called back from it.
  func endRun()
  /// When something will happen next: now while the CPU executes, else at the next alarm.
  var nextActivity: Tick { get }

  // MARK: From outside

  /// Pulls the reset line.
  func resetHardware()
  /// Holds the watchdog still, as a debugger's start script does; firmware can let it run again.
  func freezeWatchdog()
  /// How far the fast and the slow crystal are off from now on, in parts per million, clamped to ±1,000.
  func setCrystalDrift(fast: Int64, slow: Int64)
}
