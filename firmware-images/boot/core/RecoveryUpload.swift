/// An image on its way into a slot. With the first piece the trailers are erased: what was to be swapped is not any more,
/// for the image that arrives is the one to be started. A sector is erased when the first piece for it comes, so that no
/// answer takes longer than a sector or two, and the same image once more leaves one that starts however far it came.
struct RecoveryUpload {
  private var slot = FlashMap.slot0
  private var total: UInt32 = 0
  private var next: UInt32 = 0
  private var sha = InlineArray<32, UInt8>(repeating: 0)
  private var hasSHA = false

  /// A request's fields.
  private struct Piece {
    var offset: UInt64?
    var total: UInt64?
    var image: UInt64 = 0
    var data: UnsafeBufferPointer<UInt8>?
    var sha: UnsafeBufferPointer<UInt8>?
    var isMalformed = false

    init(_ request: CBORContainer) {
      var fields = request
      while let field = fields.nextField() {
        switch field.value {
        case .null: break
        case .unsigned(let value):
          if field.key.equals("off") { offset = value }
          if field.key.equals("len") { total = value }
          if field.key.equals("image") { image = value }
          if field.key.equals("data") || field.key.equals("sha") { isMalformed = true }
        case .bytes(let value):
          if Self.isNumber(field.key) { isMalformed = true }
          // Pieces in chunks are not for a bootloader.
          guard let bytes = value.contiguous else {
            isMalformed = true
            continue
          }
          if field.key.equals("data") { data = bytes }
          if field.key.equals("sha"), bytes.count == 32 { sha = bytes }
        default:
          if Self.isNumber(field.key) || field.key.equals("data") || field.key.equals("sha") { isMalformed = true }
        }
      }
    }

    private static func isNumber(_ key: CBORString) -> Bool {
      key.equals("off") || key.equals("len") || key.equals("image")
    }
  }

  mutating func take<Flash: FlashDevice>(
    _ request: CBORContainer, _ reply: inout CBORWriter, _ flash: inout Flash
  ) -> RecoveryServer.Result {
    let piece = Piece(request)
    guard !piece.isMalformed, let data = piece.data else { return .failed(.invalid) }
    guard let offset = piece.offset else { return .image(.invalidOffset) }
    if offset == 0 && !continues(piece) {
      let result = begin(piece, data, &flash)
      guard result == .done else { return result }
    } else if offset != UInt64(next) || total == 0 {
      return answer(&reply)
    }
    if offset == UInt64(next) {
      guard UInt32(truncatingIfNeeded: data.count) <= total &- next else { return .image(.dataOverrun) }
      let place = slot.start &+ next
      let end = place &+ UInt32(truncatingIfNeeded: data.count)
      do throws(FlashError) {
        try RecoveryImages.eraseSectors(from: place, to: end, &flash)
      } catch {
        return .image(.eraseFailed)
      }
      do throws(FlashError) { try flash.program(data, at: place) } catch { return .image(.writeFailed) }
      next = next &+ UInt32(truncatingIfNeeded: data.count)
    }
    return answer(&reply, isComplete: next == total && total > 0, &flash)
  }

  /// Whether this begins the upload again that is under way: then it goes on where it was.
  private func continues(_ piece: Piece) -> Bool {
    guard hasSHA, next > 0, next < total, piece.total == UInt64(total), let sha = piece.sha else { return false }
    for index in 0..<32 where sha[index] != self.sha[index] { return false }
    return true
  }

  private mutating func begin<Flash: FlashDevice>(
    _ piece: Piece, _ data: UnsafeBufferPointer<UInt8>, _ flash: inout Flash
  ) -> RecoveryServer.Result {
    total = 0
    next = 0
    guard let length = piece.total else { return .image(.invalidLength) }
    guard data.count >= Int(ImageHeader.fields) else { return .image(.shortHeader) }
    for index in 0..<4 where data[index] != UInt8(truncatingIfNeeded: ImageHeader.magic >> UInt32(8 * index)) {
      return .image(.invalidMagic)
    }
    // MCUboot's serial recovery counts so: 0 and 1 for the first slot, 2 for the second.
    guard piece.image <= 2 else { return .image(.invalidSlot) }
    slot = FlashMap.slot(piece.image == 2 ? 1 : 0)
    guard length <= UInt64(slot.size) else { return .image(.tooLarge) }
    do throws(FlashError) {
      try RecoveryImages.clearTrailers(slot, &flash)
    } catch {
      return .image(.eraseFailed)
    }
    total = UInt32(truncatingIfNeeded: length)
    hasSHA = piece.sha != nil
    if let sha = piece.sha { for index in 0..<32 { self.sha[index] = sha[index] } }
    return .done
  }

  private func answer(_ reply: inout CBORWriter) -> RecoveryServer.Result {
    reply.map(1)
    reply.text("off")
    reply.unsigned(UInt64(next))
    return .done
  }

  /// The last answer tells whether what is in the flash is what was to be sent.
  private func answer<Flash: FlashDevice>(
    _ reply: inout CBORWriter, isComplete: Bool, _ flash: inout Flash
  ) -> RecoveryServer.Result {
    guard isComplete, hasSHA else { return answer(&reply) }
    let digest = flash.hash(.sha256, of: FlashArea(slot.start, size: total))
    var isMatch = true
    for index in 0..<32 where digest.bytes[index] != sha[index] { isMatch = false }
    reply.map(2)
    reply.text("off")
    reply.unsigned(UInt64(next))
    reply.text("match")
    reply.boolean(isMatch)
    return .done
  }
}
