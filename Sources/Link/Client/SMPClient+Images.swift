import SMP

extension SMPClient {
  /// What a slot holds.
  public struct ImageState: Encodable, Sendable, Equatable {
    /// The image's number; 0 where there is only one.
    public var image: Int
    /// The slot.
    public var slot: Int
    /// Its version, as `1.2.0`, and `1.2.0.3` with a build number.
    public var version: String
    /// The image's hash, in hexadecimal; empty where the device does not tell.
    public var hash: String
    /// Whether the bootloader would start it.
    public var isBootable: Bool
    /// It runs after the next reset.
    public var isPending: Bool
    /// It stays after the next reset.
    public var isConfirmed: Bool
    /// It runs now.
    public var isActive: Bool
    /// It will not be reverted.
    public var isPermanent: Bool

    enum CodingKeys: String, CodingKey {
      case image, slot, version, hash
      case isBootable = "bootable"
      case isPending = "pending"
      case isConfirmed = "confirmed"
      case isActive = "active"
      case isPermanent = "permanent"
    }

    /// The flags that are set, as words.
    public var flags: [String] {
      [
        (isActive, "active"), (isConfirmed, "confirmed"), (isPending, "pending"), (isPermanent, "permanent"),
        (!isBootable, "not bootable"),
      ].compactMap { $0.0 ? $0.1 : nil }
    }

    init?(_ value: SMPValue) {
      guard let slot = value["slot"]?.integer else { return nil }
      image = value["image"]?.integer ?? 0
      self.slot = slot
      version = value["version"]?.string ?? ""
      hash = HexText.of(value["hash"]?.data ?? [])
      // A serial recovery leaves the flags out.
      isBootable = value["bootable"].map(\.isTrue) ?? true
      isPending = value["pending"]?.isTrue ?? false
      isConfirmed = value["confirmed"]?.isTrue ?? false
      isActive = value["active"]?.isTrue ?? false
      isPermanent = value["permanent"]?.isTrue ?? false
    }
  }

  /// A slot and its size.
  public struct Slot: Encodable, Sendable, Equatable {
    /// The image's number.
    public var image: Int
    /// The slot.
    public var slot: Int
    /// Bytes.
    public var size: Int
    /// The largest image that may go there, where the device tells.
    public var maximum: Int?
  }

  /// An erase may take this long; the field's clients wait as long for it.
  static let eraseTimeout: Duration = .seconds(40)

  /// What the slots hold.
  public func imageStates() throws(SMPError) -> [ImageState] {
    Self.states(try request("image state") { $0.imageState(to: $1) })
  }

  /// Marks the image of this hash to be tested at the next reset, or for good with `confirm`; without a hash confirms the
  /// one that runs. Returns what the slots hold then.
  public func setImageState(hash: [UInt8]?, confirm: Bool) throws(SMPError) -> [ImageState] {
    let reply = try request(confirm ? "confirm image" : "test image", timeout: max(timeout, .seconds(10))) {
      request, buffer in
      guard let hash else { return request.setImageState(hash: nil, confirm: confirm, to: buffer) }
      return hash.withUnsafeBufferPointer { request.setImageState(hash: $0, confirm: confirm, to: buffer) }
    }
    return Self.states(reply)
  }

  /// Erases a slot; nil for the one that the device chooses, slot 1.
  public func eraseImage(slot: Int? = nil) throws(SMPError) {
    _ = try request("erase", timeout: max(timeout, Self.eraseTimeout)) {
      $0.eraseImage(slot: slot.map { UInt32(clamping: $0) }, to: $1)
    }
  }

  /// The slots and their sizes.
  public func slots() throws(SMPError) -> [Slot] {
    let reply = try request("slot info") { $0.slotInfo(to: $1) }
    var slots: [Slot] = []
    for image in reply["images"]?.elements ?? [] {
      for slot in image["slots"]?.elements ?? [] {
        guard let number = slot["slot"]?.integer, let size = slot["size"]?.integer else { continue }
        slots.append(
          Slot(
            image: image["image"]?.integer ?? 0, slot: number, size: size,
            maximum: image["max_image_size"]?.integer))
      }
    }
    return slots
  }

  private static func states(_ reply: SMPValue) -> [ImageState] {
    (reply["images"]?.elements ?? []).compactMap(ImageState.init)
  }
}
