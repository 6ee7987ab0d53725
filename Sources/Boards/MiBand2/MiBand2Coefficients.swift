import DA14681
import Machine
import Parts
import World

/// Every number of the band's power model, with its condition, its source and a band.
///
/// Currents are those on the part's own net. No current table of the DA14681 and no current of the AS7000 is public: those
/// numbers are estimates with wide bands, and results that lean on them carry the bands on.
///
/// `documented` is what `docs/board-miband2.md` shows; a run may override any number by its name.
public struct MiBand2Coefficients: Sendable {
  /// The SoC's.
  public var soc = MiBand2Coefficients.soc
  /// The flash's.
  public var flash = MiBand2Coefficients.flash
  /// The accelerometer's.
  public var accelerometer = MiBand2Coefficients.accelerometer
  /// The display's.
  public var display = MiBand2Coefficients.display
  /// The heart-rate module's.
  public var heartRate = MiBand2Coefficients.heartRate
  /// The touch key's.
  public var touchKey = MiBand2Coefficients.touchKey
  /// The motor's.
  public var motor = MiBand2Coefficients.motor
  /// The radio's.
  public var radio = MiBand2Coefficients.radio
  /// The regulators' and the leakage's.
  public var supply = MiBand2Coefficients.supply
  /// The cell's.
  public var cell = MiBand2Coefficients.cell
  /// Those of its protection circuit and of what it loses by itself.
  public var protection = MiBand2Coefficients.protection
  /// The charge sources'.
  public var chargeSources = MiBand2Coefficients.chargeSources

  /// The numbers as they are documented.
  public static let documented = MiBand2Coefficients()

  private init() {}

  /// The documented numbers, or those of a run's setup.
  public init(_ setup: BoardSetup) {
    self = MiBand2Coefficients.documented.overriding(setup.overrides)
  }

  /// The cell that they and the rest of a run's setup describe, full.
  func cell(of setup: BoardSetup) -> Cell {
    Cell(cell, protection: protection, curve: setup.cellCurve ?? .smallPolymer, cycles: setup.cycles)
  }

  /// All of them, for tables.
  public var all: [Coefficient] {
    let parts = flash.all + accelerometer.all + display.all + heartRate.all + touchKey.all + motor.all
    return soc.all + parts + radio.all + supply.all + cell.all + protection.all + chargeSources.all
  }

  /// The numbers with those that `overrides` has by name in place of the documented ones.
  public func overriding(_ overrides: [String: Coefficient]) -> MiBand2Coefficients {
    guard !overrides.isEmpty else { return self }
    var next = self
    next.soc = soc.overriding(overrides)
    next.flash = flash.overriding(overrides)
    next.accelerometer = accelerometer.overriding(overrides)
    next.display = display.overriding(overrides)
    next.heartRate = heartRate.overriding(overrides)
    next.touchKey = touchKey.overriding(overrides)
    next.motor = motor.overriding(overrides)
    next.radio = radio.overriding(overrides)
    next.supply = supply.overriding(overrides)
    next.cell = cell.overriding(overrides)
    next.protection = protection.overriding(overrides)
    next.chargeSources = chargeSources.overriding(overrides)
    return next
  }

  // MARK: Writing them

  static func current(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ condition: String, _ source: Coefficient.Source
  ) -> Coefficient {
    Coefficient(name, low, typical, high, .microamperes, condition: condition, source: source)
  }

  static func perMegahertz(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ condition: String, _ source: Coefficient.Source
  ) -> Coefficient {
    Coefficient(name, low, typical, high, .microamperesPerMegahertz, condition: condition, source: source)
  }

  static func ratio(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ condition: String, _ source: Coefficient.Source
  ) -> Coefficient {
    Coefficient(name, low, typical, high, .ratio, condition: condition, source: source)
  }

  // MARK: The SoC

