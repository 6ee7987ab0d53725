import Machine

/// The general-purpose ADC: 10 bits.
///
/// Sources: the public register list; the data sheet (channels 0 to 3 P0_0 to P0_3, 4 AVS, 5 VDD_REF, 6 VDD_RTT, 7 VBAT3V, 8
/// VDCDC, 9 VBAT1V; x3 with ATTN3X; a conversion takes 0.25 to 0.4 us; the delay before the start is 17 us at its reset value
/// 0x88); the vendor's SDK 5 (the sum of two conversions of opposite signs is 1705 at 3.0 V attenuated and 1137 at 2.0 V: full
/// scale is 1.2 V in 2047 steps of the sum). Chosen: a conversion takes 6 cycles of 16 MHz, whichever clock is selected; the
/// converter is ideal, so that of two signs one rounds down and the other up; chopping gives half the sum; P0_0 less P0_1 is
/// channel 0 of differential conversions, P0_2 less P0_3 are all others; VBAT1V stands at 0, as in a buck converter.
final class GPADC: SoCBlock {
  /// The state of the converter.
  struct State: RegisterState {
    var registers: NamedValues<UInt32>
    var end: Tick?
    var isDone: Bool
  }

  /// A conversion: 0.375 us.
  static let duration: Tick = 576
  /// A step of the delays: 17 us are 0x88.
  static let delayStep: Tick = 192
  private static let full = 2047

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.peripheral
  /// The voltage at VBAT3V in mV.
  var batteryMillivolts: () -> Int = { 0 }
  /// What a pad's analog voltage is, in mV, where the board has something analog on it; the others read 0 or full scale.
  var analogMillivolts: (Pin) -> Int? = { _ in nil }
  /// Told after GP_ADC_EN changed.
  var onSwitch: (() -> Void)?
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var converted: Alarm!
  private var isDone = false

  /// The converter after reset, on the bus.
  init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.adc).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    converted = fabric.emulation.alarm("GPADC.conversion") { [unowned self] _ in self.finish() }
    fabric.install(self)
  }

  /// Back to the state after power-on.
  func reset() {
    bank.reset()
    converted.cancel()
    isDone = false
    update()
    onSwitch?()
  }

  /// Whether it is enabled.
  var isOn: Bool { bank.isSet(Self.control, Self.isEnabled) }

  private func finish() {
    bank[Self.result] = UInt32(convert())
    bank[Self.control, Self.isStarted] = 0
    isDone = true
    update()
  }

  // MARK: Conversion

  private func convert() -> Int {
    let control = bank[Self.control]
    let scale = bank.isSet(Self.control2, Self.isAttenuated) ? 3_600 : 1_200
    let code = Int(Self.select.get(control))
    var doubled: Int
    if Self.isMuted.isSet(in: control) {
      doubled = 0x400
    } else if Self.isSingleEnded.isSet(in: control) {
      doubled = bounded(millivolts(ofInput: code)) * Self.full / scale
    } else {
      let difference = code == 0 ? level(Pin(0, 0)) - level(Pin(0, 1)) : level(Pin(0, 2)) - level(Pin(0, 3))
      doubled = 0x400 + bounded(difference) * Self.full / (2 * scale)
    }
    doubled = min(max(doubled + offset, 0), Self.full)
    let roundsUp = Self.sign.isSet(in: control) && !Self.isChopping.isSet(in: control)
    return roundsUp && !Self.isMuted.isSet(in: control) ? min(doubled - doubled / 2, 1023) : doubled / 2
  }

  /// What the offset registers add, in halves of the lowest bit: the one that the sign selects, or their mean while chopping.
  private var offset: Int {
    let (positive, negative) = (Int(bank[Self.offsetPositive]) - 0x200, Int(bank[Self.offsetNegative]) - 0x200)
    let control = bank[Self.control]
    if Self.isChopping.isSet(in: control) { return positive + negative }
    return 2 * (Self.sign.isSet(in: control) ? negative : positive)
  }

  private func millivolts(ofInput code: Int) -> Int {
    switch code {
    case 0...3: level(Pin(0, code))
    case 5, 6: 1_200
    case 7: batteryMillivolts()
    case 8: 1_410
    default: 0
    }
  }

  private func level(_ pin: Pin) -> Int { bounded(analogMillivolts(pin) ?? (fabric.pads[pin].level ? 3_600 : 0)) }

  private func bounded(_ value: Int) -> Int { min(max(value, -1_000_000), 1_000_000) }

  private func update() { interrupt.value = isDone && bank.isSet(Self.control, Self.isInterruptEnabled) }

  // MARK: Registers

  /// What software reads.
  func registerValue(_ offset: UInt32) -> UInt32 {
    Self.control ~= offset ? Self.isDone.set(isDone ? 1 : 0, in: bank[offset]) : bank[offset]
  }

  /// What a write by software does.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.control:
      if Self.isEnabled.isSet(in: value ^ old) { onSwitch?() }
      guard isOn else {
        bank[Self.control, Self.isStarted] = 0
        converted.cancel()
        break
      }
      guard bank.isSet(Self.control, Self.isStarted), converted.deadline == nil else { break }
      let isDelayed = bank.isSet(Self.control2, Self.isDelayed)
      let delay = isDelayed ? Tick(bank[Self.delay2, Self.startDelay]) * Self.delayStep : 0
      converted.set(at: fabric.now &+ delay &+ Self.duration)
    case Self.clearInterrupt: isDone = false
    default: break
    }
    update()
  }

  /// Everything that decides its future.
  func saveState() -> State { State(registers: bank.named, end: converted.deadline, isDone: isDone) }

  /// Takes over a saved state.
  func restoreState(_ state: State) {
    bank.restore(state.registers)
    converted.set(at: state.end)
    isDone = state.isDone
  }
}
