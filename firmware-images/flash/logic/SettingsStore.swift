#if canImport(SMP)
  import SMP
#endif

/// Keeps one small record, the band's settings, in a ring of places in flash. A record is written whole to the next place
/// of the ring, so the one before it is there until the new one is; the place is in another sector when one has to be
/// erased for it. Whatever the supply does, what is read is the last record that was written whole, or the one that was
/// being written.
///
/// A place, all numbers little-endian: mark, size of the contents (2 bytes each), number of the record, CRC-32 of size,
/// number and contents (4 bytes each), contents.
struct SettingsStore {
  /// Bytes of a place; two share a page.
  static let placeSize: UInt32 = 128
  private static let headSize: UInt32 = 12
  /// The most that a record can hold, in bytes.
  static var capacity: Int { Int(placeSize - headSize) }
  private static let mark: UInt16 = 0x5342  // "BS"
  private static let placesPerSector: UInt32 = FlashMap.sectorSize / placeSize

  private let area: FlashArea
  /// The newest record's number, 0 when there is none.
  private var number: UInt32 = 0
  /// The newest record's place.
  private var newest: UInt32 = 0

  /// A store in `area`, at least two sectors, empty until `open`.
  init(_ area: FlashArea) { self.area = area }

  private var places: UInt32 { area.size / Self.placeSize }
  private func address(_ place: UInt32) -> UInt32 { area.start &+ place &* Self.placeSize }

  /// Finds the newest record.
  mutating func open<Flash: FlashDevice>(_ flash: inout Flash) {
    number = 0
    for place in 0..<places {
      let found = flash.word(at: address(place) &+ 4)
      guard found > number, found != .max, isWhole(place, &flash) else { continue }
      number = found
      newest = place
    }
  }

  /// Copies the newest record's contents to the front of `bytes` and returns how many there are; nil when there is no
  /// record, or none that fits.
  mutating func read<Flash: FlashDevice>(
    _ flash: inout Flash, into bytes: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    guard number > 0 else { return nil }
    let size = Int(flash.half(at: address(newest) &+ 2))
    guard size <= bytes.count, size <= Self.capacity else { return nil }
    flash.read(address(newest) &+ Self.headSize, into: UnsafeMutableBufferPointer(rebasing: bytes[0..<size]))
    return size
  }

  /// Writes a record, at most `capacity` bytes. When it throws, the record before is still the newest.
  mutating func write<Flash: FlashDevice>(
    _ flash: inout Flash, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(FlashError) {
    guard bytes.count <= Self.capacity, number < .max &- 1 else { throw .outside }
    // Places that a failing supply or worn cells have spoilt are passed over, but never as far as the newest record's
    // own sector.
    let start = number == 0 ? 0 : newest &+ 1
    for step in 0..<(places &- 2 &* Self.placesPerSector) {
      let place = (start &+ step) % places
      guard isReady(place, &flash) else { continue }
      do { try program(place, &flash, bytes) } catch { continue }
      number &+= 1
      newest = place
      return
    }
    throw .failed
  }

  /// Forgets everything and erases the area. An empty record goes first, so that no older one can come back when the
  /// supply fails in between.
  mutating func erase<Flash: FlashDevice>(_ flash: inout Flash) throws(FlashError) {
    if number > 0 { try write(&flash, UnsafeBufferPointer(start: nil, count: 0)) }
    let last = newest / Self.placesPerSector
    for sector in 0..<(places / Self.placesPerSector) where number == 0 || sector != last {
      try flash.erase(sectorAt: address(sector &* Self.placesPerSector))
    }
    if number > 0 { try flash.erase(sectorAt: address(last &* Self.placesPerSector)) }
    number = 0
  }

  /// Whether a place can be programmed; a sector is erased when its first place is wanted.
  private func isReady<Flash: FlashDevice>(_ place: UInt32, _ flash: inout Flash) -> Bool {
    let size = place % Self.placesPerSector == 0 ? FlashMap.sectorSize : Self.placeSize
    if flash.isErased(FlashArea(address(place), size: size)) { return true }
    guard size == FlashMap.sectorSize else { return false }
    do { try flash.erase(sectorAt: address(place)) } catch { return false }
    return true
  }

  private func program<Flash: FlashDevice>(
    _ place: UInt32, _ flash: inout Flash, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(FlashError) {
    var storage = InlineArray<128, UInt8>(repeating: 0xFF)
    let crc = Self.checksum(number &+ 1, size: bytes.count) { bytes[$0] }
    try withUnsafeMutableBytes(of: &storage) { (raw) throws(FlashError) in
      raw.storeBytes(of: Self.mark.littleEndian, toByteOffset: 0, as: UInt16.self)
      raw.storeBytes(of: UInt16(truncatingIfNeeded: bytes.count).littleEndian, toByteOffset: 2, as: UInt16.self)
      raw.storeBytes(of: (number &+ 1).littleEndian, toByteOffset: 4, as: UInt32.self)
      raw.storeBytes(of: crc.littleEndian, toByteOffset: 8, as: UInt32.self)
      for index in 0..<bytes.count { raw[Int(Self.headSize) &+ index] = bytes[index] }
      let count = Int(Self.headSize) &+ bytes.count
      let all = UnsafeBufferPointer(raw.assumingMemoryBound(to: UInt8.self))
      try flash.program(UnsafeBufferPointer(rebasing: all[0..<count]), at: address(place))
    }
  }

  private func isWhole<Flash: FlashDevice>(_ place: UInt32, _ flash: inout Flash) -> Bool {
    let start = address(place)
    guard flash.half(at: start) == Self.mark else { return false }
    let size = Int(flash.half(at: start &+ 2))
    guard size <= Self.capacity else { return false }
    let number = flash.word(at: start &+ 4)
    let crc = Self.checksum(number, size: size) {
      flash.byte(at: start &+ Self.headSize &+ UInt32(truncatingIfNeeded: $0))
    }
    return crc == flash.word(at: start &+ 8)
  }

  private static func checksum(_ number: UInt32, size: Int, _ byte: (Int) -> UInt8) -> UInt32 {
    var crc = CRC32()
    crc.add(UInt8(truncatingIfNeeded: size))
    for shift: UInt32 in [0, 8, 16, 24] { crc.add(UInt8(truncatingIfNeeded: number >> shift)) }
    for index in 0..<size { crc.add(byte(index)) }
    return crc.value
  }
}
