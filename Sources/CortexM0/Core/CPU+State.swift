import Machine

/// Snapshots. Decoded code is not state: it is decoded again.
extension CPU: Snapshotting {
  /// Everything that decides what the processor does next, and its counters.
  public struct State: Codable {
    var condition: Condition
    var firstFault: Fault?
    var lastFault: Fault?
    var faults: UInt64
    var registers: [UInt32]
    var nz: Int64
    var carry: UInt32
    var overflow: UInt32
    var pc: UInt32
    var isThumb: Bool
    var exceptionNumber: Int
    var otherStackPointer: UInt32
    var usesProcessStack: Bool
    var isMasked: Bool
    var hasEvent: Bool
    var isWaitingForEvent: Bool
    var nvic: NVIC
    var stage: ExceptionStage
    var systemControl: UInt32
    var sysTick: SysTick
    var sysTickDeadline: Tick?
    var rate: ClockRate
    var anchor: Tick
    var origin: UInt64
    var cycles: UInt64
    var instructions: UInt64
  }

  /// A copy of the state, taken between runs.
  public func saveState() -> State {
    State(
      condition: condition, firstFault: firstFault, lastFault: lastFault, faults: faults,
      registers: (0..<15).map { r[$0] }, nz: nz, carry: carry,
      overflow: overflow, pc: pc, isThumb: isThumb, exceptionNumber: exceptionNumber,
      otherStackPointer: otherStackPointer, usesProcessStack: usesProcessStack, isMasked: isMasked, hasEvent: hasEvent,
      isWaitingForEvent: isWaitingForEvent, nvic: nvic, stage: stage,
      systemControl: systemControl, sysTick: sysTick, sysTickDeadline: sysTickAlarm?.deadline, rate: rate,
      anchor: anchor, origin: origin, cycles: cycles, instructions: instructions)
  }

  /// Takes over a saved state; memories may have changed as well.
  public func restoreState(_ state: State) {
    condition = state.condition
    firstFault = state.firstFault?.held
    lastFault = state.lastFault?.held
    faults = state.faults
    for (index, value) in state.registers.prefix(15).enumerated() { r[index] = value }
    nz = state.nz
    carry = state.carry & 1
    overflow = state.overflow
    pc = state.pc & ~1
    isThumb = state.isThumb
    exceptionNumber = state.exceptionNumber & 63
    otherStackPointer = state.otherStackPointer
    usesProcessStack = state.usesProcessStack
    isMasked = state.isMasked
    hasEvent = state.hasEvent
    isWaitingForEvent = state.isWaitingForEvent
    nvic = state.nvic
    stage = state.stage
    systemControl = state.systemControl
    sysTick = state.sysTick
    sysTickAlarm?.set(at: state.sysTickDeadline)
    rate = state.rate
    anchor = state.anchor
    origin = state.origin
    cycles = state.cycles
    instructions = state.instructions
    for region in regions { region.invalidateAll() }
    refreshReady()
  }
}
