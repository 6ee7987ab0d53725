import Boards
import CortexM0
import Images

extension MemoryMap {
  /// The memories of a chip, as images see them, beside boards with other chips.
  package init(of chip: ChipModel, otherBoards: @autoclosure @escaping @Sendable () -> [OtherBoard] = []) {
    let memories = chip.memories
    self.init(
      chip: chip.name, flash: MemoryRegion(memories.flash), ram: MemoryRegion(memories.ram),
      others: memories.others.map { MemoryRegion($0) }, hasDialogBoot: memories.start == .dialogHeader,
      isRAMSeenAtZero: memories.isRAMSeenAtZero, slots: Self.slots(of: memories), otherBoards: otherBoards())
  }

  /// The slots of the bootloader for these memories; it takes all of the flash that there is in the chip's largest variant.
  private static func slots(of memories: ChipMemories) -> SlotMap? {
    switch memories.start {
    case .dialogHeader: .ofDA14681(flash: memories.flash.base)
    case .vectors where memories.flash.size == 0x4_0000 && memories.ram.size == 0x8000: .ofNRF51
    default: nil
    }
  }
}

extension MemoryRegion {
  package init(_ memory: ChipMemory) {
    self.init(
      name: memory.name, base: memory.base, size: memory.size, fill: memory.fill, holdsPrograms: memory.holdsPrograms)
  }
}

extension BoardModel {
  /// The memories of its chip, as images see them, beside the shipped boards that have another one.
  package var memoryMap: MemoryMap {
    let name = chip.name
    return MemoryMap(of: chip, otherBoards: BoardCatalogue.others(than: name))
  }
}

extension BoardCatalogue {
  /// The shipped boards whose chip is another one than that of a name.
  fileprivate static func others(than chip: String) -> [MemoryMap.OtherBoard] {
    all.filter { $0.chip.name != chip }
      .map { MemoryMap.OtherBoard(name: $0.name, ram: MemoryRegion($0.chip.memories.ram)) }
  }
}
