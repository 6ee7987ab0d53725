import Blocks
import Machine

/// The general-purpose ADC: 10 bits, up to 16 with oversampling; the result is left-aligned in 16 bits, so that a driver
/// shifts it right by 6 - CONV_NRS.
///
/// Sources: the public register list; public drivers (`hw_gpadc`: inputs; sample time SMPL_TIME * 32 cycles, or 1 for
/// 0; 2^CONV_NRS samples, at least two with chopping; 1.024 ms steps between continuous conversions; full scale 1.2 V,
/// 3.6 V attenuated, 5 V at VBAT; `hw_tempsens`: code = 712 + 2.44 per degree, while CHARGER_TEST is 1). Chosen: a
/// sample takes 16 cycles to convert; after GP_ADC_EN the LDO takes 4 * EN_DEL cycles; the converter is ideal, so that
/// chopping and sign change no result while the offset registers are at their middle; differential results are offset binary; both clock selections are the
/// peripheral clock.
public final class GPADC: SoCBlock, DMAClient {
  static let isEnabled = Field("GP_ADC_EN", 0)
  static let isStarted = Field("GP_ADC_START", 1)
  static let isContinuous = Field("GP_ADC_CONT", 2)
  static let isInterruptEnabled = Field("GP_ADC_MINT", 5)
  static let isSingleEnded = Field("GP_ADC_SE", 6)
  static let isMuted = Field("GP_ADC_MUTE", 7)
  static let select = Field("GP_ADC_SEL", 12, 8)
  static let sign = Field("GP_ADC_SIGN", 13)
  static let isChopping = Field("GP_ADC_CHOP", 14)
  static let isAttenuated = Field("GP_ADC_ATTN3X", 0)
  static let isDMAEnabled = Field("GP_ADC_DMA_EN", 3)
  static let oversampling = Field("GP_ADC_CONV_NRS", 7, 5)
  static let sampleTime = Field("GP_ADC_SMPL_TIME", 11, 8)
  static let enableDelay = Field("GP_ADC_EN_DEL", 7, 0)
  static let interval = Field("GP_ADC_INTERVAL", 15, 8)
  static let control = Register(
    "GP_ADC_CTRL_REG", at: 0x00,
    [
      isEnabled, isStarted, isContinuous, Field("GP_ADC_CLK_SEL", 3), .readOnly("GP_ADC_INT", 4), isInterruptEnabled,
      isSingleEnded, isMuted, select, sign, isChopping, Field("GP_ADC_LDO_ZERO", 15),
    ])
  static let control2 = Register(
    "GP_ADC_CTRL2_REG", at: 0x02,
    [
      isAttenuated, Field("GP_ADC_IDYN", 1), Field("GP_ADC_I20U", 2), isDMAEnabled, oversampling, sampleTime,
      Field("GP_ADC_STORE_DEL", 15, 12),
    ])
  static let control3 = Register("GP_ADC_CTRL3_REG", at: 0x04, reset: 0x40, [enableDelay, interval])
  static let offsetPositive = Register("GP_ADC_OFFP_REG", at: 0x06, reset: 0x200, [Field("GP_ADC_OFFP", 9, 0)])
  static let offsetNegative = Register("GP_ADC_OFFN_REG", at: 0x08, reset: 0x200, [Field("GP_ADC_OFFN", 9, 0)])
  static let clearInterrupt = Register("GP_ADC_CLEAR_INT_REG", at: 0x0A, [.writeOnly("GP_ADC_CLR_INT", 15, 0)])
  static let result = Register("GP_ADC_RESULT_REG", at: 0x0C, [.readOnly("GP_ADC_VAL", 15, 0, onRead: .modifyExternal)])
  /// The registers, as the public list has them.
  public static let block = RegisterBlock(
    "GPADC", at: 0x5000_1900, size: 0x100, "general-purpose ADC",
    [
      control, control2, control3, offsetPositive, offsetNegative, clearInterrupt, result,
    ])

  /// The state of the converter.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var end: Tick?
    var ready: Tick
    var isDone: Bool
    var isUnread: Bool
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.peripheral
  /// Told when software or a reset has switched it on or off.
  var onSwitch: (() -> Void)?
  /// Whether it is on.
  var isOn: Bool { bank.isSet(Self.control, Self.isEnabled) }
  /// Told after every change of the two requests.
  public var onDMARequest: (() -> Void)?
  /// The battery's voltage in mV.
  public var batteryMillivolts: () -> Int = { 0 }
  /// The die's temperature in thousandths of a degree Celsius; `nil` while its sensor is off.
  public var dieMillidegrees: () -> Int? = { nil }
  /// What a pad's analog voltage is, in mV, where the board has something analog on it; the others read 0 or full scale.
  public var analogMillivolts: (Pin) -> Int? = { _ in nil }
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var converted: Alarm!
  /// When the LDO has settled.
  private var ready: Tick = 0
  private var isDone = false
  private var isUnread = false

