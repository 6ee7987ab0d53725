extension Image {
  /// Recognises `bytes` by their contents, checks them and lays them out.
  /// - Parameters:
  ///   - name: the file's name, for messages only.
  ///   - map: the memories of the chip that it is for.
  /// - Throws: an `ImageError` for a file that is empty, does not fit, is for another chip, begins like one of the kinds and
  ///   then breaks its rules, or is nothing of all that: text, a picture, bytes without a vector table.
  public static func recognise(_ bytes: [UInt8], name: String, for map: MemoryMap) throws(ImageError) -> Image {
    let file = ImageFile(bytes: bytes, name: name, map: map)
    guard !bytes.isEmpty else { throw file.error(found: "an empty file", expected: "a firmware image") }
    if file.starts(with: ELFFile.magic) { return try finished(ELFFile(file).image(), file) }
    if DialogHeader.isLikely(bytes) { return try dialogImage(file) }
    if file.starts(with: MCUbootImage.magicBytes) { return try mcubootImage(file) }
    if UF2File.isLikely(bytes) { return try finished(UF2File(file).image(), file) }
    if bytes.count == map.flash.size, !bytes.prefix(16).allSatisfy({ (0x09...0x7E).contains($0) }) {
      return try dumpWithoutHeader(file)
    }
    if let image = try textImage(file) { return image }
    if let image = try rawImage(file) { return image }
    try file.checkChip(bytes)
    if let foreign = ForeignFormat.recognise(bytes, for: map) {
      throw file.error(found: foreign.found, expected: foreign.expected)
    }
    throw file.error(
      found: "\(bytes.count) bytes that are no image: not even a vector table at their start",
      expected: kinds + ", or --raw to run them as they are")
  }

  /// The kinds of files that are images, in words.
  static var kinds: String {
    "an ELF, Intel HEX, S-record or UF2 file, a flash image or dump, an MCUboot image or a raw binary with vectors"
  }

  /// Takes `bytes` as a raw binary at `address`, whatever they are; at the start of RAM where that is nil.
  /// - Throws: an `ImageError` where there are none, or where they do not fit into a memory there.
  public static func raw(
    _ bytes: [UInt8], at place: UInt32? = nil, name: String, for map: MemoryMap
  ) throws(ImageError) -> Image {
    let file = ImageFile(bytes: bytes, name: name, map: map)
    let address = place ?? map.ram.base
    guard !bytes.isEmpty else { throw file.error(found: "an empty file", expected: "bytes to run") }
    if let misfit = map.misfit(address: address, count: bytes.count, what: "a raw binary") {
      throw file.error(found: misfit.found, expected: misfit.expected)
    }
    var image = Image(file: file, kind: .raw, segments: [Segment(address: address, bytes: bytes)])
    image.note = "taken as raw bytes"
    return image
  }

  private static func textImage(_ file: ImageFile) throws(ImageError) -> Image? {
    let unmarked = RecordText.unmarked(file.bytes)
    let text = unmarked.map { ImageFile(bytes: $0, name: file.name, map: file.map) } ?? file
    switch RecordText.kind(of: text.bytes) {
    case .intelHex: return try finished(IntelHex(text).image(), text)
    case .sRecords: return try finished(SRecords(text).image(), text)
    case .other:
      guard ForeignFormat.recognise(file.bytes, for: file.map) == nil, RawBinary(file).place == nil else { return nil }
      let line = RecordText(text.bytes).lines.first?.number ?? 1
      throw file.error(.line(line), found: "text", expected: kinds)
    case nil: return nil
    }
  }

  private static func dialogImage(_ file: ImageFile) throws(ImageError) -> Image {
    let flash = file.map.flash
    guard file.map.hasDialogBoot else {
      throw file.error(found: "a flash image for Dialog's chips, with their header", expected: file.map.expected)
    }
    let header = try DialogHeader(file)
    if let misfit = file.map.misfit(address: flash.base, count: file.bytes.count, what: "a flash image") {
      throw file.error(found: misfit.found, expected: misfit.expected)
    }
    let isDump = file.bytes.count == flash.size
    var image = Image(
      file: file, kind: isDump ? .flashDump : .dialogFlash,
      segments: [Segment(address: flash.base, bytes: file.bytes)])
    image.dialogHeader = header
    return image
  }

  private static func mcubootImage(_ file: ImageFile) throws(ImageError) -> Image {
    guard let slots = file.map.slots else {
      throw file.error(
        found: "an MCUboot image, for which Bandbox has no bootloader on the \(file.map.chip)",
        expected: "an image that starts by itself (ELF, Intel HEX or raw binary), or one with a bootloader in it")
    }
    let description = try MCUbootImage(file)
    guard file.bytes.count <= slots.size else {
      throw file.error(
        found: "an MCUboot image of \(file.bytes.count) bytes",
        expected: "at most \(slots.size) bytes, the size of a slot")
    }
    var image = Image(
      file: file, kind: .mcuboot, segments: [Segment(address: slots.first, bytes: file.bytes)])
    image.mcuboot = description
    return image
  }

  /// A whole flash that begins with something else: another bootloader's, or nothing.
  private static func dumpWithoutHeader(_ file: ImageFile) throws(ImageError) -> Image {
    try file.checkChip(file.bytes)
    var image = Image(
      file: file, kind: .flashDump, segments: [Segment(address: file.map.flash.base, bytes: file.bytes)])
    if file.map.hasDialogBoot {
      image.note = "no image header at its start: the boot ROM waits for a loader on UART2"
    }
    return image
  }

  /// A raw binary, by the vector table that it has; nil where it has none.
  private static func rawImage(_ file: ImageFile) throws(ImageError) -> Image? {
    guard let place = RawBinary(file).place else { return nil }
    let map = file.map
    let (room, what, whose) =
      switch place.kind {
      case .slot(let slots): (slots.largestPayload(at: place.address), "slot 0", "what a slot has for them")
      case .flash: (map.flash.size, "the start of flash", "the flash")
      case .ram: (map.ram.size, "RAM", "the RAM")
      case .application:
        (map.flash.size - Int(place.address - map.flash.base), hex(place.address), "the flash from there on")
      }
    guard file.bytes.count <= room else {
      throw file.error(
        found: "\(file.bytes.count) bytes with a vector table for \(what)", expected: "at most \(room) bytes, \(whose)")
    }
    var image = Image(file: file, kind: .raw, segments: [Segment(address: place.address, bytes: file.bytes)])
    if !place.kind.isRAM { image.note = "its vector table is one for \(what)" }
    return try finished(image, file)
  }

  /// Looks for headers at the start of what a file loads into flash, and gives the header to what only runs behind one.
  private static func finished(_ image: Image, _ file: ImageFile) throws(ImageError) -> Image {
    var image = image
    let first = image.flashPart.first ?? image.segments[0]
    let inner = ImageFile(bytes: first.bytes, name: file.name, map: file.map)
    if file.map.hasDialogBoot, first.address == file.map.flash.base, DialogHeader.isLikely(first.bytes) {
      // The announced size is not held against one segment: the rest may be in the next.
      image.dialogHeader = try DialogHeader(inner, checkSize: false)
    } else if file.map.slots != nil, inner.starts(with: MCUbootImage.magicBytes) {
      let flashed = image.segments.filter { $0.address >= first.address }
      image.mcuboot = try MCUbootImage(ImageFile(bytes: image.joined(flashed), name: file.name, map: file.map))
    } else {
      if image.vectorTable == nil { try file.checkChip(image.lowestOfEntry.bytes) }
      if file.map.hasDialogBoot { image.addVendorHeader() }
    }
    return image
  }

  /// What an image for a slot has from its header on, in one piece whatever its file's segments are.
  public var slotContents: [UInt8] {
    let first = flashPart.first ?? segments[0]
    return joined(segments.filter { $0.address >= first.address })
  }

  /// What is loaded from the first segment on, up to the end of a slot, with what the flash reads between the segments.
  private func joined(_ segments: [Segment]) -> [UInt8] {
    var bytes: [UInt8] = []
    for segment in segments {
      let offset = Int(segment.address - segments[0].address)
      guard offset + segment.bytes.count <= map.slots?.size ?? 0 else { break }
      bytes += repeatElement(map.flash.fill, count: max(0, offset - bytes.count)) + segment.bytes
    }
    return bytes.isEmpty ? segments[0].bytes : bytes
  }
}
