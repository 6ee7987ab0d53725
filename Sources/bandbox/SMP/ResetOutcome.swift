import Link

/// What became of an image that was marked to be tested or kept, by what a device lists after its reset.
enum ResetOutcome: String, Encodable {
  /// The image runs.
  case runs
  /// It waits for another reset.
  case pending
  /// The other image runs again, and the image lies in the other slot: it did not hold out, and the bootloader went back.
  case takenBack = "taken_back"
  /// The other image runs, and the image is gone: the bootloader did not start it and erased it.
  case rejected
  /// The device lists no image that runs.
  case unknown

  /// Of the image with this hash, in hexadecimal, that was sent as this number.
  init(of hash: String, image number: Int, in slots: [SMPClient.ImageState]) {
    let slots = slots.filter { $0.image == number }
    let image = slots.first { $0.hash == hash }
    if image?.isActive == true {
      self = .runs
    } else if image?.isPending == true {
      self = .pending
    } else if !slots.contains(where: \.isActive) {
      self = .unknown
    } else {
      self = image == nil ? .rejected : .takenBack
    }
  }

  /// Whether the image does not run, and will not.
  var isFailure: Bool { self == .takenBack || self == .rejected }

  /// For people: version `version` has failed, and version `active` runs instead. `obstacle` is what may keep it from
  /// being started, where something is known to.
  func explanation(version: String, active: String?, isTest: Bool, obstacle: String?) -> String {
    let instead = active.map { "; \($0) runs again" } ?? ""
    guard self == .takenBack else {
      let why = obstacle.map { ": the image is \($0)" } ?? ""
      return "Version \(version) was refused by the bootloader, which erased it\(why)\(instead)."
    }
    return isTest
      ? "Version \(version) was taken back (reverted): it was reset on test before it was confirmed\(instead)."
      : "Version \(version) does not run: the bootloader went back\(instead)."
  }
}
