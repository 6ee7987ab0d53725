import Blocks
import Machine

/// GPIO: level, direction, pull and drive of each pad, and DETECT, which is high while any pad meets its SENSE.
///
/// Sources: the vendor's public register list. IN follows pads whose input buffer is connected, also outputs. A pad is sensed
/// where its input buffer is connected (chosen). Waking from System OFF leaves the port as it is, as stated for the sibling
/// nRF52.
public final class GPIOPort: Block {
  /// The registers.
  public let bank: RegisterBank
  private unowned let fabric: NRF51Fabric
  private let pads: NRF51Pads
  private let detect: LineDriver

  /// The port of a fabric.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    pads = fabric.pads
    detect = fabric.detect.driver("GPIO")
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    pads.onSense = { [unowned self] _ in self.updateDetect() }
    fabric.install(self, survives: [.hibernation])
  }

  /// Every pad is an input without its buffer.
  public func reset() {
    bank.reset()
    pads.setOutput(0)
    for number in 0..<NRF51Pads.count { pads.configure(number, bank[Self.configurations, number]) }
    updateSense()
  }

  // MARK: DETECT

  /// The pads that are looked at, by their configuration.
  private var sensedPads: UInt32 {
    (0..<NRF51Pads.count).reduce(0) { sensed, number in
      let configuration = pads.configurations[number]
      let isSensed = Self.sense.get(configuration) >= 2 && !Self.isInputDisconnected.isSet(in: configuration)
      return isSensed ? sensed | 1 << UInt32(number) : sensed
    }
  }

  private func updateSense() {
    pads.sensed = sensedPads
    updateDetect()
  }

  private func updateDetect() {
    var left = pads.sensed
    while left != 0 {
      let number = left.trailingZeroBitCount
      left &= left - 1
      if pads[number].level == (Self.sense.get(pads.configurations[number]) == 2) { return detect.value = true }
    }
    detect.value = nil
  }

  // MARK: Registers

  /// IN is what the pads have.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    guard Self.input ~= offset else { return bank[offset] }
    var levels: UInt32 = 0
    for number in 0..<NRF51Pads.count
    where !Self.isInputDisconnected.isSet(in: pads.configurations[number]) && pads[number].level {
      levels |= 1 << UInt32(number)
    }
    return levels
  }

  /// DIR and the DIR bits of PIN_CNF are the same.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.out: pads.setOutput(value)
    case Self.direction: setDirections(value, changing: value ^ old)
    case Self.configurations:
      let number = Self.configurations.index(of: offset)
      let bit = UInt32(1) << UInt32(number)
      bank[Self.direction] = value & 1 != 0 ? bank[Self.direction] | bit : bank[Self.direction] & ~bit
      pads.configure(number, value)
      if (value ^ old) & (Self.sense.mask | Self.isInputDisconnected.mask) != 0 { updateSense() }
    default: break
    }
  }

  private func setDirections(_ directions: UInt32, changing: UInt32) {
    var left = changing
    while left != 0 {
      let number = left.trailingZeroBitCount
      left &= left - 1
      bank[Self.configurations, number] = Self.isOutput.set(
        directions >> UInt32(number) & 1, in: bank[Self.configurations, number])
      pads.configure(number, bank[Self.configurations, number])
    }
  }

  /// Levels change by alarms and accesses only.
  public func hashSteadyState(_ offset: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    guard !isWrite else { return false }
    hasher.combine(registerValue(offset))
    return true
  }

  // MARK: Snapshots

  /// The registers' values.
  public func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values; the lines restore themselves.
  public func restoreState(_ saved: NamedValues<UInt32>) {
    bank.restore(saved)
    pads.restore((0..<NRF51Pads.count).map { bank[Self.configurations, $0] }, output: bank[Self.out])
    pads.sensed = sensedPads
  }
}
