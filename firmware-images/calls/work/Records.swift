/// A shelf of records in the order of their names: they are made, looked for by name, changed, moved and copied.
enum Records {
  private enum Kind: UInt8 { case part, tool, book }

  private struct Record {
    var name: Name
    var kind: Kind
    var isLent: Bool
    var quantity: UInt16
    var price: UInt32
  }

  /// Twelve characters, with zeros behind the last.
  private typealias Name = InlineArray<12, UInt8>

  private static let capacity = 24
  private nonisolated(unsafe) static var shelf = InlineArray<24, Record>(
    repeating: Record(name: Name(repeating: 0), kind: .part, isLent: false, quantity: 0, price: 0))
  private nonisolated(unsafe) static var count = 0
  private nonisolated(unsafe) static var random = Random(seed: 6)

  static func prepare() { for _ in 0..<capacity { insert(makeRecord()) } }

  /// Changes some that are found by their names, and puts another in the place of one.
  @inline(never) static func run(_ seed: UInt32) -> UInt32 {
    var mixed = seed
    for _ in 0..<8 {
      let wanted = makeRecord()
      if let place = find(wanted.name) {
        mixed = change(&shelf[place], by: mixed)
      } else {
        mixed ^= remove(at: Int(mixed % UInt32(capacity)))
        insert(wanted)
      }
      mixed = mixed << 7 | mixed >> 25
    }
    for place in 0..<count { mixed = mixed &* 31 &+ sum(shelf[place]) }
    return mixed
  }

  @inline(never) private static func makeRecord() -> Record {
    let draw = random.next()
    var name = Name(repeating: 0)
    // Two syllables of eight, a stroke and a digit.
    let syllables: StaticString = "barelomituvanekog"
    var length = append(syllables.utf8Start + Int(draw & 7) * 2, 2, to: &name, at: 0)
    length = append(syllables.utf8Start + Int(draw >> 3 & 7) * 2, 3, to: &name, at: length)
    name[length] = 0x2D
    name[length + 1] = 0x30 + UInt8(truncatingIfNeeded: draw >> 6 & 1)
    let kind = Kind(rawValue: UInt8(truncatingIfNeeded: (draw >> 8 & 3) % 3)) ?? .part
    return Record(
      name: name, kind: kind, isLent: draw & 0x400 != 0, quantity: UInt16(truncatingIfNeeded: draw >> 4 & 0xFFF),
      price: draw >> 5)
  }

  @inline(never) private static func append(
    _ text: UnsafePointer<UInt8>, _ count: Int, to name: inout Name, at place: Int
  ) -> Int {
    for index in 0..<count { name[place + index] = text[index] }
    return place + count
  }

  /// Below, at or above 0 as the first differing characters say.
  @inline(never) private static func compare(_ a: Name, _ b: Name) -> Int {
    for place in 0..<12 {
      let difference = Int(a[place]) - Int(b[place])
      if difference != 0 || a[place] == 0 { return difference }
    }
    return 0
  }

  @inline(never) private static func find(_ name: Name) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) >> 1
      let order = compare(shelf[middle].name, name)
      if order == 0 { return middle }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  @inline(never) private static func change(_ record: inout Record, by amount: UInt32) -> UInt32 {
    switch record.kind {
    case .part: record.quantity &+= UInt16(truncatingIfNeeded: amount)
    case .tool: record.isLent.toggle()
    case .book: record.price = record.price &* 3 &+ (amount & 0xFF)
    }
    record.kind = Kind(rawValue: record.kind.rawValue + 1) ?? .part
    return amount &+ UInt32(record.quantity) ^ record.price
  }

  @inline(never) private static func insert(_ record: Record) {
    guard count < capacity else { return }
    var place = count
    while place > 0 && compare(shelf[place - 1].name, record.name) > 0 {
      shelf[place] = shelf[place - 1]
      place -= 1
    }
    shelf[place] = record
    count += 1
  }

  @inline(never) private static func remove(at place: Int) -> UInt32 {
    let removed = sum(shelf[place])
    count -= 1
    for index in place..<count { shelf[index] = shelf[index + 1] }
    return removed
  }

  @inline(never) private static func sum(_ record: Record) -> UInt32 {
    var mixed = record.price ^ UInt32(record.quantity) << 8 ^ UInt32(record.kind.rawValue) << 28
    if record.isLent { mixed = ~mixed }
    for place in 0..<12 where record.name[place] != 0 {
      mixed = (mixed << 5 | mixed >> 27) ^ UInt32(record.name[place])
    }
    return mixed
  }
}
