/// A firmware image: what kind of file it came from, and which bytes go where.
public struct Image: Sendable {
  /// The kinds of files known.
  public enum Kind: String, Sendable, CaseIterable {
    /// ELF executable for ARM.
    case elf = "ELF"
    /// Intel HEX.
    case intelHex = "Intel HEX"
    /// Bytes without any structure that is known but a vector table: loaded to the start of flash where that says so, else
    /// to the start of RAM.
    case raw = "raw binary"
    /// Begins with the header that the chip's boot ROM looks for.
    case dialogFlash = "Dialog flash image"
    /// All of a 1 MiB flash, beginning with that header or not.
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

  /// The file's name as it was given.
  public var name: String
  /// What the file is.
  public var kind: Kind
  /// What is loaded, in rising order of addresses, without overlaps. Never empty.
  public var segments: [Segment]
  /// The start address that the file states (ELF entry, HEX record 05), without the Thumb bit. Booting does not use it:
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

  init(file: ImageFile, kind: Kind, segments: [Segment], entry: UInt32? = nil, symbols: SymbolTable = SymbolTable()) {
    name = file.name
    self.kind = kind
    self.segments = segments
    self.entry = entry
    self.symbols = symbols
  }

  /// Recognises `bytes` by their contents, checks them and lays them out.
  /// - Parameter name: the file's name, for messages only.
  /// - Throws: an `ImageError` for a file that is empty, does not fit, or begins like one of the kinds and then breaks
  ///   its rules. Anything else is a raw binary.
  public static func recognise(_ bytes: [UInt8], name: String) throws(ImageError) -> Image {
    let file = ImageFile(bytes: bytes, name: name)
    guard !bytes.isEmpty else { throw file.error(found: "an empty file", expected: "a firmware image") }
    if file.starts(with: ELFFile.magic) { return try withHeaders(ELFFile(file).image(), file) }
    if IntelHex.isLikely(bytes) { return try withHeaders(IntelHex(file).image(), file) }
    if DialogHeader.isLikely(bytes) { return try dialogImage(file) }
    if file.starts(with: MCUbootImage.magicBytes) { return try mcubootImage(file) }
    if bytes.count == MemoryRegion.flash.size { return dumpWithoutHeader(file) }
    return try rawImage(file)
  }

  /// The image's contents at `address`: nil where nothing is loaded.
  public subscript(_ address: UInt32) -> UInt8? {
    for segment in segments where address >= segment.address && UInt64(address) < segment.end {
      return segment.bytes[Int(address - segment.address)]
    }
    return nil
  }

  private static func dialogImage(_ file: ImageFile) throws(ImageError) -> Image {
    let header = try DialogHeader(file)
    if let misfit = MemoryRegion.misfit(
      address: MemoryRegion.flash.base, count: file.bytes.count, what: "a flash image")
    {
      throw file.error(found: misfit.found, expected: misfit.expected)
    }
    let isDump = file.bytes.count == MemoryRegion.flash.size
    var image = Image(
      file: file, kind: isDump ? .flashDump : .dialogFlash,
      segments: [Segment(address: MemoryRegion.flash.base, bytes: file.bytes)])
    image.dialogHeader = header
    return image
  }

  private static func mcubootImage(_ file: ImageFile) throws(ImageError) -> Image {
    let description = try MCUbootImage(file)
    guard file.bytes.count <= MCUbootImage.slotSize else {
      throw file.error(
        found: "an MCUboot image of \(file.bytes.count) bytes",
        expected: "at most \(MCUbootImage.slotSize) bytes, the size of a slot")
    }
    var image = Image(
      file: file, kind: .mcuboot, segments: [Segment(address: MCUbootImage.slotAddress, bytes: file.bytes)])
    image.mcuboot = description
    return image
  }

  /// A whole flash that begins with something else: another bootloader's, or nothing.
  private static func dumpWithoutHeader(_ file: ImageFile) -> Image {
    var image = Image(
      file: file, kind: .flashDump, segments: [Segment(address: MemoryRegion.flash.base, bytes: file.bytes)])
    image.note = "no image header at its start: the boot ROM waits for a loader on UART2"
    return image
  }

  private static func rawImage(_ file: ImageFile) throws(ImageError) -> Image {
    let region = RawBinary.region(of: file)
    if RawBinary.isForSlot(file) {
      guard file.bytes.count <= MCUbootImage.largestPayload else {
        throw file.error(
          found: "\(file.bytes.count) bytes with a vector table for slot 0",
          expected: "at most \(MCUbootImage.largestPayload) bytes, what a slot has for them")
      }
      var image = Image(
        file: file, kind: .raw, segments: [Segment(address: MCUbootImage.payloadAddress, bytes: file.bytes)])
      image.note = "its vector table is one for slot 0"
      return image
    }
    if region == nil, let foreign = ForeignFormat.recognise(file.bytes) {
      throw file.error(found: foreign.found, expected: foreign.expected)
    }
    if region == .flash {
      guard file.bytes.count <= MemoryRegion.flash.size else {
        throw file.error(
          found: "\(file.bytes.count) bytes with a vector table for the start of flash",
          expected: "at most \(MemoryRegion.flash.size) bytes, the flash")
      }
      var image = Image(
        file: file, kind: .raw, segments: [Segment(address: MemoryRegion.flash.base, bytes: file.bytes)])
      image.note = "its vector table is one for the start of flash"
      return image
    }
    guard file.bytes.count <= MemoryRegion.ram.size else {
      throw file.error(
        found: "\(file.bytes.count) bytes that are neither ELF, Intel HEX, a Dialog flash image nor an MCUboot image",
        expected: "at most \(MemoryRegion.ram.size) bytes for a raw binary, which is loaded to \(MemoryRegion.ram.text)"
      )
    }
    var image = Image(
      file: file, kind: .raw, segments: [Segment(address: MemoryRegion.ram.base, bytes: file.bytes)])
    if region == nil { image.note = "nothing in it was recognised, not even a vector table; it goes to RAM" }
    return image
  }

  /// Looks for headers at the start of what an ELF or HEX file loads.
  private static func withHeaders(_ image: Image, _ file: ImageFile) throws(ImageError) -> Image {
    var image = image
    let first = image.segments[0]
    let inner = ImageFile(bytes: first.bytes, name: file.name)
    if first.address == MemoryRegion.flash.base && DialogHeader.isLikely(first.bytes) {
      // The announced size is not held against one segment: the rest may be in the next.
      image.dialogHeader = try DialogHeader(inner, checkSize: false)
    } else if inner.starts(with: MCUbootImage.magicBytes) {
      image.mcuboot = try MCUbootImage(ImageFile(bytes: joined(image.segments), name: file.name))
    }
    return image
  }

  /// What is loaded from the first segment on, up to the end of a slot, with what the flash reads between the segments.
  private static func joined(_ segments: [Segment]) -> [UInt8] {
    var bytes: [UInt8] = []
    for segment in segments {
      let offset = Int(segment.address - segments[0].address)
      guard offset + segment.bytes.count <= MCUbootImage.slotSize else { break }
      bytes += repeatElement(MemoryRegion.flash.fill, count: max(0, offset - bytes.count)) + segment.bytes
    }
    return bytes.isEmpty ? segments[0].bytes : bytes
  }
}