  /// The converter after reset, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.adc).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    converted = fabric.emulation.alarm("GPADC.conversion") { [unowned self] time in self.finish(at: time) }
    fabric.install(self)
  }

  /// Back to the state after power-on.
  public func reset() {
    bank.reset()
    converted.cancel()
    ready = 0
    isDone = false
    isUnread = false
    update()
    onSwitch?()
  }

  // MARK: Conversion

  /// Clock cycles of one conversion with the present settings.
  private var cycles: UInt64 {
    let settings = bank[Self.control2]
    let sample = Self.sampleTime.get(settings)
    var samples: UInt64 = 1 << UInt64(Self.oversampling.get(settings))
    if bank.isSet(Self.control, Self.isChopping) { samples = max(samples, 2) }
    return samples * ((sample == 0 ? 1 : UInt64(sample) * 32) + 16)
  }

  private func start(at time: Tick) {
    guard let clock = fabric.clocks.adc else { return }
    converted.set(at: max(time, ready).adding(clock.time(ofEdge: cycles)))
  }

  private func finish(at time: Tick) {
    bank[Self.result] = convert()
    isDone = true
    isUnread = true
    if bank.isSet(Self.control, Self.isContinuous) {
      let pause = bank[Self.control3, Self.interval]
      start(at: time.adding(.microseconds(1024) * Tick(pause)))
    } else {
      bank[Self.control, Self.isStarted] = 0
    }
    update()
  }

  /// The result as the register shows it.
  private func convert() -> UInt32 {
    let control = bank[Self.control]
    let extra = Int(min(bank[Self.control2, Self.oversampling], 6))
    let full = 1024 << extra - 1
    let scale = bank.isSet(Self.control2, Self.isAttenuated) ? 3600 : 1200
    let code = Self.select.get(control)
    var value: Int
    if Self.isMuted.get(control) != 0 {
      value = (full + 1) / 2
    } else if Self.isSingleEnded.get(control) != 0 {
      value = singleEnded(GPADCInput(rawValue: code) ?? .ground, full: full, scale: scale)
    } else {
      let (plus, minus) = code & 1 == 0 ? (Pin(1, 2), Pin(1, 4)) : (Pin(1, 3), Pin(0, 7))
      value = (full + 1) / 2 + bounded(millivolts(of: plus) - millivolts(of: minus)) * full / (2 * scale)
    }
    value = min(max(value + (offset << extra) / 2, 0), full)
    return UInt32(value << (6 - extra)) & 0xFFFF
  }

  /// What the offset registers add, in halves of the lowest of 10 bits: the one that the sign selects, or their mean
  /// while chopping; twice as much in differential mode.
  private var offset: Int {
    let (positive, negative) = (Int(bank[Self.offsetPositive]) - 0x200, Int(bank[Self.offsetNegative]) - 0x200)
    let control = bank[Self.control]
    let isChopped = Self.isChopping.get(control) != 0
    let offset = isChopped ? (positive + negative) / 2 : Self.sign.get(control) != 0 ? negative : positive
    return Self.isSingleEnded.get(control) != 0 ? offset : 2 * offset
  }

  private func singleEnded(_ input: GPADCInput, full: Int, scale: Int) -> Int {
    switch input {
    case .vbat: return bounded(batteryMillivolts()) * full / 5000
    case .temperature:
      guard let temperature = dieMillidegrees() else { return 0 }
      // 712 + 2.44 t of 1023, in the present resolution.
      return (712_000 + bounded(temperature) * 244 / 100) * (full + 1) / 1_024_000
    case .vdd: return 1200 * full / scale
    case .vdcdc: return 1800 * full / scale
    case .v33: return 3300 * full / scale
    case .ground: return 0
    case .p06, .p07, .p10, .p12, .p13, .p14, .p15, .p24:
      return bounded(input.pin.map { millivolts(of: $0) } ?? 0) * full / scale
    }
  }

  private func millivolts(of pin: Pin) -> Int { analogMillivolts(pin) ?? (fabric.pads[pin].level ? 3600 : 0) }

  private func bounded(_ value: Int) -> Int { min(max(value, -1_000_000), 1_000_000) }

  // MARK: Outputs

  /// Whether it holds data to be read.
  public var requestsDMARead: Bool { bank.isSet(Self.control2, Self.isDMAEnabled) && isUnread }

  /// Whether it can take data.
  public var requestsDMAWrite: Bool { false }

  private func update() {
    interrupt.value = isDone && bank.isSet(Self.control, Self.isInterruptEnabled)
    onDMARequest?()
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.control: bank[offset] | (isDone ? 1 << 4 : 0)
    default: bank[offset]
    }
  }

  /// The result was read: there is none for the DMA controller any more.
  public func registerRead(_ offset: UInt32, width: Int) {
    isUnread = false
    update()
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.control: controlWritten(old: old)
    case Self.clearInterrupt: isDone = false
    default: break
    }
    update()
  }

  private func controlWritten(old: UInt32) {
    if Self.isEnabled.get(bank[Self.control] ^ old) != 0 { onSwitch?() }
    guard bank.isSet(Self.control, Self.isEnabled) else {
      bank[Self.control, Self.isStarted] = 0
      return converted.cancel()
    }
    if Self.isEnabled.get(old) == 0, let clock = fabric.clocks.adc {
      let delay = clock.time(ofEdge: 4 * UInt64(bank[Self.control3, Self.enableDelay]))
      ready = fabric.now.adding(delay)
    }
    if bank.isSet(Self.control, Self.isStarted) && converted.deadline == nil { start(at: fabric.now) }
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State {
    State(registers: bank.named, end: converted.deadline, ready: ready, isDone: isDone, isUnread: isUnread)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    converted.set(at: state.end)
    ready = state.ready
    isDone = state.isDone
    isUnread = state.isUnread
  }
}
