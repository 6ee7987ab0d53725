import CortexM0
import DA14580
import Machine
import Parts

/// The DA14580 on a board: its program is in a serial flash, which is a part of the board, or comes over a serial line.
final class DA14580OnBoard: BoardChip {
  /// As board files name it.
  static let kind = ChipKind(
    DA14580.model, component: DA14580.coreComponent, pads: DA14580.padNames,
    buses: [ChipBus(name: "SPI", kind: .spi), ChipBus(name: "I2C", kind: .i2c)], hasCharger: false,
    coefficients: DA14580.Coefficients.documented.all + DA14580.padCoefficients.all
      + DA14580.PeripheralCoefficients.documented.all
  ) { DA14580OnBoard($0) }

  private let soc: DA14580
  private var modes: Subscription?
  /// Told of every change of the chip's mode, before those who watch it later.
  var onMode: ((Mode) -> Void)?

  private init(_ site: ChipSite) {
    soc = DA14580(site.emulation, on: site.net, coefficients: site.figures(DA14580.Coefficients.documented))
    soc.supplyPads(from: site.net, site.figures(DA14580.padCoefficients))
    soc.supplyPeripherals(site.figures(DA14580.PeripheralCoefficients.documented))
    modes = soc.watchMode { [unowned self] in onMode?($0) }
  }

  var chip: any Chip { soc }
  var hasStarted: Bool { soc.hasStarted }
  var hasSleepClock: Bool { soc.hasLowPowerClock }
  /// VBUS does not reach the chip.
  var vbus: Line? { nil }
  /// There is no flash controller that maps anything.
  var mappedSelect: Line? { nil }
  /// The firmware is in a flash that is a part of the board.
  var storage: (any FirmwareStorage)? { nil }
  /// What it can work with is watched at the root of its rail (`connect`).
  var supplyThreshold: (millivolts: Int, hysteresis: Int)? { nil }
  var chargeCurrent: Int64 { 0 }
  var isChargingTooHotOrCold: Bool { false }

  func wires(of bus: ChipBus) -> BusWires {
    switch bus.name {
    case "SPI": return .spi(soc.spi.wires)
    case "I2C": return .i2c(soc.i2c.wires)
    default: fatalError("the DA14580 has no bus \(bus.name)")
    }
  }

  func attach(_ wire: SerialWire, to pad: String) {
    guard soc.attach(wire, to: pad) else { fatalError("the DA14580 has no pad \(pad)") }
  }

  func pull(_ pad: String, to level: Bool, by resistor: PadResistor) {
    guard soc.pull(pad, to: level, by: resistor) else { fatalError("the DA14580 has no pad \(pad)") }
  }

  func connect(_ supply: BoardSupply) {
    soc.measureBattery { [unowned net = supply.chipNet] in net.millivolts }
    if let (divider, pad) = supply.cellDivider { soc.measurePads { $0 == pad ? divider.millivolts : nil } }
    let threshold = DA14580.supplyThreshold
    // The voltage that is watched is that at the root of the chip's rail.
    // One that the rail never reaches is always too low.
    let millivolts = supply.chipNet.rootMillivolts(for: threshold.millivolts) ?? 30_000
    supply.power.watch("DA14580 supply", millivolts: millivolts, hysteresis: threshold.hysteresis) { [unowned soc] in
      soc.supplyLevelChanged(isLow: $0)
    }
  }

  func takeOther(_ bytes: [UInt8], at address: UInt32) -> Bool { false }

  func supplyLevelChanged(isLow: Bool) {}

  func temperatureChanged(_ supply: BoardSupply) {}

  func powerOn(_ start: PowerOn) {
    switch start {
    case .flash: soc.start(.rom)
    case .serial: soc.start(.serial)
    case .image(let stackPointer, let programCounter, _):
      soc.start(.image(stackPointer: stackPointer, programCounter: programCounter, remap: .sysRAM))
    }
  }
}
