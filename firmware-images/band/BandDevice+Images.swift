/// The image slots over SMP: what `ImageUpdate` knows, in the protocol's terms.
extension BandDevice {
  var slotCount: Int { 2 }
  func slotSize(_ slot: Int) -> UInt32 { FlashMap.slot(slot).size }
  var largestImage: UInt32 { FlashMap.largestImage }

  mutating func image(inSlot slot: Int) -> SMPImage? {
    var flash = NORFlash()
    guard let header = ImageHeader(&flash, in: FlashMap.slot(slot)), var records = ImageTLVs(&flash, of: header) else {
      return nil
    }
    while let record = records.next(&flash) {
      guard let kind = HashKind(rawValue: record.type), record.length == UInt32(kind.size) else { continue }
      var hash = InlineArray<64, UInt8>(repeating: 0)
      for index in 0..<kind.size { hash[index] = flash.byte(at: record.address &+ UInt32(index)) }
      let version = header.version
      return SMPImage(
        version: SMPImageVersion(
          major: version.major, minor: version.minor, revision: version.revision, build: version.build),
        hash: hash, hashSize: kind.size, isBootable: header.obstacle == nil)
    }
    return nil
  }

  mutating func swap() -> SMPSwap {
    var flash = NORFlash()
    switch ImageUpdate.nextSwap(&flash) {
    case .none: return .none
    case .test: return .test
    case .permanent: return .permanent
    case .revert: return .revert
    }
  }

  mutating func setPending(permanent: Bool) -> ImageError? {
    var flash = NORFlash()
    do throws(FlashError) { try ImageUpdate.setPending(&flash, permanent: permanent) } catch { return .writeFailed }
    return nil
  }

  mutating func confirm() -> ImageError? {
    var flash = NORFlash()
    do throws(FlashError) { try ImageUpdate.confirm(&flash) } catch { return .writeFailed }
    return nil
  }

  /// The trailer first, which could make a half-erased image pending; then only what is not blank.
  mutating func eraseSlot(_ slot: Int, count: UInt32) -> ImageError? {
    var flash = NORFlash()
    let area = FlashMap.slot(slot)
    do throws(FlashError) {
      try SlotTrailer.erase(&flash, area)
      var place = area.start
      while place < area.start + min(count, area.size) {
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

  mutating func writeSlot(_ slot: Int, at offset: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> ImageError? {
    var flash = NORFlash()
    let area = FlashMap.slot(slot)
    guard area.contains(area.start &+ offset, count: UInt32(bytes.count)) else { return .dataOverrun }
    do throws(FlashError) { try flash.program(bytes, at: area.start + offset) } catch { return .writeFailed }
    return nil
  }
}
