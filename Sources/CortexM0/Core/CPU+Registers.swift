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
    set {
      let place = pc
      pc = newValue & ~1
      noteTransfer(.outside, from: place)
    }
  }

  /// APSR, IPSR and EPSR (the T bit) as one word. Setting it sets the flags and the T bit: which exception is handled is
  /// not a register's to say.
  public var xPSR: UInt32 {
    get { applicationStatus | (isThumb ? 1 << 24 : 0) | UInt32(exceptionNumber) }
    set {
      applicationStatus = newValue
      isThumb = newValue & 1 << 24 != 0
    }
  }

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

  /// PRIMASK: whether exceptions of configurable priority are held off. Set it between runs.
  public var isPrimaskSet: Bool {
    get { isMasked }
    set {
      isMasked = newValue
      reassess()
    }
  }

  /// CONTROL: bit 1 is SPSEL; the Cortex-M0 has no unprivileged state. Setting it does nothing in a handler, which always
  /// uses the main stack.
  public var control: UInt32 {
    get { usesProcessStack ? 2 : 0 }
    set { if exceptionNumber == 0 { selectStack(process: newValue & 2 != 0) } }
  }

  /// Whether the next thing to happen at this boundary is the instruction at `programCounter`, and no exception's entry or
  /// return; `false` also asleep.
  public var isBeforeInstruction: Bool {
    if case .none = stage { return condition == .running && ready == 0 }
    return false
  }

  /// The number of the exception being handled (2 NMI, 3 HardFault, 11 SVCall, 14 PendSV, 15 SysTick, 16 + line), or
  /// 0 in Thread mode.
  public var currentException: Int { exceptionNumber }

  func selectStack(process: Bool) {
    guard process != usesProcessStack else { return }
    swap(&r[13], &otherStackPointer)
    usesProcessStack = process
  }

  /// All of them together.
  var coreRegisters: CoreRegisters {
    get {
      CoreRegisters(
        r0: r[0], r1: r[1], r2: r[2], r3: r[3], r4: r[4], r5: r[5], r6: r[6], r7: r[7], r8: r[8], r9: r[9], r10: r[10],
        r11: r[11], r12: r[12], msp: mainStackPointer, psp: processStackPointer, lr: r[14], pc: pc, xpsr: xPSR,
        primask: isMasked ? 1 : 0, control: control)
    }
    set {
      (r[0], r[1], r[2], r[3], r[4]) = (newValue.r0, newValue.r1, newValue.r2, newValue.r3, newValue.r4)
      (r[5], r[6], r[7], r[8], r[9]) = (newValue.r5, newValue.r6, newValue.r7, newValue.r8, newValue.r9)
      (r[10], r[11], r[12], r[14]) = (newValue.r10, newValue.r11, newValue.r12, newValue.lr)
      usesProcessStack = newValue.control & 2 != 0
      mainStackPointer = newValue.msp
      processStackPointer = newValue.psp
      programCounter = newValue.pc
      applicationStatus = newValue.xpsr
      isThumb = newValue.xpsr & 1 << 24 != 0
      exceptionNumber = Int(newValue.xpsr & 63)
      isMasked = newValue.primask & 1 != 0
    }
  }
}
