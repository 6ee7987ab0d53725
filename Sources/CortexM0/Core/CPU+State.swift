import Machine

/// Snapshots: architectural state and exact counters, whatever executes the instructions. Decoded code is not state.
extension CPU: Snapshotting {
  /// Everything that decides what the processor does next, and its counters.
  public struct State: Codable {
    var condition: Condition
    var firstFault: Fault?
    var lastFault: Fault?
    var faults: UInt64
    var registers: CoreRegisters
    /// The event register.
    var hasEvent: Bool
    /// The sleep, if asleep, is that of WFE.
    var isWaitingForEvent: Bool
    var nvic: NVIC
    var stage: ExceptionStage
    /// SCR.
    var systemControl: UInt32
    var sysTick: SysTick
    var sysTickDeadline: Tick?
    /// The clock, the time of its edge 0, and the cycle that falls on that edge, modulo 2^64.
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
      registers: coreRegisters, hasEvent: hasEvent,
      isWaitingForEvent: isWaitingForEvent, nvic: nvic, stage: stage,
      systemControl: systemControl, sysTick: sysTick, sysTickDeadline: sysTickAlarm?.deadline, rate: rate,
      anchor: anchor, origin: origin, cycles: cycles, instructions: instructions)
  }

  /// Takes over a saved state. Instructions that were decoded stay: memories tell of what changes in them.
  public func restoreState(_ state: State) {
    condition = state.condition
    firstFault = state.firstFault?.held
    lastFault = state.lastFault?.held
    faults = state.faults
    coreRegisters = state.registers
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
    refreshReady()
  }
}
