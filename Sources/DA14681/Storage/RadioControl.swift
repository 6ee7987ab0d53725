import Machine

/// RFCU: the radio's control unit. Registers keep what is written; a calibration that is started ends, without a result.
///
/// Sources: public drivers of the DA1468x (`hw_rf.c`) and their register header: they write RF_IRQ_CTRL, wait until EO_CAL
/// is 0, set SO_CAL, wait until it is 1, then until it is 0 or for the interrupt, for which EO_CAL stands. Neither is in the
/// chip's register list. Chosen: a calibration takes 100 us, whichever is asked for; its results read 0. Each access is
/// counted as unmodelled, so that a report says that firmware leaned on it.
public final class RadioControl: SoCBlock {
  /// The registers, and the end of the calibration that runs.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var end: Tick?
  }

  static let duration = Tick.microseconds(100)
  static let start = Field("SO_CAL", 0)
  static let done = Field.readOnly("EO_CAL", 1)
  static let calibration = Register(
    "RF_CAL_CTRL_REG", at: 0x50, coverage: .storage, [start, done, Field("CAL_DIS", 15, 2)])
  static let interrupt = Register(
    "RF_IRQ_CTRL_REG", at: 0x54, coverage: .storage, [Field("EO_CAL_CLEAR", 0)])

  static let block = StorageMap.window(
    "RFCU", at: 0x5000_2000, size: 0x200, "radio control unit", [calibration, interrupt])

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  private let fabric: Fabric
  private let request: LineDriver
  private var end: Alarm!

  /// The unit after reset, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    request = fabric.interrupt(.radioCalibration).driver(Self.block.name)
    end = fabric.emulation.alarm("RFCU.calibration") { [unowned self] _ in self.finished() }
    fabric.install(self)
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// Nothing runs.
  public func reset() {
    bank.reset()
    end.cancel()
    request.value = nil
  }

  private func finished() {
    bank[Self.calibration, Self.start] = 0
    bank[Self.calibration, Self.done] = 1
    request.value = true
  }

  /// Starts a calibration, or takes the end of the last one back.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.calibration:
      if Self.start.get(value) == 0 {
        end.cancel()
      } else if Self.start.get(old) == 0 {
        end.set(at: fabric.now &+ Self.duration)
      }
    case Self.interrupt:
      bank[Self.calibration, Self.done] = 0
      request.value = nil
    default: break
    }
  }

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, end: end.deadline) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    end.set(at: state.end)
  }
}
