/// The build attributes of an ELF file for ARM (Addenda to, and Errata in, the ABI for the ARM architecture, chapter 2).
struct ARMAttributes {
  private static let fileScope: UInt8 = 1
  private static let architectureTag = 6
  /// Tags whose value is text: CPU_raw_name, CPU_name, compatibility (a number first), conformance, also_compatible_with.
  private static let texts: Set<Int> = [4, 5, 67, 65]

  /// Tag_CPU_arch; nil where there is none.
  private(set) var architecture: Int?

  /// Reads the section's contents; what breaks the rules ends the reading.
  init(_ section: ArraySlice<UInt8>) {
    let bytes = Array(section)
    guard bytes.first == 0x41, bytes.count > 5 else { return }
    // The vendor's name after the first length, then subsections, of which the file's own counts.
    guard let nameEnd = bytes[5...].firstIndex(of: 0), bytes[5..<nameEnd].elementsEqual("aeabi".utf8) else { return }
    var place = nameEnd + 1
    while place + 5 <= bytes.count {
      let size = (0..<4).reversed().reduce(0) { $0 << 8 | Int(bytes[place + 1 + $1]) }
      guard size >= 5, place + size <= bytes.count else { return }
      if bytes[place] == ARMAttributes.fileScope { read(bytes[(place + 5)..<(place + size)]) }
      place += size
    }
  }

  private mutating func read(_ attributes: ArraySlice<UInt8>) {
    var rest = attributes
    while let tag = ARMAttributes.number(&rest) {
      if tag == 32 {
        guard ARMAttributes.number(&rest) != nil else { return }
        ARMAttributes.skipText(&rest)
      } else if ARMAttributes.texts.contains(tag) || tag > 32 && tag % 2 == 1 {
        ARMAttributes.skipText(&rest)
      } else {
        guard let value = ARMAttributes.number(&rest) else { return }
        if tag == ARMAttributes.architectureTag { architecture = value }
      }
    }
  }

  /// A number in groups of seven bits, lowest first.
  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }

  private static func skipText(_ rest: inout ArraySlice<UInt8>) {
    while let byte = rest.popFirst(), byte != 0 {}
  }
}
