import CortexM0
import Machine

/// Resets, the supply, and the boot ROM's part.
extension DA14681 {
  /// Resets between two instructions, as soon as the present one is over.
  func request(_ kind: ResetKind) {
    guard mode != .off else { return }
    if pendingReset.map({ !$0.runsBootROM }) ?? true { pendingReset = kind }
    attention.set(at: scheduler.now)
  }

  /// Resets the whole chip, as a debugger or the board's reset line does.
  public func resetHardware() { request(.hardware) }

  /// What had to wait for the end of an instruction.
  func attend() {
    if net.isPowered == (mode == .off), hasStarted { applySupply() }
    if let kind = pendingReset, mode != .off || isHeldInReset { perform(kind) }
  }

  func perform(_ kind: ResetKind) {
    pendingReset = nil
    cancelWake()
    isHeldInReset = kind == .brownOut && crg.isSupplyLow
    if isHeldInReset { return switchOff() }
    resets[kind, default: 0] += 1
    fabric.clocks.configure { $0.isSystemRunning = true }
    if kind.runsBootROM {
      if kind == .hibernation { forgetRAMImage() }
      if kind == .powerOn { memories.lose(retainedMacros: 0, isCacheRetained: false) }
      fabric.reset(PowerDomain.allCases)
      boot()
    } else {
      fabric.reset([.system, .peripheral, .radio])
      crg.resetClocks()
      cpu.reset()
    }
    enter(.run)
  }

  private func cancelWake() {
    wake.cancel()
    microcode.cancel()
  }

  private func switchOff() {
    fabric.clocks.configure { $0.isSystemRunning = false }
    fabric.reset(PowerDomain.allCases)
    enter(.off)
  }

  /// What a debugger put into RAM is gone.
  private func forgetRAMImage() {
    if case .image(_, _, .ram) = bootSource { bootSource = .flash }
  }

  // MARK: Supply

  private func applySupply() {
    if !net.isPowered {
      pendingReset = nil
      isHeldInReset = false
      cancelWake()
      switchOff()
    } else if !isHeldInReset {
      forgetRAMImage()
      perform(.powerOn)
    }
  }

  /// The brown-out level, in millivolts of the supply (chosen: the register list has an enable bit and no level).
  public static let brownOutMillivolts = 2_500

  /// The board's comparator: the supply fell below `brownOutMillivolts`, or rose above it again.
  public func supplyLevelChanged(isLow: Bool) {
    crg.supplyChanged(isLow: isLow)
    dcdc.supplyChanged(isLow: isLow)
    guard !isLow, isHeldInReset else { return }
    pendingReset = .brownOut
    attention.set(at: scheduler.now)
  }

  // MARK: Boot

  /// The boot ROM's program runs, at reset values; or, as after a debugger's work, the state in which it starts an image:
  /// RC16M, the flash controller in auto mode, vectors in RAM, the cache's RAM given to the cache, the image at address 0.
  private func boot() {
    isWithoutImage = false
    switch bootSource {
    case .image(let stackPointer, let programCounter, let remap):
      qspic.isAutomatic = true
      qspic.setRead(QSPIC.quadRead)
      cache.handOver()
      crg.handOver(remap)
      cpu.start(stackPointer: stackPointer, programCounter: programCounter)
    case .flash:
      isWithoutImage = !FlashHeader.isPresent(in: memories.flash)
      cpu.start(stackPointer: MaskROM.stackPointer, programCounter: MaskROM.resetVector)
    case .serial:
      bootSource = .flash
      cpu.start(stackPointer: MaskROM.stackPointer, programCounter: MaskROM.serialBootVector)
    }
  }
}
