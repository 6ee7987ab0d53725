import Machine

/// The I2C side of an SSD1306: control bytes, then commands or data.
///
/// Facts: SSD1306 data sheet rev. 1.1, 8.1.5. A control byte says with bit 6 whether data or a command follows, and
/// with bit 7 whether for one byte only, after which another control byte comes. A read gives the status, in which bit
/// 6 is set while the display is off (from memory of the data sheet).
public final class SSD1306Port: I2CTarget, Snapshotting {
  /// What decides the future.
  public struct State: Codable {
    /// The control byte in force; `nil` where the next byte is one.
    var control: UInt8?
  }

  private let display: SSD1306
  private let address: UInt8
  private var state = State()

  /// The bus of a display that has neither chip select nor D/C. Its address is 0x3C or 0x3D, by its pin SA0.
  public init(_ name: String = "OLED.I2C", on emulation: Emulation, display: SSD1306, address: UInt8 = 0x3C) {
    self.display = display
    self.address = address & 0x7F
    emulation.register(name, self)
  }

  /// While it is supplied and not held in reset.
  public var i2cAddress: UInt8? { display.isListening ? address : nil }

  /// Acknowledges its address.
  public func i2cStart(isRead: Bool) -> Bool {
    state.control = nil
    return display.isListening
  }

  /// A control byte, a command or data.
  public func i2cWrite(_ byte: UInt8) -> Bool {
    guard display.isListening else { return false }
    guard let control = state.control else {
      state.control = byte
      return true
    }
    display.take(byte, isData: control & 0x40 != 0)
    if control & 0x80 != 0 { state.control = nil }
    return true
  }

  /// The status.
  public func i2cRead(acknowledged: Bool) -> UInt8 {
    guard display.isListening else { return 0xFF }
    return display.state.controller.isOn ? 0x00 : 0x40
  }

  /// The next transfer begins with a control byte.
  public func i2cStop() { state.control = nil }

  /// Where the transfer stands.
  public func saveState() -> State { state }

  /// Takes that over.
  public func restoreState(_ saved: State) { state = saved }
}
