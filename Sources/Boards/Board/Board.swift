import CortexM0
import Machine
import Parts

/// A board as runs, reports and tools see it: by what it has and what that is for, whatever it is made of.
public protocol Board: AnyObject {
  /// What kind of board it is.
  var model: BoardModel { get }

  /// The clock, journal and snapshot of this machine.
  var emulation: Emulation { get }
  /// The cell's circuit: nets, loads, ledger.
  var power: PowerSystem { get }
  /// The chip that runs the firmware.
  var chip: any Chip { get }
  /// The chip that the firmware is stored in.
  var storage: any FirmwareStorage { get }
  /// When and why it stopped running.
  var stops: StopLog { get }
  /// The temperature around it.
  var ambient: Ambient { get }
  /// The serial cable for host tools.
  var cable: CradleCable { get }
  /// The buses that parts hang on, in the order of the chip or of the board's file.
  var buses: [BoardBus] { get }
  /// What a person presses or touches; `nil` where it has nothing of the kind.
  var key: (any PressableKey)? { get }
  /// `nil` for a board without one.
  var display: (any PixelDisplay)? { get }
  /// Its LEDs, in the order of its file; those of a matrix are its display.
  var lights: [any Light] { get }
  /// What feels how it is moved; `nil` where nothing does.
  var motionSensor: (any MotionSensor)? { get }
  /// What measures the wearer's pulse; `nil` where nothing does.
  var heartSensor: (any HeartSensor)? { get }
  /// What its radio does.
  var radioActivity: Radio.Activity { get }

  /// Whether the charging cable is in.
  var isChargerPluggedIn: Bool { get set }
  /// What the charging cable is plugged into; `nil` where VBUS does not reach the board.
  var chargeSource: (any ChargeSource)? { get }
  /// Whether there are mains where the charging cable is plugged in; a power bank needs none.
  var hasMains: Bool { get set }
  /// The constant current that the charger is set to, in pA.
  var chargeCurrent: Int64 { get }
  /// Whether the charger is on and stopped by a temperature.
  var isChargingTooHotOrCold: Bool { get }
  /// The cell.
  var cell: Cell { get }
  /// The component whose current an instrument shows on each of its digital channels, D0 to D7; `nil` for none.
  var probedComponents: [String?] { get }
  /// The line that tells the firmware of the cable.
  var cableDetect: Line? { get }

  /// A part, by the name that the board file gives it; `nil` where there is none.
  func part(named name: String) -> AnyObject?

  /// Takes bytes that an image has for an address beyond flash and RAM, such as settings beside the flash, before `powerOn`.
  /// `false` where nothing there keeps them.
  func takeOther(_ bytes: [UInt8], at address: UInt32) -> Bool

  /// Powers the chip on, which boots as `start` says; nothing executes before it runs.
  func powerOn(_ start: PowerOn)
}

extension Board {
  /// Nothing is kept.
  public func takeOther(_ bytes: [UInt8], at address: UInt32) -> Bool { false }

  /// What the board has on a pad; `nil` where it has no name.
  public func signal(ofLine name: String) -> String? { model.signals[name] }
}
