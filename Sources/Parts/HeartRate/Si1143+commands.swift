import Machine

/// What COMMAND does, and when measurements come by themselves.
extension Si1143 {
  private typealias Register = Si1143Register
  private typealias Parameter = Si1143Register.Parameter

  /// The error of RESPONSE for what is not allowed.
  private static let invalid: UInt8 = 0x80

  subscript(register: UInt8) -> UInt8 { state.registers[Int(min(register, Register.chipStatus))] }
  subscript(parameter parameter: Int) -> UInt8 { state.parameters[parameter & 0x1F] }

  func execute(_ command: UInt8) {
    guard self[Register.key] == Register.keyValue else { return }
    if command >= 0x80 {
      access(parameter: Int(command & 0x1F), operation: command >> 5)
      return respond()
    }
    switch command {
    case 0x00:
      state.registers[Int(Register.response)] = 0
      return
    case 0x01: return reset(for: Si1143.resetTime)
    case 0x02:
      let address = self[parameter: Parameter.address] & 0x7F
      guard address != 0 else { return respond(error: Si1143.invalid) }
      state.address = address
    case 0x05...0x07:
      let groups = self.groups(command)
      respond()
      return measure(groups & self[parameter: Parameter.channels])
    case 0x09...0x0B: setAutonomous(groups(command), false)
    case 0x0D...0x0F:
      guard !(0x01...0x17).contains(self[Register.measureRate]) else { return respond(error: Si1143.invalid) }
      setAutonomous(groups(command), true)
    default: return respond(error: Si1143.invalid)
    }
    respond()
  }

  /// Bit 0 of a command is proximity, bit 1 ambient light.
  private func groups(_ command: UInt8) -> UInt8 {
    (command & 1 != 0 ? Channel.proximity : 0) | (command & 2 != 0 ? Channel.ambient : 0)
  }

  /// QUERY 4, SET 5, AND 6, OR 7: the parameter's value then is in PARAM_RD.
  private func access(parameter: Int, operation: UInt8) {
    let operand = self[Register.parameterWrite]
    switch operation {
    case 5: state.parameters[parameter] = operand
    case 6: state.parameters[parameter] &= operand
    case 7: state.parameters[parameter] |= operand
    default: break
    }
    state.registers[Int(Register.parameterRead)] = state.parameters[parameter]
  }

  /// Counts a command, or leaves an error that only NOP takes away.
  func respond(error: UInt8? = nil) {
    let old = self[Register.response]
    if let error {
      state.registers[Int(Register.response)] = error
    } else if old < 0x80 {
      state.registers[Int(Register.response)] = (old + 1) & 0x0F
    }
    // CMD_IM 1: errors only.
    if self[Register.interruptMode2] >> 2 & 3 != 1 || error != nil { raise(Register.Interrupt.command) }
  }

  /// Sets bits of IRQ_STATUS that are enabled.
  func raise(_ bits: UInt8) {
    state.registers[Int(Register.interruptStatus)] |= bits & self[Register.interruptEnable]
    driveInterrupt()
  }

  // MARK: Autonomous measurements

  private func setAutonomous(_ groups: UInt8, _ isOn: Bool) {
    if groups & Channel.proximity != 0 { state.isProximityAutonomous = isOn }
    if groups & Channel.ambient != 0 { state.isAmbientAutonomous = isOn }
    restartWakeUps()
  }

  /// MEAS_RATE in ticks, 31.25 us each; `nil` where it wakes for forced measurements only.
  private var wakeUpPeriod: Tick? {
    let rate = self[Register.measureRate]
    guard state.isProximityAutonomous || state.isAmbientAutonomous, rate > 0x17 else { return nil }
    return Tick(Register.uncompressed(rate)) * 48_000
  }

  func restartWakeUps() {
    state.proximityCount = 0
    state.ambientCount = 0
    wakeUp.set(at: wakeUpPeriod.map { scheduler.now.adding($0) })
  }

  func wokeUp(at time: Tick) {
    guard let period = wakeUpPeriod else { return }
    wakeUp.set(at: time.adding(period))
    var groups: UInt8 = 0
    if state.isProximityAutonomous, Si1143.isDue(&state.proximityCount, self[Register.proximityRate]) {
      groups |= Channel.proximity
    }
    if state.isAmbientAutonomous, Si1143.isDue(&state.ambientCount, self[Register.ambientRate]) {
      groups |= Channel.ambient
    }
    measure(groups & self[parameter: Parameter.channels], at: time)
  }

  /// Counts a wake-up; whether it is one of every `rate`. 0 is never.
  private static func isDue(_ count: inout Int, _ rate: UInt8) -> Bool {
    let every = Si1143Register.uncompressed(rate)
    guard every > 0 else { return false }
    count &+= 1
    guard count >= every else { return false }
    count = 0
    return true
  }
}
