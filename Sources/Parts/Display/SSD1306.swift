import Machine

/// An OLED panel with an SSD1306 controller on 4-wire SPI or on I2C: commands, GDDRAM, the picture
/// as the panel is wired, and the current of the pixels that are lit.
///
/// Facts: SSD1306 data sheet rev. 1.1, Zephyr's `drivers/display/ssd1306_regs.h`, u8g2's `u8x8_d_ssd1306_*.c`.
/// Scrolling is decoded and kept but does not move the picture; the ramps of the charge pump and of VCC take no time.
public final class SSD1306: SPITarget, I2CTarget, Snapshotting {
  /// What decides the future.
  public struct State: Codable {
    var controller = SSD1306Controller()
    /// Bit n of a segment's word is line n of the GDDRAM.
    var columns = [UInt64](repeating: 0, count: 128)
    /// Content changed and the panel has not been refreshed since.
    var isDirty = false
    /// Times that the supply came on.
    var powerCycles: UInt64 = 0
    var alarm: Tick?
  }

  /// The glass: its size, and how it is wired to the controller.
  public let panel: Panel
  private let watchers = Watchers<Void>()
  private(set) var state = State()
  /// Lit pixels of the stored content as the controller shows it now, inversion and all-on left out.
  private var storedLit = 0
  /// Bit n is set where line n of the GDDRAM is visible.
  private var visibleLines: UInt64 = 0
  private let scheduler: Scheduler
  private let net: PowerNet
  private let load: Load<Mode>
  private let coefficients: Coefficients
  private let chipSelect: Line?
  private let dataCommand: Line?
  private let reset: Line?
  /// Its side on I2C, where it is on one.
  private var port: SSD1306Port?
  private let supply: Line?
  private var refresh: Alarm!

  /// Puts the panel on its wires: chip select and reset (both active low), D/C (high = data) and the supply switch
  /// (high = on). With an `address`, 0x3C or 0x3D by its pin SA0, it is on I2C and has neither chip select nor D/C;
  /// reset and the switch are where a board has them.
  public init(
    _ name: String = "OLED", on emulation: Emulation, net: PowerNet, panel: Panel = .size72x40,
    chipSelect: Line? = nil, dataCommand: Line? = nil, reset: Line? = nil, supply: Line? = nil,
    address: UInt8? = nil, coefficients: Coefficients
  ) {
    self.panel = panel
    self.net = net
    self.chipSelect = chipSelect
    self.dataCommand = dataCommand
    self.reset = reset
    self.supply = supply
    self.coefficients = coefficients
    scheduler = emulation.scheduler
    load = Load(
      name, on: net, initial: .off, currents: coefficients.currents, leaking: [.off, .sleep])
    refresh = emulation.alarm("\(name).refresh") { [unowned self] _ in self.show() }
    supply?.observe { [unowned self] _ in self.supplyChanged() }
    net.observePower { [unowned self] _ in self.supplyChanged() }
    reset?.observe { [unowned self] level in if !level { self.controllerReset() } }
    emulation.register(name, self)
    port = address.map { SSD1306Port("\(name).I2C", on: emulation, display: self, address: $0) }
    if isSupplied { supplyChanged() }
  }

  var isSupplied: Bool { supply?.level != false && net.isPowered }

  /// Supplied and not held in reset.
  var isListening: Bool { isSupplied && reset?.level != false }

  /// Selected, supplied and not held in reset.
  public var isSelected: Bool { chipSelect?.level == false && isListening }

  /// Takes one or more bytes as D/C says; a 9-bit word carries D/C in its first bit (3-wire SPI). Nothing can be read
  /// over SPI.
  public func exchange(_ word: UInt32, bits: Int) -> UInt32 {
    if bits == 9 {
      take(UInt8(truncatingIfNeeded: word), isData: word & 0x100 != 0)
      return 0x1FF
    }
    return exchangeBytes(word, bits: bits) { byte in
      take(byte, isData: dataCommand?.level == true)
      return 0xFF
    }
  }

  func take(_ byte: UInt8, isData: Bool) {
    if isData {
      write(byte)
    } else if state.controller.take(command: byte) {
      remap()
      show()
    }
  }

  /// Writes a byte of eight lines at the pointer. The pixels are shown with the panel's next refresh, which also is
  /// when the current follows.
  private func write(_ byte: UInt8) {
    let (page, segment) = state.controller.advance()
    let shift = UInt64(page * 8)
    let old = state.columns[segment]
    let new = old & ~(0xFF << shift) | UInt64(byte) << shift
    guard new != old else { return }
    state.columns[segment] = new
    if panel.isVisible(segment: segment) {
      storedLit += (new & visibleLines).nonzeroBitCount - (old & visibleLines).nonzeroBitCount
    }
    guard !state.isDirty else { return }
    state.isDirty = true
    refresh.set(at: scheduler.now + state.controller.refreshPeriod)
  }

