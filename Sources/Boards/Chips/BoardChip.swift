import CortexM0
import Machine
import NRF51

/// A chip as the board around it wires it.
protocol BoardChip: AnyObject {
  /// The chip, as runs and tools see it.
  var chip: any Chip { get }
  /// Told of every change of the chip's mode, before those who watch it.
  var onMode: ((Mode) -> Void)? { get set }
  /// Whether it was powered on; a supply that comes starts it from then on.
  var hasStarted: Bool { get }
  /// VBUS as the chip sees it; `nil` where it does not.
  var vbus: Line? { get }
  /// Below so many millivolts of its supply it asks to be told; `nil` where it does not.
  var supplyThreshold: (millivolts: Int, hysteresis: Int)? { get }

  /// The flash that it keeps firmware in; `nil` where that is a part of the board.
  var storage: (any FirmwareStorage)? { get }

  /// Whether a clock runs that could wake it out of extended sleep after a time.
  var hasSleepClock: Bool { get }

  /// Its radio; `nil` where it has none that sends packets.
  var packetRadio: RADIO? { get }

  /// The wires of a bus of the chip's kind.
  func wires(of bus: ChipBus) -> BusWires
  /// Hangs a part on a bus of the chip's kind. The default does nothing else.
  func attach(_ part: AnyObject, to bus: ChipBus)
  /// The line that selects the flash that the chip maps; `nil` where it maps none.
  var mappedSelect: Line? { get }
  /// Wires an asynchronous serial line to a pad of the chip's kind.
  func attach(_ wire: SerialWire, to pad: String)
  /// A resistor on a pad of the chip's kind, up (`true`) or down.
  func pull(_ pad: String, to level: Bool, by resistor: PadResistor)

  /// Takes words of a file for a place of the chip that is neither flash nor RAM; `false` where it has none there.
  func takeOther(_ bytes: [UInt8], at address: UInt32) -> Bool

  /// Wires what the chip measures of cell and charger, and what it does to them.
  func connect(_ supply: BoardSupply)
  /// The supply fell below `supplyThreshold`, or rose above it again.
  func supplyLevelChanged(isLow: Bool)
  /// The temperature changed.
  func temperatureChanged(_ supply: BoardSupply)
  /// The constant current that its charger is set to, in pA; 0 without one.
  var chargeCurrent: Int64 { get }
  /// Whether its charger is on and stopped by a temperature.
  var isChargingTooHotOrCold: Bool { get }

  /// Powers it on.
  func powerOn(_ start: PowerOn)
}

extension BoardChip {
  /// None.
  var packetRadio: RADIO? { nil }

  /// On the bus's wires.
  func attach(_ part: AnyObject, to bus: ChipBus) { wires(of: bus).attach(part) }
}
