import Machine

/// The SSD1306's command interpreter: settings, and the pointer into the GDDRAM.
struct SSD1306Controller: Codable {
  /// Memory addressing modes of command 20.
  enum Addressing: UInt8, Codable { case horizontal, vertical, page }

  private(set) var isOn = false
  private(set) var isPumping = false
  private(set) var isAllOn = false
  private(set) var isInverse = false
  private(set) var contrast: UInt8 = 0x7F
  /// Command AD: the internal current reference instead of a resistor.
  private(set) var usesInternalReference = false
  private(set) var startLine = 0
  private(set) var offset = 0
  /// Rows that are scanned, 16 ... 64.
  private(set) var rows = 64
  private(set) var isSegmentRemapped = false
  private(set) var isScanReversed = false
  /// Command DA bit 4: even rows on one side of the chip, odd rows on the other.
  private(set) var isAlternative = true
  /// Command DA bit 5: the sides exchanged.
  private(set) var areSidesExchanged = false
  private(set) var clock: UInt8 = 0x80
  private(set) var precharge: UInt8 = 0x22
  private(set) var deselectLevel: UInt8 = 0x20
  private(set) var isScrolling = false
  private(set) var addressing = Addressing.page
  private var column = 0
  private var page = 0
  private var firstColumn = 0
  private var lastColumn = 127
  private var firstPage = 0
  private var lastPage = 7
  private var savedColumn: Int?
  private var savedPage = 0
  /// The command whose parameters are awaited, and those that came.
  private var pending: UInt8?
  private var parameters: [UInt8] = []

  /// A byte with D/C low. Returns whether a command is complete.
  mutating func take(command byte: UInt8) -> Bool {
    if let command = pending {
      parameters.append(byte)
      guard parameters.count == SSD1306Controller.parameterCount(command) else { return false }
      pending = nil
      execute(command, parameters)
      parameters = []
      return true
    }
    guard SSD1306Controller.parameterCount(byte) == 0 else {
      pending = byte
      return false
    }
    execute(byte)
    return true
  }

  private static func parameterCount(_ command: UInt8) -> Int {
    switch command {
    case 0x20, 0x81, 0x8D, 0xA8, 0xAD, 0xD3, 0xD5, 0xD9, 0xDA, 0xDB, 0xD6, 0x23: 1
    case 0x21, 0x22, 0xA3: 2
    case 0x26, 0x27: 6
    case 0x29, 0x2A: 5
    default: 0
    }
  }

  private mutating func execute(_ command: UInt8) {
    switch command {
    case 0x00...0x0F: column = column & 0x70 | Int(command & 0x0F)
    case 0x10...0x1F: column = column & 0x0F | Int(command & 0x07) << 4
    case 0x2E: isScrolling = false
    case 0x2F: isScrolling = true
    case 0x40...0x7F: startLine = Int(command & 0x3F)
    case 0xA0, 0xA1: isSegmentRemapped = command & 1 == 1
    case 0xA4, 0xA5: isAllOn = command & 1 == 1
    case 0xA6, 0xA7: isInverse = command & 1 == 1
    case 0xAE, 0xAF: isOn = command & 1 == 1
    case 0xB0...0xB7: page = Int(command & 7)
    case 0xC0...0xC7: isScanReversed = false
    case 0xC8...0xCF: isScanReversed = true
    case 0xE0: (savedColumn, savedPage) = (column, page)
    case 0xEE:
      if let savedColumn { (column, page) = (savedColumn, savedPage) }
      savedColumn = nil
    default: break
    }
  }

  private mutating func execute(_ command: UInt8, _ values: [UInt8]) {
    let value = values[0]
    switch command {
    case 0x20: addressing = Addressing(rawValue: value & 3) ?? addressing
    case 0x21:
      (firstColumn, lastColumn) = (Int(value & 0x7F), Int(values[1] & 0x7F))
      column = firstColumn
    case 0x22:
      (firstPage, lastPage) = (Int(value & 7), Int(values[1] & 7))
      page = firstPage
    case 0x81: contrast = value
    case 0x8D: isPumping = value & 4 != 0
    case 0xA8: rows = value & 0x3F >= 15 ? Int(value & 0x3F) + 1 : rows
    case 0xAD: usesInternalReference = value & 0x10 != 0
    case 0xD3: offset = Int(value & 0x3F)
    case 0xD5: clock = value
    case 0xD9: precharge = value
    case 0xDA:
      isAlternative = value & 0x10 != 0
      areSidesExchanged = value & 0x20 != 0
    case 0xDB: deselectLevel = value
    default: break
    }
  }

  /// Where the next data byte goes, page and segment; the pointer then moves on as the addressing mode says. Remapping
  /// changes where later data goes, not what is stored.
  mutating func advance() -> (page: Int, segment: Int) {
    let place = (page: page & 7, segment: (isSegmentRemapped ? 127 - column : column) & 0x7F)
    switch addressing {
    case .page: column = (column + 1) & 0x7F
    case .horizontal:
      if nextColumn() { _ = nextPage() }
    case .vertical:
      if nextPage() { _ = nextColumn() }
    }
    return place
  }

  /// Moves one column on; returns whether it began again.
  private mutating func nextColumn() -> Bool {
    let wraps = column == lastColumn
    column = wraps ? firstColumn : (column + 1) & 0x7F
    return wraps
  }

  /// Moves one page on; returns whether it began again.
  private mutating func nextPage() -> Bool {
    let wraps = page == lastPage
    page = wraps ? firstPage : (page + 1) & 7
    return wraps
  }

  /// One scan of all rows: rows x (phase 1 + phase 2 + 50) clocks of about 370 kHz over the divider (data sheet,
  /// frame frequency).
  var refreshPeriod: Tick {
    let phases = Tick(max(precharge & 0x0F, 1)) + Tick(max(precharge >> 4, 1)) + 50
    return Tick(rows) * phases * Tick(clock & 0x0F + 1) * Tick.perSecond / 370_000
  }
}
