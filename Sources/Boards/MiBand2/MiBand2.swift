import DA14681
import Machine
import Parts

/// A Mi Band 2-class wristband. Read it like a schematic; `docs/board-miband2.md` says what is public and what was chosen.
public final class MiBand2 {
  /// The fixed resistor above the thermistor, in ohms (chosen): with a 10 k, B 3435 thermistor the charger's window,
  /// 1/2 to 7/8 of its supply, is 46 to -3 degrees Celsius.
  public static let thermistorPullUp = 4_700
  /// The display's glass.
  static let panel = SSD1306.Panel.size72x40

  /// The clock, journal and snapshot of this machine.
  public let emulation: Emulation
  /// The cell, of 70 mAh unless told otherwise.
  public let cell: Cell
  /// The cell's circuit: nets, loads, ledger.
  public let power: PowerSystem
  /// The DA14681.
  public let soc: DA14681
  /// The NOR flash behind the flash controller.
  public let flash: NORFlash
  /// The accelerometer.
  public let accelerometer: ADXL362
  /// The display.
  public let oled: SSD1306
  /// The heart-rate module.
  public let heartRate: AS7000
  /// The touch key.
  public let touchKey: TouchKey
  /// The vibration motor.
  public let motor: Motor
  /// The cradle's data cable.
  public let cable: CradleCable
  /// The radio's share of the loads.
  public let radio: Radio
  /// The cradle's VBUS contact, and what is behind it.
  public let usb: USBSource
  /// The temperature around it.
  public let ambient: Ambient
  /// When and why it stopped running.
  public let stops: StopLog
  private let protection: CellProtection
  private let regulator: Regulator
  private let thermistor: Thermistor

  /// The voltage at which the SoC's coefficients hold, in millivolts.
  static let nominalMillivolts: Int64 = 3_700

  /// The pins. Nothing about them is public; all are chosen, but for UART2, which is where the boot ROM has it.
  enum Wiring {
    static let key = Pin(1, 0)
    static let cableDetect = Pin(1, 2)
    static let cradleTransmit = Pin(1, 3)
    static let cradleReceive = Pin(2, 3)
    static let accelerometerSelect = Pin(3, 3)
    static let accelerometerInt1 = Pin(3, 4)
    static let accelerometerInt2 = Pin(3, 5)
    static let displaySelect = Pin(4, 2)
    static let displayData = Pin(4, 3)
    static let displayReset = Pin(4, 4)
    static let displaySupply = Pin(4, 5)
    static let heartRateInterrupt = Pin(1, 6)
    static let heartRateSupply = Pin(1, 7)
    static let motor = Pin(4, 6)
    static let thermistor = Pin(1, 4)
  }

