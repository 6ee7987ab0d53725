/// The two images in flash over SMP: slot 0 is the one that runs, slot 1 the other one, wherever they are.
///
/// What is uploaded is an MCUboot image with a header of 0x200 bytes, of which the last 64 have room for the header that the
/// chip's loader looks for: they are left erased by an upload, and written when the image is to be started.
extension BandDevice {
  private static let headerPlace = FlashMap.imageHeaderSize - DialogImage.headerSize
  nonisolated(unsafe) private static var isSecondRunning = false
  nonisolated(unsafe) private static var hasLoader = false

  /// Asks which image the loader has started.
  static func findRunningImage() {
    guard let header = LoaderNote.header else { return }
    hasLoader = true
    isSecondRunning = header == FlashMap.slot1.start &+ headerPlace
  }

  private func area(_ slot: Int) -> FlashArea { FlashMap.slot((slot == 0) == Self.isSecondRunning ? 1 : 0) }

  private func dialog(_ slot: Int, _ flash: inout NORFlash) -> DialogImage? {
    DialogImage(&flash, at: area(slot).start &+ Self.headerPlace)
  }

  /// Without a loader, after a debugger's work, there is nobody to start what would be uploaded.
  var slotCount: Int { Self.hasLoader ? 2 : 0 }
  func slotSize(_ slot: Int) -> UInt32 { FlashMap.slot0.size }
  var largestImage: UInt32 { FlashMap.largestImage }

  mutating func image(inSlot slot: Int) -> SMPImage? {
    var flash = NORFlash()
    guard let header = ImageHeader(&flash, in: area(slot)), var records = ImageTLVs(&flash, of: header) else {
      return nil
    }
    while let record = records.next(&flash) {
      guard record.type == HashKind.sha256.rawValue, record.length == 32 else { continue }
      var hash = InlineArray<64, UInt8>(repeating: 0)
      for index in 0..<32 { hash[index] = flash.byte(at: record.address &+ UInt32(index)) }
      let version = header.version
      return SMPImage(
        version: SMPImageVersion(
          major: version.major, minor: version.minor, revision: version.revision, build: version.build),
        hash: hash, hashSize: 32, isBootable: header.payload == area(slot).start &+ FlashMap.imageHeaderSize)
    }
    return nil
  }

  mutating func swap() -> SMPSwap {
    var flash = NORFlash()
    let running = dialog(0, &flash)
    if let other = dialog(1, &flash), other.isWanted, other.number > running?.number ?? 0 {
      return other.isOnTest && !other.isConfirmed ? .test : .permanent
    }
    if let running, running.isOnTest, !running.isConfirmed { return .revert }
    return .none
  }

  /// Writes the loader's header; the flag that makes it valid comes last.
  mutating func setPending(permanent: Bool) -> ImageError? {
    var flash = NORFlash()
    let place = area(1).start &+ Self.headerPlace
    do throws(FlashError) {
      if dialog(1, &flash) != nil {
        if permanent { try flash.program(byte: 0, at: place &+ DialogImage.confirmed) }
        return nil
      }
      guard let header = ImageHeader(&flash, in: area(1)),
        header.payload == place &+ DialogImage.headerSize
      else { return .invalidMagic }
      let size = header.imageSize
      let checksum = DialogImage.checksum(&flash, behind: place, size: size)
      let number = min(dialog(0, &flash)?.number ?? 0, 0xFE) &+ 1
      try flash.program(word: 0xFF_5170 | UInt32(number) << 24, at: place)
      try flash.program(word: size, at: place &+ 4)
      try flash.program(word: checksum, at: place &+ 8)
      for index in 12..<33 as Range<UInt32> { try flash.program(byte: 0, at: place &+ index) }
      if !permanent { try flash.program(byte: DialogImage.testMark, at: place &+ DialogImage.onTest) }
      try flash.program(byte: DialogImage.valid, at: place &+ DialogImage.validFlag)
    } catch {
      return .writeFailed
    }
    return nil
  }

  mutating func confirm() -> ImageError? {
    var flash = NORFlash()
    do throws(FlashError) {
      try flash.program(byte: 0, at: area(0).start &+ Self.headerPlace &+ DialogImage.confirmed)
    } catch {
      return .writeFailed
    }
    return nil
  }

  mutating func eraseSlot(_ slot: Int, count: UInt32) -> ImageError? {
    var flash = NORFlash()
    let area = area(slot)
    var place = area.start
    do throws(FlashError) {
      while place < area.start &+ min(count, area.size) {
        let sector = FlashArea(place, size: FlashMap.sectorSize)
        if !flash.isErased(sector) { try flash.erase(sectorAt: place) }
        place = sector.end
        Watchdog.feed()
      }
    } catch {
      return .eraseFailed
    }
    return nil
  }

  /// All but the place of the loader's header.
  mutating func writeSlot(_ slot: Int, at offset: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> ImageError? {
    let end = offset &+ UInt32(bytes.count)
    guard end <= FlashMap.slot0.size else { return .dataOverrun }
    let (first, last) = (min(end, Self.headerPlace), max(offset, FlashMap.imageHeaderSize))
    if offset < first, !program(slot, offset, first, bytes, from: offset) { return .writeFailed }
    if last < end, !program(slot, last, end, bytes, from: offset) { return .writeFailed }
    return nil
  }

  private func program(
    _ slot: Int, _ start: UInt32, _ end: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, from offset: UInt32
  ) -> Bool {
    var flash = NORFlash()
    let part = UnsafeBufferPointer(rebasing: bytes[Int(start &- offset)..<Int(end &- offset)])
    do throws(FlashError) { try flash.program(part, at: area(slot).start &+ start) } catch { return false }
    return true
  }
}
