#if canImport(SMP)
  import SMP
#endif

/// The minutes of the past in a ring of sectors: an entry of eight bytes a minute, one program operation each, behind the
/// one before. When a sector is full the oldest one is erased and is next, so all sectors wear alike: 103 of them last
/// for 36 days of minutes, and a thousand years of erases.
///
/// A cut of the supply spoils at most the entry that is being written. It can leave garbage anywhere in a sector that is
/// being erased: that sector's head was made invalid before.
///
/// Head of a sector, 16 bytes, little-endian: mark, number of the sector, minute that its entries count from, CRC-32 of
/// the three. Entry: minutes since then (2 bytes), steps, heart rate, movement, percent with bit 7 for the charger,
/// CRC-16/XMODEM of those (2 bytes).
struct ActivityLog {
  static let entrySize: UInt32 = 8
  private static let headSize: UInt32 = 16
  /// Entries of a sector.
  static let entriesPerSector: UInt32 = (FlashMap.sectorSize - headSize) / entrySize
  private static let mark: UInt32 = 0x474F_4C41  // "ALOG"

  private let area: FlashArea
  /// The sector that is written, by its place in the area, its number and its first minute; number 0 when there is none.
  private var sector: UInt32 = 0
  private var number: UInt32 = 0
  private var base: UInt32 = 0
  /// Entries of it that are taken.
  private var used: UInt32 = 0
  /// Sectors before it that still have their entries.
  private var older: UInt32 = 0
  /// The last minute written or found.
  private(set) var lastMinute: UInt32?

  /// A log in `area`, at least three sectors, empty until `open`.
  init(_ area: FlashArea) { self.area = area }

  private var sectors: UInt32 { area.size / FlashMap.sectorSize }
  private func address(sector place: UInt32) -> UInt32 { area.start &+ place &* FlashMap.sectorSize }
  private func address(entry index: UInt32, in place: UInt32) -> UInt32 {
    address(sector: place) &+ Self.headSize &+ index &* Self.entrySize
  }
  private func sector(before place: UInt32, by count: UInt32) -> UInt32 {
    place >= count ? place &- count : place &+ sectors &- count
  }

  // Entries are numbered through all sectors, by the sector's number; some numbers have no entry.

  /// The number of the oldest entry.
  var first: UInt32 { number == 0 ? 0 : (number &- 1 &- older) &* Self.entriesPerSector }
  /// The number behind the newest entry.
  var end: UInt32 { number == 0 ? 0 : (number &- 1) &* Self.entriesPerSector &+ used }

  /// Finds what is there.
  mutating func open<Flash: FlashDevice>(_ flash: inout Flash) {
    number = 0
    older = 0
    used = 0
    lastMinute = nil
    for place in 0..<sectors {
      guard let head = head(of: place, &flash), head.number > number else { continue }
      number = head.number
      base = head.base
      sector = place
    }
    guard number > 0 else { return }
    for step in 1..<sectors where step < number {
      if head(of: sector(before: sector, by: step), &flash)?.number == number &- step { older = step }
    }
    used = Self.entriesPerSector
    while used > 0, isBlank(used &- 1, &flash) { used &-= 1 }
    var index = end
    while index > first, end &- index < Self.entriesPerSector, lastMinute == nil {
      index &-= 1
      lastMinute = entry(index, &flash)?.minute
    }
  }

  /// The entry of this number; nil when there is none, or it was spoilt.
  #if COMPACT
    @inline(never)
  #endif
  func entry<Flash: FlashDevice>(_ index: UInt32, _ flash: inout Flash) -> ActivityEntry? {
    guard index >= first, index < end else { return nil }
    let back = number &- 1 &- index / Self.entriesPerSector
    let place = sector(before: sector, by: back)
    guard let head = head(of: place, &flash), head.number == number &- back else { return nil }
    let start = address(entry: index % Self.entriesPerSector, in: place)
    let words = (flash.word(at: start), flash.word(at: start &+ 4))
    guard Self.checksum(words.0, words.1) == UInt16(truncatingIfNeeded: words.1 >> 16) else { return nil }
    return ActivityEntry(
      minute: head.base &+ words.0 & 0xFFFF, steps: UInt8(truncatingIfNeeded: words.0 >> 16),
      heartRate: UInt8(truncatingIfNeeded: words.0 >> 24), movement: UInt8(truncatingIfNeeded: words.1),
      percent: UInt8(truncatingIfNeeded: words.1 >> 8) & 0x7F, isPlugged: words.1 & 0x8000 != 0)
  }

