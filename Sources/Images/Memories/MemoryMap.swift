/// Where a board's chip has what an image may be loaded into, and what starts it there.
public struct MemoryMap: Sendable {
  /// Another board, to which an image may belong that does not fit here.
  public struct OtherBoard: Equatable, Sendable {
    /// As `--board` takes it.
    public let name: String
    /// The RAM of its chip.
    public let ram: MemoryRegion

    /// A board from its parts.
    public init(name: String, ram: MemoryRegion) {
      self.name = name
      self.ram = ram
    }
  }

  /// The chip's name.
  public let chip: String
  /// The flash that programs run from.
  public let flash: MemoryRegion
  /// System RAM.
  public let ram: MemoryRegion
  /// What else may be loaded into.
  public let others: [MemoryRegion]
  /// Whether the start of flash has Dialog's header, for the chip's boot ROM. Otherwise the chip starts from the vectors at the
  /// start of flash.
  public let hasDialogBoot: Bool
  /// Whether RAM can be seen at address 0 too.
  public let isRAMSeenAtZero: Bool
  /// The slots of the bootloader that is shipped for the chip; `nil` where there is none.
  public let slots: SlotMap?
  /// Finds the boards with other chips, which only images that do not fit are asked about.
  private let findOtherBoards: @Sendable () -> [OtherBoard]

  /// A map from its parts; `otherBoards` are those with other chips.
  public init(
    chip: String, flash: MemoryRegion, ram: MemoryRegion, others: [MemoryRegion], hasDialogBoot: Bool,
    isRAMSeenAtZero: Bool, slots: SlotMap? = nil,
    otherBoards: @autoclosure @escaping @Sendable () -> [OtherBoard] = []
  ) {
    self.chip = chip
    self.flash = flash
    self.ram = ram
    self.others = others
    self.hasDialogBoot = hasDialogBoot
    self.isRAMSeenAtZero = isRAMSeenAtZero
    self.slots = slots
    findOtherBoards = otherBoards
  }

  /// Boards with other chips.
  public var otherBoards: [OtherBoard] { findOtherBoards() }

  /// All memories.
  public var regions: [MemoryRegion] { [flash, ram] + others }

  /// The memory that `address` lies in.
  public func region(containing address: UInt32) -> MemoryRegion? { regions.first { $0.contains(address) } }

  /// RAM, and what continues it without a gap.
  private var ramChain: [MemoryRegion] {
    var chain = [ram]
    while let next = others.first(where: { $0.holdsPrograms && UInt64($0.base) == chain[chain.count - 1].end }) {
      chain.append(next)
    }
    return chain
  }

  /// RAM with what continues it, and the address behind the last byte: where a stack may be.
  public var stacks: ClosedRange<UInt32> { ram.base...UInt32(truncatingIfNeeded: ramChain[ramChain.count - 1].end) }

  /// Whether `stack` is an initial stack pointer: in RAM, also as RAM is seen at 0. It may be behind the last byte, also
  /// that of what continues RAM.
  func isStack(_ stack: UInt32) -> Bool {
    let end = ramChain[ramChain.count - 1].end
    return stack % 4 == 0
      && (stack > ram.base && UInt64(stack) <= end || isRAMSeenAtZero && stack > 0 && stack <= UInt32(ram.size))
  }

  // MARK: What fits

  /// Checks that `count` bytes at `address` do not go beyond the memory that they begin in, for which RAM and what continues
  /// it are one; elsewhere anything may be. Otherwise the words for an error.
  func overrun(address: UInt32, count: Int, what: String) -> (found: String, expected: String)? {
    guard let region = region(containing: address) else { return nil }
    let chain = ramChain
    let end = chain.contains(region) ? chain[chain.count - 1] : region
    let room = Int(end.end) - Int(address)
    guard count > room else { return nil }
    return (
      "\(what) of \(count) bytes at \(hex(address))",
      "at most \(room) bytes there: \(end.name) ends at \(hex(UInt32(truncatingIfNeeded: end.end)))"
    )
  }

  /// Checks that `count` bytes at `address` lie in one region; otherwise the words for an error.
  func misfit(address: UInt32, count: Int, what: String) -> (found: String, expected: String)? {
    guard let region = region(containing: address) else {
      let places = regions.map(\.text)
      return (
        "\(what) of \(count) bytes at \(hex(address))",
        places.dropLast().joined(separator: ", ") + " or \(places[places.count - 1])"
      )
    }
    let room = Int(region.end) - Int(address)
    guard count > room else { return nil }
    return (
      "\(what) of \(count) bytes at \(hex(address))",
      "at most \(room) bytes there: \(region.name) has \(region.size) bytes at \(hex(region.base))"
    )
  }
}
