import CortexM0
import Machine

/// Resets, the supply, and what the boot ROM is asked for.
extension DA14580 {
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
    if !net.isPowered {
      memories.lose(retainedCells: 0, retainsSysRAM: false)
      forgetRAMImage()
      hasLostPower = true
      if mode == .off { pendingReset = nil }
    }
    if pendingReset == .brownOut, net.isPowered { return perform(hasLostPower ? .powerOn : .brownOut) }
    if net.isPowered == (mode == .off), !isSupplyLow || !net.isPowered, hasStarted { applySupply() }
    if let kind = pendingReset, mode != .off { perform(kind) }
  }

  func perform(_ kind: ResetKind) {
    pendingReset = nil
    wake.cancel()
    bootROM.stop()
    guard net.isPowered, !isSupplyLow else { return switchOff() }
    hasLostPower = false
    resets[kind, default: 0] += 1
    fabric.clocks.configure { $0.isSystemRunning = true }
    if kind == .hibernation { forgetRAMImage() }
    if kind == .powerOn { memories.lose(retainedCells: 0, retainsSysRAM: false) }
    // Software and watchdog keep SYS_CTRL: unless the ROM is at 0 the program there starts anew (data sheet).
    let kept = kind == .software || kind == .watchdog ? crg.kept : nil
    fabric.reset(PowerDomain.allCases)
    if let kept, kept.remap != .rom {
      crg.takeBack(kept)
      cpu.reset()
    } else {
      boot()
    }
    enter(.run)
  }

  private func switchOff() {
    fabric.clocks.configure { $0.isSystemRunning = false }
    fabric.reset(PowerDomain.allCases)
    enter(.off)
  }

  /// What a debugger put into RAM is gone.
  private func forgetRAMImage() {
    switch bootSource {
    case .image(_, _, .sysRAM), .image(_, _, .retentionRAM): bootSource = .rom
    default: break
    }
  }

  private func applySupply() {
    pendingReset = nil
    if net.isPowered {
      forgetRAMImage()
      perform(.powerOn)
    } else {
      wake.cancel()
      bootROM.stop()
      switchOff()
    }
  }

  // MARK: Boot

  /// The boot ROM begins; or an image starts as after a debugger's work, at reset values.
  private func boot() {
    switch bootSource {
    case .image(let stackPointer, let programCounter, let remap):
      crg.remap = remap
      cpu.start(stackPointer: stackPointer, programCounter: programCounter)
    case .rom, .serial:
      cpu.start(stackPointer: MemoryMap.retentionBase + 0x2000, programCounter: MaskROM.base | 1)
      // A debugger's halt script is not to end it, and it takes longer than the watchdog waits.
      fabric.setFreeze(fabric.freeze.union(.watchdog))
      bootROM.start(isSerialOnly: bootSource == .serial)
      bootSource = .rom
    }
  }

  /// The boot ROM has a program in SysRAM: it maps it to 0 and resets by software, so that everything is at reset values.
  func startProgram() {
    fabric.reset(PowerDomain.allCases)
    crg.remap = .sysRAM
    cpu.reset()
    updateLoads()
  }
}
