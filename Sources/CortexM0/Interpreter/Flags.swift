/// Conditions of the flags in the interpreter's form: N is the sign of `nz`, Z is that its low word is zero, V is the
/// sign of `overflow`.
enum Flags {
  static func hold(_ condition: UInt8, _ nz: Int64, _ carry: UInt32, _ overflow: UInt32) -> Bool {
    let isZero = UInt32(truncatingIfNeeded: nz) == 0
    let isLess = (nz < 0) != (Int32(bitPattern: overflow) < 0)
    let result =
      switch condition >> 1 {
      case 0: isZero
      case 1: carry != 0
      case 2: nz < 0
      case 3: Int32(bitPattern: overflow) < 0
      case 4: carry != 0 && !isZero
      case 5: !isLess
      case 6: !isZero && !isLess
      default: true
      }
    return result != (condition & 1 != 0)
  }
}