  /// The DA14681, as currents from the cell at 3.7 V, its DC-DC converter included.
  public static let soc = DA14681.Coefficients(
    run: perMegahertz(
      "DA14681.run", 20, 30, 45, "CPU executing from RAM or cache, DC-DC on, for each MHz of HCLK",
      .estimate("about 30 uA/MHz is remembered of the family's product brief; no table is public")),
    wfi: perMegahertz(
      "DA14681.wfi", 5, 12, 35, "CPU clock stopped by WFI, peripherals clocked, for each MHz of HCLK",
      .estimate(
        "between the DA14531 (0.25 mA at 16 MHz, lpccs-docs.renesas.com/Tutorial_SDK6/sleep_mode.html) and the DA14585 "
          + "without DC-DC (0.56 mA, wsdof.com/support)")),
    extendedSleep: current(
      "DA14681.extended_sleep", 0.3, 0.7, 1.5, "system domain off, no RAM retained, without oscillator, 25 degrees C",
      .estimate(
        "1 to 3.5 uA over the RAM retained is remembered of the family, with retention and crystal; the DA14585 has 1.4 uA"
      )),
    retentionPerKiB: current(
      "DA14681.retention", 0.008, 0.02, 0.035, "each KiB of retained RAM, 25 degrees C",
      .estimate(
        "27 nA/KiB is the difference of the DA14585's 1.4 uA (32 KiB) and 2.25 uA (64 KiB), "
          + "wsdof.com/support/comment/16283; lower so that 128 KiB stay within 3.5 uA")),
    hibernation: current(
      "DA14681.hibernation", 0.1, 0.4, 1, "everything off but the wake-up logic, 25 degrees C",
      .estimate("below 1 uA is remembered of the family's product brief")),
    xtal16M: current(
      "DA14681.xtal16m", 60, 150, 300, "16 MHz crystal oscillator running",
      .estimate("usual for 16 MHz Pierce oscillators of Bluetooth chips")),
    rc16M: current(
      "DA14681.rc16m", 15, 40, 100, "16 MHz RC oscillator running", .estimate("usual for integrated 16 MHz oscillators")
    ),
    pll: current(
      "DA14681.pll", 100, 300, 600, "96 MHz PLL running", .estimate("usual for integrated PLLs below 100 MHz")),
    xtal32K: current(
      "DA14681.xtal32k", 0.15, 0.3, 0.6, "32,768 Hz crystal oscillator running",
      .estimate("usual for low-power watch crystal oscillators")),
    rc32K: current("DA14681.rc32k", 0.1, 0.3, 1, "32 kHz RC oscillator running", .estimate("usual for its kind")),
    rcx: current("DA14681.rcx", 0.3, 0.8, 1.5, "11.7 kHz RC oscillator running", .estimate("usual for its kind")))

  // MARK: Flash and sensors

  private static let w25q = "Winbond W25Q80 manual, manualmachine.com/rainbowelectronics/w25q32/1641354-user-manual"

  /// The NOR flash, W25Q80EW class.
  public static let flash = NORFlash.Coefficients(
    standby: current(
      "NOR flash.standby", 5, 10, 25, "not selected, 25 degrees C", .estimate("W25Q80EW data sheet, from memory")),
    powerDown: current(
      "NOR flash.power-down", 0.1, 1, 5, "after command B9, 25 degrees C",
      .published(w25q + ": as low as 1 uA for power-down")),
    read: current(
      "NOR flash.read", 300, 1_000, 5_000, "while the CPU runs from flash, 16 MHz, behind the 16 KiB cache",
      .estimate(w25q + ": 5 mA while clocked; the cache leaves it clocked for about a fifth of the time")),
    program: current(
      "NOR flash.program", 5_000, 10_000, 20_000, "page program or status write under way",
      .estimate("W25Q80EW data sheet, from memory")),
    erase: current(
      "NOR flash.erase", 5_000, 10_000, 20_000, "erase under way", .estimate("W25Q80EW data sheet, from memory")))

  private static let adxl362 = "ADXL362 data sheet rev. D, page 1, pdf.datasheet.live/323d0693"
  private static let otherRates = Coefficient.Source.estimate(
    "between the published rates after the data sheet's table of currents, from memory")

