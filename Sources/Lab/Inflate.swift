/// Unpacks DEFLATE (RFC 1951).
struct Inflate {
  private let bytes: ArraySlice<UInt8>
  private let limit: Int
  private var bit = 0
  private var output: [UInt8] = []

  /// Symbols by code length, as RFC 1951, 3.2.2 numbers them.
  private struct Codes {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    init(_ lengths: [Int]) {
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      symbols = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }
  }

  private init(_ bytes: ArraySlice<UInt8>, limit: Int) {
    self.bytes = bytes
    self.limit = limit
  }

  /// The unpacked bytes; `nil` where the data is damaged or unpacks to more than `limit` bytes.
  static func inflate(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
    var inflate = Inflate(bytes, limit: limit)
    return inflate.run() ? inflate.output : nil
  }

  private mutating func run() -> Bool {
    while true {
      guard let last = bits(1), let kind = bits(2) else { return false }
      let isGood: Bool
      switch kind {
      case 0: isGood = stored()
      case 1: isGood = compressed(Inflate.fixed, Inflate.fixedDistances)
      case 2: isGood = dynamic()
      default: return false
      }
      if !isGood { return false }
      if last == 1 { return true }
    }
  }

  private mutating func bits(_ count: Int) -> Int? {
    var value = 0
    for place in 0..<count {
      let index = bytes.startIndex + bit / 8
      guard index < bytes.endIndex else { return nil }
      value |= Int(bytes[index] >> UInt8(bit % 8) & 1) << place
      bit += 1
    }
    return value
  }

  private mutating func symbol(_ codes: Codes) -> Int? {
    var (code, first, index) = (0, 0, 0)
    for length in 1...15 {
      guard let next = bits(1) else { return nil }
      code |= next
      let count = codes.counts[length]
      if code - first < count { return codes.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }

  private mutating func append(_ byte: UInt8) -> Bool {
    guard output.count < limit else { return false }
    output.append(byte)
    return true
  }

  private mutating func stored() -> Bool {
    bit = (bit + 7) / 8 * 8
    guard let length = bits(16), let check = bits(16), length == ~check & 0xFFFF else { return false }
    for _ in 0..<length {
      guard let byte = bits(8), append(UInt8(byte)) else { return false }
    }
    return true
  }

  private mutating func compressed(_ literals: Codes, _ distances: Codes) -> Bool {
    while true {
      guard let symbol = symbol(literals) else { return false }
      if symbol < 256 {
        guard append(UInt8(symbol)) else { return false }
      } else if symbol == 256 {
        return true
      } else {
        guard symbol - 257 < Inflate.lengthBases.count, let extra = bits(Inflate.lengthBits[symbol - 257]),
          let code = self.symbol(distances), code < Inflate.distanceBases.count,
          let far = bits(Inflate.distanceBits[code])
        else { return false }
        let distance = Inflate.distanceBases[code] + far
        guard distance <= output.count else { return false }
        for _ in 0..<Inflate.lengthBases[symbol - 257] + extra {
          guard append(output[output.count - distance]) else { return false }
        }
      }
    }
  }

  private mutating func dynamic() -> Bool {
    guard let literalCount = bits(5), let distanceCount = bits(5), let codeCount = bits(4) else { return false }
    var lengths = [Int](repeating: 0, count: 19)
    for place in Inflate.codeOrder.prefix(codeCount + 4) {
      guard let length = bits(3) else { return false }
      lengths[place] = length
    }
    let codes = Codes(lengths)
    let total = literalCount + 257 + distanceCount + 1
    var all: [Int] = []
    while all.count < total {
      guard let symbol = symbol(codes) else { return false }
      switch symbol {
      case 0..<16: all.append(symbol)
      case 16:
        guard let last = all.last, let times = bits(2) else { return false }
        all += [Int](repeating: last, count: times + 3)
      case 17:
        guard let times = bits(3) else { return false }
        all += [Int](repeating: 0, count: times + 3)
      default:
        guard let times = bits(7) else { return false }
        all += [Int](repeating: 0, count: times + 11)
      }
    }
    guard all.count == total else { return false }
    return compressed(Codes(Array(all[..<(literalCount + 257)])), Codes(Array(all[(literalCount + 257)...])))
  }

  private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let fixed = Codes(
    [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
      + [Int](repeating: 8, count: 8))
  private static let fixedDistances = Codes([Int](repeating: 5, count: 30))
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
  ]
}