  /// A band on a wrist that `motion` moves and that has the pulse of `heart`, with `startPercent` of charge (0 ... 100).
  /// It is off until `soc.start`.
  public init(
    _ emulation: Emulation, seed: UInt64, motion: any MotionSource, heart: any HeartSource, startPercent: Int,
    setup: BoardSetup = BoardSetup()
  ) {
    let values = MiBand2Coefficients(setup)
    self.emulation = emulation
    let ambient = Ambient(on: emulation)
    self.ambient = ambient
    cell = values.cell(of: setup)
    power = PowerSystem(emulation, source: cell, charge: cell.charge(percent: startPercent))
    power.setLeakage(Leakage(doublingPer: values.supply.leakageDoubling))

    // The power tree. The cell's own losses are behind its protection circuit, the motor hangs on the cell; VSYS is the cell, or VBUS while present. The
    // SoC's own regulators are part of its coefficients, which are currents from the cell: awake, its converter makes
    // them a power; asleep, linear regulators carry them. V18P behind the same converter feeds the flash, and V18, always
    // linear, what measures while the SoC sleeps.
    let vbat = power.net("VBAT", fedBy: .cell)
    let vsys = power.net("VSYS", fedBy: .system)
    let vdd = power.net(
      "VDD", fedBy: .rail(vsys), through: .constantPower(nominalMillivolts: MiBand2.nominalMillivolts))
    protection = CellProtection(
      on: power.net("CELL", fedBy: .bareCell), output: vbat, coefficients: values.protection)
    // Its dropout is chosen: it matters below the cell's cut-off only.
    regulator = Regulator(
      "V18", from: vsys, through: .lowDropout(outputMillivolts: 1_800, dropoutMillivolts: 200),
      quiescent: values.supply.quiescent.current)
    let v18 = regulator.output
    let v18p = power.net(
      "V18P", fedBy: .rail(vsys),
      through: .converter(
        outputMillivolts: 1_800,
        efficiency: [
          EfficiencyStep(from: 0, values.supply.lightEfficiency),
          EfficiencyStep(from: 1_000_000_000, values.supply.fullEfficiency),
        ]))

    // The SoC and its flash, W25Q80EW class, 1 MiB, read through the cache.
    let array = Memory("flash", size: 1 << 20, isWritable: false, fill: 0xFF)
    soc = DA14681(emulation, on: vdd, flash: array, coefficients: values.soc)
    soc.trng.seed = seed
    flash = NORFlash(
      on: emulation, net: v18p, chipSelect: soc.qspic.chipSelect, memory: array, coefficients: values.flash,
      seed: seed)
    soc.qspic.flash.attach(flash)

    // Accelerometer on SPI.
    let pads = soc.pads
    accelerometer = ADXL362(
      on: emulation, net: v18, chipSelect: pads[Wiring.accelerometerSelect], int1: pads[Wiring.accelerometerInt1],
      int2: pads[Wiring.accelerometerInt2], motion: motion, ambient: ambient, coefficients: values.accelerometer,
      noiseSeed: seed)
    soc.spi.wires.attach(accelerometer)

    // Display on SPI2. Its charge pump runs from the cell's voltage.
    oled = SSD1306(
      on: emulation, net: vsys, panel: MiBand2.panel, chipSelect: pads[Wiring.displaySelect],
      dataCommand: pads[Wiring.displayData], reset: pads[Wiring.displayReset], supply: pads[Wiring.displaySupply],
      coefficients: values.display)
    soc.spi2.wires.attach(oled)

    // Heart-rate module on I2C.
    heartRate = AS7000(
      on: emulation, net: vsys, enable: pads[Wiring.heartRateSupply], interrupt: pads[Wiring.heartRateInterrupt],
      heart: heart, seed: seed, coefficients: values.heartRate)
    soc.i2c.wires.attach(heartRate)

    touchKey = TouchKey(on: emulation, net: v18, output: pads[Wiring.key], coefficients: values.touchKey)
    motor = Motor(on: emulation, net: vbat, input: pads[Wiring.motor], coefficients: values.motor)

    // The cradle: the serial line, on the pads of the boot ROM, whichever UART they are routed to; cable detect, VBUS.
    cable = CradleCable(
      on: emulation, detect: pads[Wiring.cableDetect], hostToBand: SerialWire("cable.toBand", on: emulation),
      bandToHost: SerialWire("cable.toHost", on: emulation))
    pads.attach(cable.hostToBand, to: Wiring.cradleReceive)
    pads.attach(cable.bandToHost, to: Wiring.cradleTransmit)
    radio = Radio(on: emulation, net: vsys, activity: setup.radio, coefficients: values.radio)
    let source = setup.chargeSource.source(on: emulation, coefficients: values.chargeSources, seed: seed)
    usb = USBSource("USB source", on: emulation, power: power, vbus: soc.vbus, source: source)
    thermistor = Thermistor(ambient, pullUpOhms: MiBand2.thermistorPullUp)
    stops = StopLog(on: emulation)

    pads.pull(Wiring.cableDetect, externally: false)
    // Lines that must not float while the pads are inputs, as after reset.
    pads.pull(Wiring.accelerometerSelect, externally: true)
    pads.pull(Wiring.displaySelect, externally: true)
    pads.pull(Wiring.displaySupply, externally: false)
    pads.pull(Wiring.heartRateSupply, externally: false)
    pads.pull(Wiring.heartRateInterrupt, externally: true)
    pads.pull(Wiring.motor, externally: false)
    connectSupply()
    // A supply that comes back starts the SoC, which says so itself.
    vdd.observePower { [unowned self] in if !$0 && soc.hasStarted { noteStop() } }
  }

  /// What the SoC measures of, and does to, cell and charger.
  private func connectSupply() {
    let charger = soc.anamisc.charger
    charger.onLimits = { [unowned self] in power.setCharger($0) }
    charger.flow = { [unowned power] in power.flow }
    soc.vbus.observe { [unowned charger] in charger.isBusPresent = $0 }
    soc.anamisc.gauge.chargeIntoCell = { [unowned self] in power.remainingCharge }
    power.watch("brown-out", millivolts: DA14681.brownOutMillivolts, hysteresis: 100) { [unowned self] in
      soc.supplyLevelChanged(isLow: $0)
    }
    soc.gpadc.batteryMillivolts = { [unowned self] in Int(power.microvolts / 1_000) }
    soc.gpadc.dieMillidegrees = { [unowned self, unowned charger] in
      charger.isTemperatureSensorOn ? ambient.milliCelsius : nil
    }
    soc.gpadc.analogMillivolts = { [unowned self] pin in
      pin == Wiring.thermistor && power.isOnBus ? USBSource.millivolts * thermistor.ratioMillionths / 1_000_000 : nil
    }
    soc.onMode = { [unowned self] in modeChanged($0) }
    thermistor.observe { [unowned self] in ambientChanged() }
    ambientChanged()
  }

  private func ambientChanged() {
    soc.anamisc.charger.thermistorPermille = thermistor.ratioMillionths / 1_000
    soc.anamisc.charger.dieMillidegrees = ambient.milliCelsius
    power.setTemperature(milliCelsius: ambient.milliCelsius)
  }
}
