/// How an image starts.
public struct BootLayout: Equatable, Sendable {
  /// Who finds the vector table.
  public enum Start: Equatable, Sendable {
    /// The boot ROM, behind the header at the start of flash; without one it waits for a loader.
    case flashHeader
    /// It is at the start of the image's lowest segment, as linked, in the memory that the file's entry point is in.
    case vectorTable
    /// The boot ROM starts the bootloader, which starts what is in slot 0.
    case bootloader
  }

  /// Who finds the vector table.
  public var start: Start
  /// The memory that the vector table lies in.
  public var region: MemoryRegion
  /// The address of the vector table's first word, the initial stack pointer.
  public var vectorTable: UInt32
  /// The initial stack pointer.
  public var stackPointer: UInt32
  /// The reset vector as it stands there, with its Thumb bit (or without, in an image that is about to fault).
  public var resetVector: UInt32

  /// A layout from its parts.
  public init(
    start: Start, region: MemoryRegion, vectorTable: UInt32, stackPointer: UInt32, resetVector: UInt32
  ) {
    self.start = start
    self.region = region
    self.vectorTable = vectorTable
    self.stackPointer = stackPointer
    self.resetVector = resetVector
  }
}

extension Image {
  /// Where the image starts. With the Dialog header, the initial stack pointer is at flash offset 8 and the reset vector
  /// at 0x0C, as in any whole flash; any other image starts from the vector table at the start of its lowest segment, of
  /// those in the memory of its entry point where it states one. Words that the image does not have read as the memory
  /// does before loading. The values are not judged: nonsense starts and faults.
  /// - Throws: for an MCUboot image, which only a bootloader can start: see `slotLayout`.
  public func bootLayout() throws(ImageError) -> BootLayout {
    guard mcuboot == nil else {
      throw ImageError(
        file: name, found: "an MCUboot image, which needs a bootloader to start it",
        expected: "an image that starts by itself (ELF, Intel HEX, Dialog flash image or raw binary)")
    }
    let startsFromROM = dialogHeader != nil || kind == .flashDump
    let lowest = startsFromROM ? segments[0].address : lowestOfEntry
    let table = startsFromROM ? lowest &+ UInt32(DialogHeader.size) : lowest
    let region = MemoryRegion.containing(lowest) ?? .flash
    func word(_ address: UInt32) -> UInt32 {
      (0..<4).reversed().reduce(0) { $0 << 8 | UInt32(self[address &+ UInt32($1)] ?? region.fill) }
    }
    return BootLayout(
      start: startsFromROM ? .flashHeader : .vectorTable, region: region, vectorTable: table,
      stackPointer: word(table), resetVector: word(table &+ 4))
  }

  /// The lowest segment in the memory that the entry point lies in; of an image without a useful one, the lowest of all.
  private var lowestOfEntry: UInt32 {
    guard let entry, self[entry] != nil, let region = MemoryRegion.containing(entry) else { return segments[0].address }
    return segments.first { region.contains($0.address) }?.address ?? segments[0].address
  }
}
