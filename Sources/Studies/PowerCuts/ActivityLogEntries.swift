import Machine
import SMP

/// The entries of the band's activity log as they stand in its flash, read without the firmware's help, to judge what a
/// cut of the power has cost.
///
/// A ring of sectors, of the band's flash from 0x098000 on. Head of a sector, 16 bytes, little-endian: a mark, the sector's number, the minute
/// that its entries count from, CRC-32 of these. Then entries of eight bytes, the last two their CRC-16/XMODEM. The newest
/// sector has the highest number; others belong to the log when theirs is as much lower as they are behind it.
struct ActivityLogEntries {
  /// An entry, by its place and what it holds.
  package struct Entry: Hashable {
    var sector: UInt32
    package var index: Int
    package var bytes: [UInt8]
  }

  private static let headSize = 16
  private static let entrySize = 8
  private static let mark: UInt32 = 0x474F_4C41

  /// All that are whole.
  let entries: Set<Entry>

  /// Reads the bytes of a log's whole area.
  init(_ bytes: [UInt8], sectorSize: Int = 4_096) {
    let places = bytes.count / sectorSize
    let numbers = (0..<places).map { Self.number(bytes[$0 * sectorSize..<($0 + 1) * sectorSize]) }
    var found: Set<Entry> = []
    if let newest = numbers.indices.max(by: { numbers[$0] < numbers[$1] }), numbers[newest] > 0 {
      for place in 0..<places {
        let behind = UInt32((newest + places - place) % places)
        guard numbers[place] > 0, numbers[place] &+ behind == numbers[newest] else { continue }
        let sector = Array(bytes[place * sectorSize..<(place + 1) * sectorSize])
        found.formUnion(Self.entries(of: sector, number: numbers[place]))
      }
    }
    entries = found
  }

  /// The number in a sector's head; 0 where that is not whole.
  private static func number(_ sector: ArraySlice<UInt8>) -> UInt32 {
    let head = Array(sector.prefix(headSize))
    guard word(head, 0) == mark else { return 0 }
    return word(head, 12) == CRC32.of(Array(head[4..<12])) ? word(head, 4) : 0
  }

  private static func entries(of sector: [UInt8], number: UInt32) -> [Entry] {
    (0..<(sector.count - headSize) / entrySize).compactMap { index in
      let start = headSize + index * entrySize
      let bytes = Array(sector[start..<start + entrySize])
      guard bytes.contains(where: { $0 != 0xFF }) else { return nil }
      var crc = CRC16()
      for byte in bytes[..<6] { crc.add(byte) }
      guard crc.value == UInt16(bytes[6]) | UInt16(bytes[7]) << 8 else { return nil }
      return Entry(sector: number, index: index, bytes: bytes)
    }
  }

  private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
  }
}
