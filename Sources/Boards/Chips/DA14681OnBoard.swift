import CortexM0
import DA14681
import Machine
import Parts

/// The DA14681 on a board: its charger, fuel gauge and ADC measure the board's cell.
final class DA14681OnBoard: BoardChip {
  /// As board files name it.
  static let kind = ChipKind(
    DA14681.model, component: DA14681.coreComponent, pads: Pin.all.map(\.description),
    buses: [
      ChipBus(name: "QSPI", kind: .mappedFlash), ChipBus(name: "SPI", kind: .spi), ChipBus(name: "SPI2", kind: .spi),
      ChipBus(name: "I2C", kind: .i2c), ChipBus(name: "I2C2", kind: .i2c),
    ], hasCharger: true,
    coefficients: DA14681.Coefficients.documented.all + DA14681.padCoefficients.all
      + DA14681.PeripheralCoefficients.documented.all
  ) { DA14681OnBoard($0) }

  private let soc: DA14681
  private weak var flash: NORFlash?
  /// Told of every change of the chip's mode, before those who watch it.
  var onMode: ((Mode) -> Void)?

  private init(_ site: ChipSite) {
    // 1 MiB of nothing where the board has no flash: the boot ROM finds no image there.
    let memory = site.mappedMemory ?? Memory("flash", size: 1 << 20, isWritable: false, fill: 0xFF)
    soc = DA14681(
      site.emulation, on: site.net, flash: memory, coefficients: site.figures(DA14681.Coefficients.documented))
    soc.pads.supply(from: site.net, site.figures(DA14681.padCoefficients))
    soc.supplyPeripherals(site.figures(DA14681.PeripheralCoefficients.documented), busNet: site.busNet)
    soc.trng.seed = site.seed
    soc.onMode = { [unowned self] mode in
      flash?.isFetching = mode == .run
      onMode?(mode)
    }
  }

  var chip: any Chip { soc }
  var hasStarted: Bool { soc.hasStarted }
  var hasSleepClock: Bool { soc.hasLowPowerClock }
  var vbus: Line? { soc.vbus }
  /// The firmware is in the flash behind its controller, which is a part of the board.
  var storage: (any FirmwareStorage)? { nil }
  var mappedSelect: Line? { soc.qspic.chipSelect }
  var supplyThreshold: (millivolts: Int, hysteresis: Int)? { (DA14681.brownOutMillivolts, 100) }
  var chargeCurrent: Int64 { soc.anamisc.charger.limits.current }
  /// By the thermistor's window or the die's limit.
  var isChargingTooHotOrCold: Bool { soc.anamisc.charger.isStoppedByTemperature }

  func wires(of bus: ChipBus) -> BusWires {
    switch bus.name {
    case "QSPI": return .spi(soc.qspic.flash)
    case "SPI": return .spi(soc.spi.wires)
    case "SPI2": return .spi(soc.spi2.wires)
    case "I2C": return .i2c(soc.i2c.wires)
    case "I2C2": return .i2c(soc.i2c2.wires)
    default: fatalError("the DA14681 has no bus \(bus.name)")
    }
  }

  func attach(_ part: AnyObject, to bus: ChipBus) {
    if bus.kind == .mappedFlash { flash = part as? NORFlash }
    wires(of: bus).attach(part)
  }

  func attach(_ wire: SerialWire, to pad: String) { soc.pads.attach(wire, to: DA14681OnBoard.pin(pad)) }

  func pull(_ pad: String, to level: Bool, by resistor: PadResistor) {
    soc.pads.pull(DA14681OnBoard.pin(pad), externally: level, by: resistor)
  }

  private static func pin(_ pad: String) -> Pin {
    guard let pin = Pin.all.first(where: { $0.description == pad }) else { fatalError("the DA14681 has no pad \(pad)") }
    return pin
  }

  func connect(_ supply: BoardSupply) {
    let charger = soc.anamisc.charger
    let (power, ambient) = (supply.power, supply.ambient)
    charger.onLimits = { [unowned power] in power.setCharger($0) }
    charger.flow = { [unowned power] in power.flow }
    soc.vbus.observe { [unowned charger] in charger.isBusPresent = $0 }
    soc.anamisc.gauge.chargeIntoCell = { [unowned power] in power.remainingCharge }
    soc.gpadc.batteryMillivolts = { [unowned power] in Int(power.microvolts / 1_000) }
    soc.gpadc.dieMillidegrees = { [unowned charger, unowned ambient] in
      charger.isTemperatureSensorOn ? ambient.milliCelsius : nil
    }
    if let (thermistor, pad) = supply.thermistor {
      let measured = DA14681OnBoard.pin(pad)
      soc.gpadc.analogMillivolts = { [unowned power] pin in
        pin == measured && power.isOnBus ? USBSource.millivolts * thermistor.ratioMillionths / 1_000_000 : nil
      }
    }
  }

  func takeOther(_ bytes: [UInt8], at address: UInt32) -> Bool { false }

  func supplyLevelChanged(isLow: Bool) { soc.supplyLevelChanged(isLow: isLow) }

  func temperatureChanged(_ supply: BoardSupply) {
    if let (thermistor, _) = supply.thermistor {
      soc.anamisc.charger.thermistorPermille = thermistor.ratioMillionths / 1_000
    }
    soc.anamisc.charger.dieMillidegrees = supply.ambient.milliCelsius
  }

  func powerOn(_ start: PowerOn) {
    switch start {
    case .flash: soc.start(.flash)
    case .serial: soc.start(.serial)
    case .image(let stackPointer, let programCounter, let isInFlash):
      soc.start(
        .image(stackPointer: stackPointer, programCounter: programCounter, remap: isInFlash ? .flash : .ram))
    }
  }
}
