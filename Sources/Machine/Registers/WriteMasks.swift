/// What a write leaves of a register, for each bit by what it was and what was written.
struct WriteMasks {
  /// Bits that are 1 after 0 was written over 0, and so on.
  private var zeroOverZero: UInt32 = 0
  private var oneOverZero: UInt32 = 0
  private var zeroOverOne: UInt32
  private var oneOverOne: UInt32

  /// Stored bits take what is written, as far as no action says otherwise; all others stay.
  init(_ fields: [Field]) {
    let stored = Register.mask(fields) { $0.access == .readWrite }
    oneOverZero = stored
    zeroOverOne = ~stored
    oneOverOne = .max
    for field in fields where field.access == .readWrite {
      guard let action = field.onWrite else { continue }
      func put(_ mask: inout UInt32, _ old: Bool, _ written: Bool) {
        mask = mask & ~field.mask | (action.result(old: old, written: written) ? field.mask : 0)
      }
      put(&zeroOverZero, false, false)
      put(&oneOverZero, false, true)
      put(&zeroOverOne, true, false)
      put(&oneOverOne, true, true)
    }
  }

  /// The register after a write.
  func result(old: UInt32, written: UInt32) -> UInt32 {
    ~old & (written & oneOverZero | ~written & zeroOverZero) | old & (written & oneOverOne | ~written & zeroOverOne)
  }
}
