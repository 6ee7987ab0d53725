import CortexM0
import Machine
import NRF51
import Parts

/// The nRF51822 on a board: its buses are wherever the board has wired them, and its own flash keeps the firmware.
final class NRF51OnBoard: BoardChip {
  /// Its variants, as board files name them.
  static let kinds: [ChipKind] = [
    kind(.xxAA), kind(.xxAB), kind(.xxAC),
  ]

  private static let pads = (0..<NRF51Pads.count).map { "P0_\($0)" }

  private static func kind(_ variant: NRF51.Variant) -> ChipKind {
    ChipKind(
      NRF51.model(variant), component: NRF51.coreComponent, pads: pads, buses: [], hasFreeBuses: true,
      worksWithoutSlowCrystal: true, hasCharger: false,
      storage: (variant.flashSize, NVMC.pageSize),
      coefficients: NRF51.Coefficients.documented.all + NRF51.padCoefficients.all
    ) { NRF51OnBoard($0, variant) }
  }

  private let soc: NRF51
  private var buses: [String: BusWires] = [:]
  private var modes: Subscription?
  /// Told of every change of the chip's mode, before those who watch it later.
  var onMode: ((Mode) -> Void)?

  private init(_ site: ChipSite, _ variant: NRF51.Variant) {
    soc = NRF51(
      site.emulation, on: site.net, variant: variant, seed: site.seed,
      hasSlowCrystal: site.hasSlowCrystal, coefficients: site.figures(NRF51.Coefficients.documented))
    soc.pads.supply(from: site.net, site.figures(NRF51.padCoefficients))
    modes = soc.watchMode { [unowned self] in onMode?($0) }
  }

  var chip: any Chip { soc }
  var packetRadio: RADIO? { soc.peripherals.radio }
  var hasStarted: Bool { soc.hasStarted }
  var hasSleepClock: Bool { soc.hasLowFrequencyClock }
  /// VBUS does not reach the chip.
  var vbus: Line? { nil }
  /// It has comparators of its own.
  var supplyThreshold: (millivolts: Int, hysteresis: Int)? { nil }
  /// There is no flash controller for memory outside.
  var mappedSelect: Line? { nil }
  var storage: (any FirmwareStorage)? { soc.nvmc }
  var chargeCurrent: Int64 { 0 }
  var isChargingTooHotOrCold: Bool { false }

  func wires(of bus: ChipBus) -> BusWires {
    if let wires = buses[bus.name] { return wires }
    let wires: BusWires
    switch bus.kind {
    case .spi:
      let made = SPIBus()
      soc.pads.attach(
        made, clock: number(bus.pads["sck"]), dataOut: bus.pads["mosi"].map(number),
        dataIn: bus.pads["miso"].map(number))
      wires = .spi(made)
    case .i2c:
      let made = I2CBus()
      soc.pads.attach(made, clock: number(bus.pads["scl"]), data: number(bus.pads["sda"]))
      wires = .i2c(made)
    case .mappedFlash: fatalError("the nRF51822 maps no flash")
    }
    buses[bus.name] = wires
    return wires
  }

  func attach(_ wire: SerialWire, to pad: String) { soc.pads.attach(wire, to: number(pad)) }

  func pull(_ pad: String, to level: Bool, by resistor: PadResistor) {
    soc.pads.pull(number(pad), externally: level, by: resistor)
  }

  private func number(_ pad: String?) -> Int {
    guard let pad, let number = Self.pads.firstIndex(of: pad) else {
      fatalError("the nRF51822 has no pad \(pad ?? "")")
    }
    return number
  }

  func connect(_ supply: BoardSupply) {
    soc.peripherals.temperature.dieMillidegrees = { [unowned ambient = supply.ambient] in ambient.milliCelsius }
    if let (divider, pad) = supply.cellDivider {
      let measured = number(pad)
      soc.peripherals.analogInputs.millivolts = { $0 == measured ? divider.millivolts : nil }
    }
    for level in SupplyLevel.allCases {
      // The comparators are the chip's; the voltage that is watched is that at the root of its rail.
      // One that the rail never reaches is always too low.
      let millivolts = supply.chipNet.rootMillivolts(for: level.millivolts) ?? 30_000
      supply.power.watch("NRF51 \(level)", millivolts: millivolts, hysteresis: 50) { [unowned soc] in
        soc.supplyChanged(level, isLow: $0)
      }
    }
  }

  /// Words for UICR.
  func takeOther(_ bytes: [UInt8], at address: UInt32) -> Bool {
    let block = soc.uicr.bank.block
    guard block.addresses.contains(address) else { return false }
    soc.uicr.program(bytes, at: Int(address - block.base))
    return true
  }

  func supplyLevelChanged(isLow: Bool) {}

  func temperatureChanged(_ supply: BoardSupply) {}

  func powerOn(_ start: PowerOn) {
    switch start {
    case .flash, .serial: soc.start(.flash)
    case .image(let stackPointer, let programCounter, _):
      soc.start(.image(stackPointer: stackPointer, programCounter: programCounter))
    }
  }

}