  /// Writes an entry behind the last one.
  mutating func append<Flash: FlashDevice>(
    _ entry: ActivityEntry, _ flash: inout Flash
  ) throws(FlashError) {
    // Worn cells spoil an entry's place or a whole sector: the next one may do.
    for _ in 0..<4 {
      do {
        if number == 0 || used == Self.entriesPerSector || entry.minute < base || entry.minute &- base > 0xFFFF {
          try beginSector(entry.minute, &flash)
        }
        let place = address(entry: used, in: sector)
        used &+= 1
        var words = Self.encode(entry, offset: entry.minute &- base)
        try withUnsafeBytes(of: &words) { (raw) throws(FlashError) in
          try flash.program(raw.assumingMemoryBound(to: UInt8.self), at: place)
        }
      } catch {
        continue
      }
      lastMinute = entry.minute
      return
    }
    throw .failed
  }

  /// Erases the next sector of the ring and gives it its head. When that fails, the sector counts as full.
  private mutating func beginSector<Flash: FlashDevice>(
    _ minute: UInt32, _ flash: inout Flash
  ) throws(FlashError) {
    if number > 0 {
      sector = sector &+ 1 == sectors ? 0 : sector &+ 1
      older = min(older &+ 1, sectors &- 1)
    }
    number &+= 1
    used = Self.entriesPerSector
    let start = address(sector: sector)
    if !flash.isErased(FlashArea(start, size: FlashMap.sectorSize)) {
      if flash.word(at: start) == Self.mark { try flash.program(word: 0, at: start) }
      try flash.erase(sectorAt: start)
    }
    var words = (
      Self.mark.littleEndian, number.littleEndian, minute.littleEndian,
      Self.checksum(number, base: minute).littleEndian
    )
    try withUnsafeBytes(of: &words) { (raw) throws(FlashError) in
      try flash.program(raw.assumingMemoryBound(to: UInt8.self), at: start)
    }
    base = minute
    used = 0
  }

  #if COMPACT
    @inline(never)
  #endif
  private func head<Flash: FlashDevice>(
    of place: UInt32, _ flash: inout Flash
  ) -> (number: UInt32, base: UInt32)? {
    let start = address(sector: place)
    guard flash.word(at: start) == Self.mark else { return nil }
    let number = flash.word(at: start &+ 4)
    let base = flash.word(at: start &+ 8)
    // More sectors than there are numbers for their entries were never written.
    guard number > 0, number <= .max / Self.entriesPerSector,
      flash.word(at: start &+ 12) == Self.checksum(number, base: base)
    else { return nil }
    return (number, base)
  }

  #if COMPACT
    @inline(never)
  #endif
  private func isBlank<Flash: FlashDevice>(_ index: UInt32, _ flash: inout Flash) -> Bool {
    let start = address(entry: index, in: sector)
    return flash.word(at: start) == .max && flash.word(at: start &+ 4) == .max
  }

  private static func encode(_ entry: ActivityEntry, offset: UInt32) -> (UInt32, UInt32) {
    let first = offset & 0xFFFF | UInt32(entry.steps) << 16 | UInt32(entry.heartRate) << 24
    let percent = UInt32(min(entry.percent, 0x7F)) | (entry.isPlugged ? 0x80 : 0)
    let second = UInt32(entry.movement) | percent << 8
    return (first.littleEndian, (second | UInt32(checksum(first, second)) << 16).littleEndian)
  }

  private static func checksum(_ first: UInt32, _ second: UInt32) -> UInt16 {
    var crc = CRC16()
    for shift: UInt32 in [0, 8, 16, 24] { crc.add(UInt8(truncatingIfNeeded: first >> shift)) }
    for shift: UInt32 in [0, 8] { crc.add(UInt8(truncatingIfNeeded: second >> shift)) }
    return crc.value
  }

  private static func checksum(_ number: UInt32, base: UInt32) -> UInt32 {
    var crc = CRC32()
    for shift: UInt32 in [0, 8, 16, 24] { crc.add(UInt8(truncatingIfNeeded: number >> shift)) }
    for shift: UInt32 in [0, 8, 16, 24] { crc.add(UInt8(truncatingIfNeeded: base >> shift)) }
    return crc.value
  }
}
