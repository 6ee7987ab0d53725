extension SMPServer where Device: ~Copyable {
  mutating func handleImage(
    _ header: SMPHeader, _ request: CBORContainer, _ reply: inout CBORWriter
  ) -> SMPResult {
    let reads = header.operation == .read
    switch header.command {
    case ImageCommand.state where reads: return readImages(&reply)
    case ImageCommand.state: return writeState(request, &reply)
    case ImageCommand.upload where !reads: return uploadImage(request, &reply)
    case ImageCommand.erase where !reads: return eraseImage(request, &reply)
    case ImageCommand.slotInfo where reads: return readSlots(&reply)
    default: return .failed(.notSupported)
    }
  }

  /// Slots without an image are left out.
  private mutating func readImages(_ reply: inout CBORWriter) -> SMPResult {
    let swap = device.swap()
    let slots = max(0, device.slotCount)
    var count = 0
    for slot in 0..<slots where device.image(inSlot: slot) != nil { count &+= 1 }
    reply.map(2)
    reply.text("images")
    reply.array(count)
    for slot in 0..<slots {
      guard let image = device.image(inSlot: slot) else { continue }
      let isActive = slot == device.activeSlot
      let isPending = !isActive && (swap == .test || swap == .permanent)
      reply.map(8)
      reply.field("slot", UInt32(truncatingIfNeeded: slot))
      reply.text("version")
      var version = reply.beginText()
      image.version.write(to: &version)
      reply.endText(version)
      reply.text("hash")
      reply.bytes(count: image.hashSize) { for index in 0..<image.hashSize { $0[index] = image.hash[index] } }
      reply.field("bootable", image.isBootable)
      reply.field("pending", isPending)
      // While a test runs, the image to go back to is the confirmed one.
      reply.field("confirmed", isActive ? swap != .revert : swap == .revert)
      reply.field("active", isActive)
      reply.field("permanent", isPending && swap == .permanent)
    }
    reply.field("splitStatus", 0)
    return .done
  }

  private mutating func writeState(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let isConfirmed = request.flag("confirm"), let hash = request.bytes("hash") else { return .failed(.invalid) }
    var slot = device.activeSlot ?? 0
    if hash.count == 0 {
      guard isConfirmed else { return .error(ImageError.invalidHash) }
    } else {
      guard hash.count == 32 || hash.count == 48 || hash.count == 64 else { return .error(ImageError.invalidHash) }
      guard let found = self.slot(withHash: hash) else { return .error(ImageError.hashNotFound) }
      slot = found
    }
    if let error = setState(slot, isConfirmed) { return .error(error) }
    return readImages(&reply)
  }

  /// The slot whose image has this hash, the active one when both have.
  private mutating func slot(withHash hash: CBORString) -> Int? {
    for slot in 0..<max(0, device.slotCount) where device.image(inSlot: slot)?.hasHash(hash) == true { return slot }
    return nil
  }

  private mutating func setState(_ slot: Int, _ isConfirmed: Bool) -> ImageError? {
    let swap = device.swap()
    guard slot == device.activeSlot else {
      switch swap {
      case .none: return device.setPending(permanent: isConfirmed)
      // Asked for a test again, it is so already.
      case .test: return isConfirmed ? device.setPending(permanent: true) : nil
      case .permanent: return isConfirmed ? nil : .alreadyPending
      case .revert: return .alreadyPending
      }
    }
    guard isConfirmed else { return .testOfActiveDenied }
    switch swap {
    case .none: return nil
    case .revert: return device.confirm()
    case .test, .permanent: return .alreadyPending
    }
  }

  private mutating func eraseImage(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let wanted = request.number("slot", or: 1) else { return .failed(.invalid) }
    guard wanted < UInt64(max(0, device.slotCount)) else { return .error(ImageError.invalidSlot) }
    let slot = Int(truncatingIfNeeded: wanted)
    guard isFree(slot) else { return .error(ImageError.noFreeSlot) }
    upload = SMPUpload()
    if let error = device.eraseSlot(slot, count: device.slotSize(slot)) { return .error(error) }
    reply.map(0)
    return .done
  }

  /// Whether neither the running image nor the next start needs what is in a slot.
  mutating func isFree(_ slot: Int) -> Bool { slot != device.activeSlot && device.swap() == .none }

  private func readSlots(_ reply: inout CBORWriter) -> SMPResult {
    let count = max(0, device.slotCount)
    reply.map(1)
    reply.text("images")
    reply.array(1)
    reply.map(3)
    reply.field("image", 0)
    reply.text("slots")
    reply.array(count)
    for slot in 0..<count {
      let isTarget = device.uploadSlot(image: 0) == slot
      reply.map(isTarget ? 3 : 2)
      reply.field("slot", UInt32(truncatingIfNeeded: slot))
      reply.field("size", device.slotSize(slot))
      // Number n goes to slot n - 1, 0 to the one that is free.
      if isTarget { reply.field("upload_image_id", UInt32(truncatingIfNeeded: slot &+ 1)) }
    }
    reply.field("max_image_size", device.largestImage)
    return .done
  }
}