  // MARK: I2C

  /// Its address, where it is on I2C, while it is supplied and not held in reset.
  public var i2cAddress: UInt8? { isListening ? port?.address : nil }
  /// Acknowledges its address.
  public func i2cStart(isRead: Bool) -> Bool { port?.start() ?? false }
  /// A control byte, a command or data.
  public func i2cWrite(_ byte: UInt8) -> Bool { port?.write(byte) ?? false }
  /// The status: bit 6 is set while the display is off (from memory of the data sheet).
  public func i2cRead(acknowledged: Bool) -> UInt8 { isListening && !state.controller.isOn ? 0x40 : 0x00 }
  /// The next transfer begins with a control byte.
  public func i2cStop() { port?.stop() }

  // MARK: The picture

  /// Pixels in a row.
  public var columns: Int { panel.columns }
  /// Rows.
  public var rows: Int { panel.rows }

  /// Tells `action` when the visible picture may have changed, at most once a refresh.
  public func watchFrames(_ action: @escaping () -> Void) -> Subscription { watchers.add { _ in action() } }

  /// Whether the pixels can light up: display on, charge pump running.
  public var isShowing: Bool { isSupplied && state.controller.isOn && state.controller.isPumping }

  /// The picture from top left, row by row: `true` is lit. Dark where the display is off.
  public var framebuffer: [Bool] {
    var pixels = [Bool](repeating: false, count: panel.columns * panel.rows)
    guard isShowing else { return pixels }
    for row in 0..<panel.rows {
      guard let line = panel.line(row: row, state.controller) else { continue }
      for column in 0..<panel.columns {
        let isSet = state.columns[panel.segment(column: column)] >> UInt64(line) & 1 == 1
        pixels[row * panel.columns + column] = state.controller.isAllOn || isSet != state.controller.isInverse
      }
    }
    return pixels
  }

  /// How many pixels are lit.
  public var litPixels: Int {
    guard isShowing else { return 0 }
    let visible = visibleLines.nonzeroBitCount * panel.columns
    if state.controller.isAllOn { return visible }
    return state.controller.isInverse ? visible - storedLit : storedLit
  }

  /// Contrast, 0 ... 255, for viewers that show brightness.
  public var contrast: UInt8 { state.controller.contrast }

  /// Finds which lines are visible, after the controller's settings changed.
  private func remap() {
    visibleLines = 0
    for row in 0..<panel.rows {
      if let line = panel.line(row: row, state.controller) { visibleLines |= 1 << UInt64(line) }
    }
    storedLit = (0..<panel.columns).reduce(0) { sum, column in
      sum + (state.columns[panel.segment(column: column)] & visibleLines).nonzeroBitCount
    }
  }

  /// Draws the current of what is visible, and tells those who watch.
  private func show() {
    state.isDirty = false
    refresh.cancel()
    updateLoad()
    if !watchers.isEmpty { watchers.tell(()) }
  }

  private func updateLoad() {
    let controller = state.controller
    if !isSupplied {
      load.enter(.off)
    } else if reset?.level == false || !controller.isOn {
      load.enter(.sleep)
    } else {
      load.enter(.on, drawing: coefficients.current(lit: litPixels, controller))
    }
  }

  // MARK: Reset and supply

  private func controllerReset() {
    guard isSupplied else { return }
    state.controller = SSD1306Controller()
    remap()
    show()
  }

  /// The GDDRAM wakes with whatever its cells fell to; the panel must be cleared before it is switched on.
  private func supplyChanged() {
    state.controller = SSD1306Controller()
    if isSupplied {
      state.powerCycles &+= 1
      let noise = SeededNoise(seed: state.powerCycles, stream: 0x1306)
      for segment in 0..<128 { state.columns[segment] = noise.bits(UInt64(segment)) }
    }
    remap()
    show()
  }

  // MARK: Snapshot

  /// The state.
  public func saveState() -> State {
    var saved = state
    saved.alarm = refresh.deadline
    return saved
  }

  /// Takes over a saved state.
  public func restoreState(_ saved: State) {
    state = saved
    if state.columns.count != 128 { state.columns = Array(repeating: 0, count: 128) }
    remap()
    refresh.set(at: saved.alarm)
  }
}
