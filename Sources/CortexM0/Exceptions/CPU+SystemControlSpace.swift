import Machine

/// The private peripheral bus: SysTick, NVIC and system control block (ARMv6-M ARM, B3). Registers are words; a byte
/// or halfword reads its part of the word and writes it beside what the rest reads. Holes read 0.
extension CPU {
  /// CPUID of the Cortex-M0 r0p0 (TRM, table 4-3: 0x410CC200).
  public static let identification: UInt32 = 0x410C_C200

  /// Reads a system register.
  func read(_ address: UInt32, width: Int) -> UInt32 {
    let word = readWord(address & ~3)
    let shift = (address & 3) &* 8
    return width == 4 ? word : word >> shift & (width == 2 ? 0xFFFF : 0xFF)
  }

  /// Writes a system register.
  func write(_ address: UInt32, width: Int, value: UInt32) {
    guard width < 4 else { return writeWord(address & ~3, value) }
    let place = address & ~3
    let shift = (address & 3) &* 8
    let mask: UInt32 = (width == 2 ? 0xFFFF : 0xFF) << shift
    // Only priorities are combined: elsewhere what reads as 1 must not be written back as 1.
    let rest = SystemRegister.isPriority(place) ? readWord(place) & ~mask : 0
    writeWord(place, rest | value << shift & mask)
  }

  private func readWord(_ address: UInt32) -> UInt32 {
    switch address {
    case SystemRegister.sysTickControl...SystemRegister.sysTickCalibration: return readSysTick(address)
    case SystemRegister.setEnable, SystemRegister.clearEnable: return nvic.enabled
    case SystemRegister.setPending, SystemRegister.clearPending: return nvic.pending
    case SystemRegister.priorities: return linePriorities(address)
    case SystemRegister.identification: return CPU.identification
    case SystemRegister.interruptControl: return interruptControlState
    case SystemRegister.resetControl: return 0xFA05_0000
    case SystemRegister.systemControl: return systemControl
    case SystemRegister.configuration: return 0x208
    case SystemRegister.systemPriority2: return nvic.supervisorCallPriority << 30
    case SystemRegister.systemPriority3: return nvic.pendSVPriority << 22 | nvic.sysTickPriority << 30
    case SystemRegister.handlerControl: return (nvic.systemPending >> 11 & 1) << 15
    default: return 0
    }
  }

  private func writeWord(_ address: UInt32, _ value: UInt32) {
    switch address {
    case SystemRegister.sysTickControl...SystemRegister.sysTickCalibration: writeSysTick(address, value)
    case SystemRegister.setEnable: nvic.enabled |= value & lineMask
    case SystemRegister.clearEnable: nvic.enabled &= ~value
    case SystemRegister.setPending: setPendingLines(value & lineMask)
    case SystemRegister.clearPending: nvic.pending = nvic.pending & ~value | nvic.levels & ~nvic.active
    case SystemRegister.priorities: setLinePriorities(address, value)
    case SystemRegister.interruptControl: writeInterruptControl(value)
    case SystemRegister.resetControl: return writeResetControl(value)
    case SystemRegister.systemControl: systemControl = value & 0x16
    case SystemRegister.systemPriority2: nvic.supervisorCallPriority = value >> 30
    case SystemRegister.systemPriority3:
      nvic.pendSVPriority = value >> 22 & 3
      if options.hasSysTick { nvic.sysTickPriority = value >> 30 }
    default: return
    }
    reassess()
  }

  private func linePriorities(_ address: UInt32) -> UInt32 {
    let first = Int(address &- SystemRegister.priorities.lowerBound)
    return (0..<4).reduce(0) { $0 | nvic.priority(ofLine: first + $1) << UInt32(8 * $1 + 6) }
  }

  private func setLinePriorities(_ address: UInt32, _ value: UInt32) {
    let first = Int(address &- SystemRegister.priorities.lowerBound)
    for index in 0..<4 where first + index < options.interruptLines {
      nvic.setPriority(value >> UInt32(8 * index + 6) & 3, ofLine: first + index)
    }
  }

  /// ICSR: NMIPENDSET, PENDSVSET, PENDSTSET, ISRPENDING, VECTPENDING and VECTACTIVE.
  private var interruptControlState: UInt32 {
    let pending = nvic.systemPending
    var state = (pending >> 2 & 1) << 31 | (pending >> 14 & 1) << 28 | (pending >> 15 & 1) << 26
    if nvic.pending != 0 { state |= 1 << 22 }
    return state | UInt32(nvic.mostUrgent.exception) << 12 | UInt32(exceptionNumber)
  }

  private func writeInterruptControl(_ value: UInt32) {
    if value & 1 << 31 != 0 { request(NVIC.nmi) }
    if value & 1 << 28 != 0 { request(NVIC.pendSV) }
    if value & 1 << 27 != 0 { nvic.systemPending &= ~(1 << 14) }
    if value & 1 << 26 != 0, options.hasSysTick { request(NVIC.sysTick) }
    if value & 1 << 25 != 0 { nvic.systemPending &= ~(1 << 15) }
  }

  /// AIRCR, which listens to the key 0x05FA only. VECTCLRACTIVE is for a halted core and ignored.
  private func writeResetControl(_ value: UInt32) {
    if value >> 16 == 0x05FA, value & 4 != 0 { onSystemReset?() }
  }
}