  /// The accelerometer.
  public static let accelerometer = ADXL362.Coefficients(
    standby: current("ADXL362.standby", 0.005, 0.01, 0.1, "2.0 V, 25 degrees C", .published(adxl362)),
    wakeUp: current("ADXL362.wake-up", 0.2, 0.27, 0.4, "2.0 V, about 6 samples a second", .published(adxl362)),
    measure12: current("ADXL362.measure 12.5 Hz", 0.8, 1.1, 1.5, "2.0 V, normal noise", otherRates),
    measure25: current("ADXL362.measure 25 Hz", 1, 1.3, 1.7, "2.0 V, normal noise", otherRates),
    measure50: current("ADXL362.measure 50 Hz", 1.2, 1.5, 1.9, "2.0 V, normal noise", otherRates),
    measure100: current("ADXL362.measure 100 Hz", 1.5, 1.8, 2.3, "2.0 V, normal noise", .published(adxl362)),
    measure200: current("ADXL362.measure 200 Hz", 1.9, 2.3, 3, "2.0 V, normal noise", otherRates),
    measure400: current("ADXL362.measure 400 Hz", 2.5, 3, 3.8, "2.0 V, normal noise", .published(adxl362)),
    lowNoiseRatio: ratio(
      "ADXL362.low noise", 1.5, 1.83, 2.2, "current over that in normal noise mode, 100 Hz",
      .estimate("3.3 uA over 1.8 uA, data sheet from memory")),
    ultraLowNoiseRatio: ratio(
      "ADXL362.ultra-low noise", 5, 7.2, 9, "current over that in normal noise mode, 100 Hz",
      .estimate("13 uA over 1.8 uA, data sheet from memory")))

  private static let opticalModules =
    "not published for the AS7000; bounded by PAH8001EI (scribd.com/document/441074909) and PAH8003EI "
    + "(dtsheet.com/doc/1305560): 1.5 and 2.3 mA running, 0.16 and 0.04 mA in their sleep modes"

  /// The heart-rate module.
  public static let heartRate = AS7000.Coefficients(
    off: current("AS7000.off", 0, 0.05, 1, "leakage of the open supply switch", .estimate("usual for load switches")),
    idle: current("AS7000.idle", 15, 40, 200, "supplied, no application", .estimate(opticalModules)),
    measuring: current(
      "AS7000.measuring", 800, 1_500, 2_500, "heart-rate application, LED included, average over a second",
      .estimate(opticalModules)))

  // MARK: Display, key, motor

  private static let ssd1306 = "SSD1306 data sheet, segment current, rlocman.cn/datasheet/pdf.html?di=168297&p=26"

  /// The display.
  public static let display = SSD1306.Coefficients(
    off: current("OLED.off", 0, 0.05, 1, "leakage of the open supply switch", .estimate("usual for load switches")),
    sleep: current(
      "OLED.sleep", 0.5, 3, 10, "display off (AE), supplied", .estimate("at most 10 uA, data sheet from memory")),
    on: current(
      "OLED.on", 150, 400, 900, "display on, no pixel lit: logic, oscillator, charge pump",
      .estimate("data sheet's logic current from memory, and a charge pump's own losses")),
    externalReference: current("OLED.external IREF", 11, 12.5, 14, "resistor on IREF", .published(ssd1306)),
    internalReference: current(
      "OLED.internal IREF", 27, 30, 33, "command AD 30",
      .published("u8g2, u8x8_d_ssd1306_72x40.c: AD 30 selects the internal 30 uA")),
    pumpFactor: ratio(
      "OLED.charge pump", 2, 2.25, 2.5, "battery current over panel current, 7.5 V from 3.7 V",
      .derived("7.5 V / 3.7 V at 80 to 100 % efficiency")))

  /// Why the touch key's typical value is in the middle: nothing says which end the band's chip is at, and there the sum
  /// of all that never sleeps meets the averages that are published of such bands (docs/accuracy.md).
  private static let touchControllers =
    "the band's touch chip is not known; the middle between two that publish: IQS156, 6 uA in its thriftiest mode "
    + "(dtsheet.com/doc/2738423), and AT42QT1012, 32 uA at 1.8 V (DS40001948A)"

  /// The touch key with its controller.
  public static let touchKey = TouchKey.Coefficients(
    idle: current(
      "touch key.idle", 1, 19, 32, "scanning for a finger a few times a second",
      .estimate(touchControllers)),
    touched: current(
      "touch key.touched", 6, 38, 64, "scanning fast while touched",
      .estimate("twice the idle current, the band's touch chip being unknown")))

  /// The vibration motor.
  public static let motor = Motor.Coefficients(
    off: current("motor.off", 0, 0.05, 1, "leakage of the open transistor", .estimate("usual for small MOSFETs")),
    starting: current(
      "motor.starting", 60_000, 90_000, 130_000, "first 60 ms, 3.7 V",
      .estimate("60 mA start current of an 8 mm part (forum.arduino.cc/t/461909); a 10 mm one takes more")),
    running: current(
      "motor.running", 45_000, 65_000, 85_000, "at speed, 3.7 V",
      .estimate(
        "80 mA average of a 10 mm coin motor (community.sparkfun.com/t/tactile-alert-low-power/8855), bands use less")))
}
