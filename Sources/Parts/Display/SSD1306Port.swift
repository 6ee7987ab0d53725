import Machine

/// The I2C side of an SSD1306: control bytes, then commands or data.
///
/// Facts: SSD1306 data sheet rev. 1.1, 8.1.5. A control byte says with bit 6 whether data or a command follows, and with
/// bit 7 whether for one byte only, after which another control byte comes.
final class SSD1306Port: Snapshotting {
  /// What decides the future.
  struct State: Codable {
    /// The control byte in force; `nil` where the next byte is one.
    var control: UInt8?
  }

  let address: UInt8
  private unowned let display: SSD1306
  private var state = State()

  init(_ name: String, on emulation: Emulation, display: SSD1306, address: UInt8) {
    self.display = display
    self.address = address & 0x7F
    emulation.register(name, self)
  }

  func start() -> Bool {
    state.control = nil
    return display.isListening
  }

  func write(_ byte: UInt8) -> Bool {
    guard display.isListening else { return false }
    guard let control = state.control else {
      state.control = byte
      return true
    }
    display.take(byte, isData: control & 0x40 != 0)
    if control & 0x80 != 0 { state.control = nil }
    return true
  }

  func stop() { state.control = nil }

  func saveState() -> State { state }

  func restoreState(_ saved: State) { state = saved }
}
