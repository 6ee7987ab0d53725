/// The symbol table of an ELF file whose header was checked.
struct ELFSymbols {
  private static let sectionHeaderSize = 40
  private static let symbolSize = 16
  private static let typeSymbols: UInt32 = 2

  let file: ImageFile

  init(_ file: ImageFile) {
    self.file = file
  }

  private struct Section {
    var type: UInt32
    var offset: Int
    var size: Int
    var link: Int
  }

  /// The names of functions and variables; an empty table when the file was stripped or ends before its section headers.
  func table() throws(ImageError) -> SymbolTable {
    guard let (symbols, names) = try sections() else { return SymbolTable() }
    return try read(symbols, names: names)
  }

  /// Where mapping symbols say that code ($t) or data ($d) begins, by rising address; none where there are none.
  func codeMarks() -> [(address: UInt32, isCode: Bool)] {
    guard let (symbols, names) = try? sections(), symbols.offset + symbols.size <= file.bytes.count else { return [] }
    var marks: [(address: UInt32, isCode: Bool)] = []
    for offset in stride(
      from: symbols.offset, to: symbols.offset + symbols.size - ELFSymbols.symbolSize + 1, by: ELFSymbols.symbolSize)
    {
      let name = names.offset + Int(file.word(offset))
      // Local and without a type; `$t` or `$t.` and anything.
      guard file.bytes[offset + 12] == 0, name + 3 <= file.bytes.count, file.bytes[name] == UInt8(ascii: "$"),
        file.bytes[name + 2] == 0 || file.bytes[name + 2] == UInt8(ascii: ".")
      else { continue }
      switch file.bytes[name + 1] {
      case UInt8(ascii: "t"): marks.append((file.word(offset + 4), true))
      case UInt8(ascii: "d"): marks.append((file.word(offset + 4), false))
      default: break
      }
    }
    return marks.sorted { ($0.address, $0.isCode ? 1 : 0) < ($1.address, $1.isCode ? 1 : 0) }
  }

  /// The sections of symbols and of their names.
  private func sections() throws(ImageError) -> (symbols: Section, names: Section)? {
    let start = Int(file.word(32))
    let entrySize = Int(file.half(46))
    let count = Int(file.half(48))
    guard start > 0, count > 0 else { return nil }
    guard entrySize >= ELFSymbols.sectionHeaderSize else {
      throw file.error(
        .offset(46), found: "section headers of \(entrySize) bytes", expected: "\(ELFSymbols.sectionHeaderSize) bytes")
    }
    guard start + count * entrySize <= file.bytes.count else { return nil }
    func section(_ index: Int) -> Section {
      let offset = start + index * entrySize
      return Section(
        type: file.word(offset + 4), offset: Int(file.word(offset + 16)), size: Int(file.word(offset + 20)),
        link: Int(file.word(offset + 24)))
    }
    for index in 0..<count {
      let symbols = section(index)
      guard symbols.type == ELFSymbols.typeSymbols else { continue }
      guard symbols.link < count else {
        throw file.error(
          .offset(start + index * entrySize + 24), found: "names of symbols in section \(symbols.link)",
          expected: "a section below \(count)")
      }
      return (symbols, section(symbols.link))
    }
    return nil
  }

  private func read(_ symbols: Section, names: Section) throws(ImageError) -> SymbolTable {
    _ = try file.slice(symbols.offset, symbols.size, "a symbol table")
    let strings = try file.slice(names.offset, names.size, "the names of the symbols")
    var found: [(symbol: SymbolTable.Symbol, rank: Int)] = []
    var labels: [String: UInt32] = [:]
    for offset in stride(
      from: symbols.offset, to: symbols.offset + symbols.size - ELFSymbols.symbolSize + 1, by: ELFSymbols.symbolSize)
    {
      let info = file.bytes[offset + 12]
      let isFunction = info & 15 == 2
      // A linker script's names are global and have no type.
      let isLabel = info == 0x10
      // Functions and objects that are defined here; no sections, files, mapping symbols or references.
      guard isFunction || isLabel || info & 15 == 1, file.half(offset + 14) != 0 else { continue }
      let nameOffset = Int(file.word(offset))
      guard nameOffset < strings.count else {
        throw file.error(
          .offset(offset), found: "a symbol's name at \(nameOffset)",
          expected: "below \(strings.count), the size of the names")
      }
      let name = String(decoding: strings.dropFirst(nameOffset).prefix { $0 != 0 }, as: UTF8.self)
      guard !name.isEmpty else { continue }
      let value = file.word(offset + 4)
      guard !isLabel else {
        labels[name] = value
        continue
      }
      let symbol = SymbolTable.Symbol(
        name: name, address: isFunction ? value & ~1 : value, size: file.word(offset + 8), isFunction: isFunction)
      found.append((symbol, ELFSymbols.rank(info)))
    }
    // Of several names for one address the global one is the one written in the source, then weak, then local.
    found.sort { ($0.rank, $0.symbol.name) < ($1.rank, $1.symbol.name) }
    return SymbolTable(found.map(\.symbol), labels: labels, regions: file.map.regions)
  }

  private static func rank(_ info: UInt8) -> Int {
    switch info >> 4 {
    case 1: 0
    case 2: 1
    default: 2
    }
  }
}
