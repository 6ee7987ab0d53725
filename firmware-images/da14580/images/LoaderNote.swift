/// Which image the loader has started: two words at the end of the retention RAM.
enum LoaderNote {
  private static let place: UInt = 0x0008_1FF8
  private static let mark: UInt32 = 0x4C44_5231

  /// The address of its header; nil where no loader has started what runs.
  static var header: UInt32? {
    get {
      let value = WideRegister(place).value
      return WideRegister(place + 4).value == value ^ mark ? value : nil
    }
    set {
      WideRegister(place).value = newValue ?? 0
      WideRegister(place + 4).value = newValue.map { $0 ^ mark } ?? 0
    }
  }
}
