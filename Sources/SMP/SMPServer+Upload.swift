extension SMPServer where Device: ~Copyable {
  mutating func uploadImage(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard request["off"] != nil else { return .error(ImageError.invalidOffset) }
    guard let offset = request.number("off", or: 0), let data = request.bytes("data") else { return .failed(.invalid) }
    if offset == 0 {
      switch beginUpload(request, data) {
      case .begun: break
      case .resumed: return answerOffset(nil, &reply)
      case .refused(let result): return result
      }
    }
    // Data that is not expected is no error: the client is told where to go on.
    guard upload.isActive, offset == UInt64(upload.next) else { return answerOffset(nil, &reply) }
    guard data.count <= Int(truncatingIfNeeded: upload.length &- upload.next) else {
      return .error(ImageError.dataOverrun)
    }
    if let error = store(data) {
      upload = SMPUpload()
      return .error(error)
    }
    guard upload.next == upload.length else { return answerOffset(nil, &reply) }
    upload.finish()
    return answerOffset(upload.matches(), &reply)
  }

  private enum Beginning {
    case begun, resumed
    case refused(SMPResult)
  }

  /// The first piece: it has to look like an image that fits, and there has to be a slot for it, which is erased.
  private mutating func beginUpload(_ request: CBORContainer, _ data: CBORString) -> Beginning {
    func refuse(_ error: ImageError) -> Beginning { .refused(.error(error)) }
    guard request["len"] != nil else { return refuse(.invalidLength) }
    guard let length = request.number("len", or: 0), let sha = request.bytes("sha"),
      let isUpgrade = request.flag("upgrade"), let image = request.number("image", or: 0)
    else { return .refused(.failed(.invalid)) }
    guard sha.count <= 32 else { return refuse(.invalidHash) }
    guard let slot = device.uploadSlot(image: image), slot < device.slotCount else { return refuse(.invalidSlot) }
    let size = device.slotSize(slot)
    guard length <= UInt64(size) else { return refuse(.tooLarge) }
    let count = UInt32(truncatingIfNeeded: length)
    if upload.isSame(sha, length: count) { return .resumed }
    guard let header = ImageStart(data) else { return refuse(.shortHeader) }
    guard header.isImage else { return refuse(.invalidMagic) }
    // A file with its trailer fills the slot; what it is the trailer of must leave room for one.
    guard header.imageSize <= UInt64(device.largestImage) else { return refuse(.tooLarge) }
    // What does not even hold its first piece is not worth an erase.
    guard length >= UInt64(data.count) else { return refuse(.dataOverrun) }
    guard isFree(slot) else { return refuse(.noFreeSlot) }
    if isUpgrade {
      guard let running = device.image(inSlot: device.activeSlot ?? 0) else { return refuse(.noVersion) }
      guard header.version.order > running.version.order else { return refuse(.currentIsNewer) }
    }
    upload = SMPUpload()
    if let error = device.eraseSlot(slot, count: count) { return refuse(error) }
    upload.begin(slot: slot, length: count, sha: sha)
    return .begun
  }

  private mutating func store(_ data: CBORString) -> ImageError? {
    var error: ImageError?
    data.forEachPiece { piece in
      error = device.writeSlot(upload.slot, at: upload.next, piece)
      upload.take(piece)
      return error == nil
    }
    return error
  }

  private func answerOffset(_ isMatch: Bool?, _ reply: inout CBORWriter) -> SMPResult {
    reply.map(isMatch == nil ? 1 : 2)
    // Without an upload the client has to begin. After its end the offset still is the length, for a client that has not
    // got the last answer and asks again.
    reply.field("off", upload.next)
    if let isMatch { reply.field("match", isMatch) }
    return .done
  }
}

/// The first 32 bytes of an image (MCUboot's `image_header`, little-endian).
private struct ImageStart {
  let isImage: Bool
  let version: SMPImageVersion
  /// Header, payload and protected TLVs, in bytes.
  let imageSize: UInt64

  /// Nil when there are fewer than 32 bytes.
  init?(_ data: CBORString) {
    guard data.count >= 32 else { return nil }
    var bytes = data.bytes()
    func number(_ count: UInt32) -> UInt32 {
      var value: UInt32 = 0
      for place in 0..<count { value |= UInt32(bytes.next() ?? 0) << (8 &* place) }
      return value
    }
    isImage = number(4) == 0x96F3_B83D
    _ = number(4)  // load address
    let header = number(2)
    let protected = number(2)
    imageSize = UInt64(header) &+ UInt64(protected) &+ UInt64(number(4))
    _ = number(4)  // flags
    version = SMPImageVersion(
      major: UInt8(truncatingIfNeeded: number(1)), minor: UInt8(truncatingIfNeeded: number(1)),
      revision: UInt16(truncatingIfNeeded: number(2)), build: number(4))
  }
}
