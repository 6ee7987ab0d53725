/// How an image starts.
public struct BootLayout: Equatable, Sendable {
  /// Who finds the vector table.
  public enum Start: Equatable, Sendable {
    /// The boot ROM, behind the header at the start of flash; without one it waits for a loader.
    case flashHeader
    /// It is in the image as linked: at the start of its lowest segment in the memory that the file's entry point is in, or
    /// where a section, a symbol or the entry point says.
    case vectorTable
    /// The boot ROM starts the bootloader, which starts what is in slot 0.
    case bootloader
    /// The processor, from the vectors at the start of flash; of a chip without such a boot ROM.
    case flashVectors
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
  /// at 0x0C, as in any whole flash; any other image starts from its vector table, or where none is found from the start of
  /// its lowest segment, of those in the memory of its entry point where it states one. A chip that starts from the vectors
  /// at the start of flash does so with any image for its flash that has some there. Words that the image does not have read
  /// as the memory does before loading. The values are not judged: nonsense starts and faults.
  /// - Throws: for an MCUboot image, which only a bootloader can start: see `slotLayout`.
  public func bootLayout() throws(ImageError) -> BootLayout {
    guard mcuboot == nil else {
      throw ImageError(
        file: name, found: "an MCUboot image, which needs a bootloader to start it",
        expected: "an image that starts by itself (ELF, Intel HEX, Dialog flash image or raw binary)")
    }
    let startsFromROM = map.hasDialogBoot && (dialogHeader != nil || kind == .flashDump)
    var table = startsFromROM ? map.flash.base &+ UInt32(DialogHeader.size) : vectorTable ?? lowestOfEntry.address
    let found = map.region(containing: table)
    let region = found?.holdsPrograms == true ? found ?? map.flash : map.flash
    let startsFromVectors = !map.hasDialogBoot && region == map.flash
    if startsFromVectors && self.word(map.flash.base) != nil { table = map.flash.base }
    func word(_ address: UInt32) -> UInt32 {
      (0..<4).reversed().reduce(0) { $0 << 8 | UInt32(self[address &+ UInt32($1)] ?? region.fill) }
    }
    let start: BootLayout.Start = startsFromROM ? .flashHeader : startsFromVectors ? .flashVectors : .vectorTable
    return BootLayout(
      start: start, region: region, vectorTable: table, stackPointer: word(table), resetVector: word(table &+ 4))
  }
}
