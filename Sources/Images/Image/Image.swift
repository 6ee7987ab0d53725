/// A firmware image: what kind of file it came from, and which bytes go where.
public struct Image: Sendable {
  /// The kinds of files known.
  public enum Kind: String, Sendable, CaseIterable {
    /// ELF executable for ARM.
    case elf = "ELF"
    /// Intel HEX.
    case intelHex = "Intel HEX"
    /// Motorola S-records.
    case sRecords = "Motorola S-records"
    /// USB Flashing Format.
    case uf2 = "UF2"
    /// Bytes without any structure that is known but a vector table: loaded to the start of flash or to slot 0 where that
    /// says so, else to the start of RAM.
    case raw = "raw binary"
    /// Begins with the header that the chip's boot ROM looks for.
    case dialogFlash = "Dialog flash image"
    /// All of the chip's flash, beginning with that header or not.
    case flashDump = "flash dump"
    /// An image for the MCUboot bootloader.
    case mcuboot = "MCUboot image"
  }

  /// Bytes and where they are loaded.
  public struct Segment: Equatable, Sendable {
    /// Load address.
    public var address: UInt32
    /// Contents; never empty.
    public var bytes: [UInt8]

    /// A segment from its parts.
    public init(address: UInt32, bytes: [UInt8]) {
      self.address = address
      self.bytes = bytes
    }

    /// The address behind the last byte, in 64 bits so that it cannot wrap.
    var end: UInt64 { UInt64(address) + UInt64(bytes.count) }
  }

  /// The memories that it is for.
  public let map: MemoryMap
  /// The file's name as it was given.
  public var name: String
  /// What the file is.
  public var kind: Kind
  /// What is loaded, in rising order of addresses, without overlaps. Never empty.
  public var segments: [Segment]
  /// The start address that the file states (ELF entry, HEX record 05, S7), without the Thumb bit. Booting does not use it:
  /// a Cortex-M starts from its vector table.
  public var entry: UInt32?
  /// Names of functions and variables; empty unless the file is an ELF with a symbol table.
  public var symbols: SymbolTable
  /// The header at the start of flash, if the image has one there.
  public var dialogHeader: DialogHeader?
  /// The MCUboot description, if the image is one for MCUboot, also inside Intel HEX or ELF.
  public var mcuboot: MCUbootImage?
  /// What people should know of how it was recognised.
  public var note: String?
  /// Where sections and symbols of the file say that a vector table is, the likelier ones first.
  var vectorTableHints: [UInt32] = []

  init(file: ImageFile, kind: Kind, segments: [Segment], entry: UInt32? = nil, symbols: SymbolTable = SymbolTable()) {
    map = file.map
    name = file.name
    self.kind = kind
    self.segments = segments
    self.entry = entry
    self.symbols = symbols
  }

  /// The image's contents at `address`: nil where nothing is loaded.
  public subscript(_ address: UInt32) -> UInt8? {
    for segment in segments where address >= segment.address && UInt64(address) < segment.end {
      return segment.bytes[Int(address - segment.address)]
    }
    return nil
  }

  /// The little-endian word at `address`; nil where not all of it is loaded.
  func word(_ address: UInt32) -> UInt32? {
    var word: UInt32 = 0
    for place in (0..<4).reversed() as ReversedCollection<Range<UInt32>> {
      guard let byte = self[address &+ place] else { return nil }
      word = word << 8 | UInt32(byte)
    }
    return word
  }

  /// Where its vectors are, as far as they can be found (see `VectorTable`).
  var vectorTable: UInt32? { VectorTable(self).find() }

  /// What is loaded into the flash.
  var flashPart: [Segment] { segments.filter { map.flash.contains($0.address) } }

  /// The lowest segment in the memory that the entry point lies in; of an image without a useful one, the lowest where
  /// programs can be.
  var lowestOfEntry: Segment {
    let lowest =
      segments.first { map.region(containing: $0.address)?.holdsPrograms != false } ?? segments[0]
    guard let entry, self[entry] != nil, let region = map.region(containing: entry) else { return lowest }
    return segments.first { region.contains($0.address) } ?? lowest
  }

  /// Adds to what people should know.
  mutating func add(note text: String) { note = note.map { $0 + "; " + text } ?? text }
}
