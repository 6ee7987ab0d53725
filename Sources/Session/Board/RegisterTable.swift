import Boards
import Formats
import Machine

/// Every register of the chip's public register list, and how much of it the emulator does.
public struct RegisterTable: Encodable, Sendable {
  /// One register.
  public struct Row: Encodable, Sendable {
    /// The block's name in the register list.
    public let block: String
    /// The register's name there.
    public let name: String
    /// Its address, as `0x50001234`.
    public let address: String
    /// Width in bits.
    public let bits: Int
    /// Value after reset, in hexadecimal.
    public let reset: String
    /// `modelled`, `inert` (no effect, and none that matters: `reason` says why), `storage` (reads back what was written, no
    /// effect) or `cost` (the radio's).
    public let coverage: Register.Coverage
    /// Why an `inert` register is, or fields of a `storage` one are; `nil` for all others.
    public let reason: String?
    /// Its fields; all other bits are reserved.
    public let fields: [Bits]
  }

  /// A field of a register.
  public struct Bits: Encodable, Sendable {
    /// The name in the register list.
    public let name: String
    /// Its highest bit.
    public let msb: Int
    /// Its lowest bit.
    public let lsb: Int
    /// What software may do.
    public let access: Field.Access
    /// What a read does to it, by the name in CMSIS-SVD; `nil` for nothing.
    public let readAction: String?
    /// What a write makes of it; `nil` where it is what was written.
    public let modifiedWriteValues: WriteAction?
  }

  /// How many registers of each kind.
  public struct Count: Encodable, Sendable {
    /// All of them.
    public var registers = 0
    /// With their effects.
    public var modelled = 0
    /// Without, where that makes no difference.
    public var inert = 0
    /// Without.
    public var storage = 0
    /// Without, of the radio.
    public var cost = 0

    package mutating func add(_ coverage: Register.Coverage) {
      registers += 1
      switch coverage {
      case .modelled: modelled += 1
      case .inert: inert += 1
      case .storage: storage += 1
      case .cost: cost += 1
      }
    }
  }

  /// The chosen registers, by block and address.
  public let registers: [Row]
  /// Counts of the chosen blocks' chosen registers.
  public let blocks: [String: Count]
  /// The sum.
  public let total: Count

  /// The registers of the blocks of a board's chip, or the registers themselves, that `names` name in capitals or not; all
  /// for none.
  /// Throws for a name that is neither.
  public init(_ names: [String] = [], of model: BoardModel) throws {
    let all = Self.listed(of: model)
    var chosen: [RegisterEntry] = names.isEmpty ? all : []
    for name in names {
      let key = name.uppercased()
      let found = all.filter { $0.block.uppercased() == key || $0.register.name.uppercased() == key }
      guard !found.isEmpty else {
        let blocks = Set(all.map(\.block)).sorted()
        let hint = Suggestion.hint(name, among: blocks + all.map(\.register.name))
        throw InputError(
          "no register or block '\(name)'\(hint.isEmpty ? ", expected a block of \(blocks.joined(separator: ", "))" : hint)"
        )
      }
      chosen += found
    }
    var blocks: [String: Count] = [:]
    var total = Count()
    for entry in chosen {
      blocks[entry.block, default: Count()].add(entry.register.coverage)
      total.add(entry.register.coverage)
    }
    registers = chosen.map {
      Row(
        block: $0.block, name: $0.register.name, address: Hex.word($0.address), bits: $0.register.bits,
        reset: Hex.value($0.register.reset), coverage: $0.register.coverage,
        reason: Self.reason($0.register), fields: $0.register.fields.map(Self.bits))
    }
    self.blocks = blocks
    self.total = total
  }

  private static func reason(_ register: Register) -> String? {
    guard register.coverage != .inert else { return register.reason }
    let fields = register.fields.compactMap { field in field.inertBecause.map { "\(field.name) is inert: \($0)" } }
    return fields.isEmpty ? nil : fields.joined(separator: "; ")
  }

  private static func bits(_ field: Field) -> Bits {
    Bits(
      name: field.name, msb: field.msb, lsb: field.lsb, access: field.access, readAction: field.onRead?.svdName,
      modifiedWriteValues: field.onWrite)
  }

  private static func listed(of model: BoardModel) -> [RegisterEntry] {
    let entries = model.withUnpowered { $0.chip.registers.filter(\.isListed) }
    let first = Dictionary(entries.map { ($0.block, $0.address) }) { first, _ in first }
    return entries.sorted { (first[$0.block] ?? 0, $0.address) < (first[$1.block] ?? 0, $1.address) }
  }

  /// The table for people: a heading a block, a line a register, and the shares.
  public var text: String {
    let width = registers.map(\.name.count).max() ?? 0
    var lines: [String] = []
    var block: String?
    for row in registers {
      if row.block != block, let count = blocks[row.block] {
        block = row.block
        if !lines.isEmpty { lines.append("") }
        lines.append("\(row.block): \(Self.describe(count))")
      }
      let name = row.name + String(repeating: " ", count: width - row.name.count)
      lines.append("  \(row.address)  \(name)  \(row.coverage.rawValue)" + (row.reason.map { ": \($0)" } ?? ""))
    }
    return (lines + ["", "total: \(Self.describe(total))"]).joined(separator: "\n")
  }

  private static func describe(_ count: Count) -> String {
    func share(_ part: Int) -> String {
      let tenths = count.registers == 0 ? 0 : (part * 1_000 + count.registers / 2) / count.registers
      return "\(part) (\(tenths / 10).\(tenths % 10) %)"
    }
    return "\(count.registers) registers, \(share(count.modelled)) modelled, \(share(count.inert)) inert, "
      + "\(share(count.storage)) storage only, \(share(count.cost)) cost only"
  }
}
