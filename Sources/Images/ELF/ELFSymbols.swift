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
    let start = Int(file.word(32))
    let entrySize = Int(file.half(46))
    let count = Int(file.half(48))
    guard start > 0, count > 0 else { return SymbolTable() }
    guard entrySize >= ELFSymbols.sectionHeaderSize else {
      throw file.error(
        .offset(46), found: "section headers of \(entrySize) bytes", expected: "\(ELFSymbols.sectionHeaderSize) bytes")
    }
    guard start + count * entrySize <= file.bytes.count else { return SymbolTable() }
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
      return try read(symbols, names: section(symbols.link))
    }
    return SymbolTable()
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
    return SymbolTable(found.map(\.symbol), labels: labels)
  }

  private static func rank(_ info: UInt8) -> Int {
    switch info >> 4 {
    case 1: 0
    case 2: 1
    default: 2
    }
  }
}
