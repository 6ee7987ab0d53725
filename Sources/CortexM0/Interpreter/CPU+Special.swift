/// MRS and MSR (ARMv6-M ARM, B4.2).
extension CPU {
  func readSpecial(_ number: UInt32) -> UInt32 {
    switch number {
    case 0...7:
      // Bit 2 leaves the flags out, bit 0 adds IPSR; EPSR (bit 1) reads zero.
      (number & 4 == 0 ? applicationStatus : 0) | (number & 1 != 0 ? UInt32(exceptionNumber) : 0)
    case 8: mainStackPointer
    case 9: processStackPointer
    case 16: isMasked ? 1 : 0
    case 20: control
    default: 0
    }
  }

  func writeSpecial(_ number: UInt32, _ value: UInt32) {
    switch number {
    case 0...3: applicationStatus = value
    case 8: mainStackPointer = value
    case 9: processStackPointer = value
    case 16:
      isMasked = value & 1 != 0
      reassess()
    case 20: if exceptionNumber == 0 { selectStack(process: value & 2 != 0) }
    default: break
    }
  }
}
