import CortexM0
import DA14681
import Machine
import Parts
import World

/// What every board has, of this one.
extension MiBand2: Board {
  /// The Mi Band 2 class.
  public static let catalogueEntry = BoardModel(
    name: "miband2",
    summary: "Mi Band 2 class: DA14681, ADXL362, SSD1306 72x40, AS7000, 1 MiB flash, 70 mAh; see docs/board-miband2.md",
    displaySize: (MiBand2.panel.columns, MiBand2.panel.rows),
    capacity: MiBand2Coefficients.documented.cell.capacity, chip: DA14681.model, pads: Pin.all.map(\.description),
    signals: signals, sectorSize: NORFlash.sectorSize, coefficients: { MiBand2Coefficients($0).all },
    cell: { MiBand2Coefficients($0).cell(of: $0) }
  ) { emulation, surroundings, setup in
    MiBand2(
      emulation, seed: surroundings.seed, motion: surroundings.motion, heart: surroundings.heart,
      startPercent: surroundings.startPercent, setup: setup)
  }

  /// The Mi Band 2 class.
  public var model: BoardModel { Self.catalogueEntry }
  /// The DA14681.
  public var chip: any Chip { soc }
  /// The NOR flash.
  public var storage: any FirmwareStorage { flash }
  /// The touch key.
  public var key: (any PressableKey)? { touchKey }
  /// The OLED.
  public var display: (any PixelDisplay)? { oled }
  /// The accelerometer.
  public var motionSensor: (any MotionSensor)? { accelerometer }
  /// The heart-rate module.
  public var heartSensor: (any HeartSensor)? { heartRate }
  /// What its radio does.
  public var radioActivity: Radio.Activity { radio.activity }

  /// Whether the charging cable is in.
  public var isChargerPluggedIn: Bool {
    get { usb.isPluggedIn }
    set { usb.isPluggedIn = newValue }
  }

  /// The constant current that the charger is set to, in pA.
  public var chargeCurrent: Int64 { soc.anamisc.charger.limits.current }

  /// By the thermistor's window or the die's limit.
  public var isChargingTooHotOrCold: Bool { soc.anamisc.charger.isStoppedByTemperature }

  /// CPU, display, heart rate, motor and radio on D0 to D4; D5 and D6 show charging and the cable; the accelerometer on D7.
  public var probedComponents: [String?] {
    [DA14681.coreComponent, "OLED", "AS7000", "motor", "radio", nil, nil, "ADXL362"]
  }

  /// The pad that the cradle pulls high.
  public var cableDetect: Line? { soc.pads[Wiring.cableDetect] }

  /// Powers the DA14681 on.
  public func powerOn(_ start: PowerOn) {
    switch start {
    case .flash: soc.start(.flash)
    case .serial: soc.start(.serial)
    case .image(let stackPointer, let programCounter, let isInFlash):
      soc.start(
        .image(stackPointer: stackPointer, programCounter: programCounter, remap: isInFlash ? .flash : .ram))
    }
  }
}
