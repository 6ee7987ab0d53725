extension CPU {
  /// R0 to R14; R13 is the stack pointer in use. Other numbers read 0.
  public func register(_ number: Int) -> UInt32 { number >= 0 && number < 15 ? r[number] : 0 }

  /// Sets R0 to R14, between runs; the two low bits of R13 are not writable.
  public func setRegister(_ number: Int, to value: UInt32) {
    guard number >= 0 && number < 15 else { return }
    r[number] = number == 13 ? value & ~3 : value
  }

  /// The address of the next instruction.
  public var programCounter: UInt32 {
    get { pc }
    set { pc = newValue & ~1 }
  }

  /// APSR, IPSR and EPSR (the T bit) as one word.
  public var xPSR: UInt32 { applicationStatus | (isThumb ? 1 << 24 : 0) | UInt32(exceptionNumber) }

  /// The flags N, Z, C and V in bits 31 to 28.
  public var applicationStatus: UInt32 {
    get {
      (nz < 0 ? 0x8000_0000 : 0) | (UInt32(truncatingIfNeeded: nz) == 0 ? 0x4000_0000 : 0)
        | (carry & 1) << 29 | (overflow >> 31) << 28
    }
    set {
      let zero = newValue & 0x4000_0000 != 0
      nz = (newValue & 0x8000_0000 != 0 ? Int64(-1) << 32 : 0) | (zero ? 0 : 1)
      carry = newValue >> 29 & 1
      overflow = newValue << 3 & 0x8000_0000
    }
  }

  /// The main stack pointer.
  public var mainStackPointer: UInt32 {
    get { usesProcessStack ? otherStackPointer : r[13] }
    set { if usesProcessStack { otherStackPointer = newValue & ~3 } else { r[13] = newValue & ~3 } }
  }

  /// The process stack pointer.
  public var processStackPointer: UInt32 {
    get { usesProcessStack ? r[13] : otherStackPointer }
    set { if usesProcessStack { r[13] = newValue & ~3 } else { otherStackPointer = newValue & ~3 } }
  }

  /// PRIMASK: whether exceptions of configurable priority are held off.
  public var isPrimaskSet: Bool { isMasked }

  /// CONTROL: bit 1 is SPSEL; the Cortex-M0 has no unprivileged state.
  public var control: UInt32 { usesProcessStack ? 2 : 0 }

  /// The number of the exception being handled (2 NMI, 3 HardFault, 11 SVCall, 14 PendSV, 15 SysTick, 16 + line), or
  /// 0 in Thread mode.
  public var currentException: Int { exceptionNumber }

  func selectStack(process: Bool) {
    guard process != usesProcessStack else { return }
    swap(&r[13], &otherStackPointer)
    usesProcessStack = process
  }
}
