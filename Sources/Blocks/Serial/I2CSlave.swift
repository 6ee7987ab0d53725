import Machine

/// An I2C controller as somebody else's target. A read holds the clock until software has given a byte.
extension I2C {
  /// What the slave does for a master.
  enum SlavePhase: String, Codable { case idle, receiving, sending }

  /// Whether it answers as a slave: enabled, and not kept from it, with a 7-bit address.
  var isSlave: Bool { isEnabled && control & 0x48 == 0 }

  func slaveAnswers(to address: UInt8) -> Bool {
    guard isSlave, core.phase == .idle, isRouted else { return false }
    core.slaveAddress = address
    if address == 0 { return bank[Self.generalCall] & 1 != 0 }
    return UInt32(address) == bank[Self.slaveAddress] & 0x7F
  }

  func slaveStart(isRead: Bool) -> Bool {
    core.raw |= Source.start | Source.activity
    if core.slaveAddress == 0 { core.raw |= Source.generalCall }
    // What was left from before is not for this master.
    if isRead && !core.waiting.isEmpty { abort(1 << 13) }
    core.slave = isRead ? .sending : .receiving
    if isRead { core.raw |= Source.readRequest }
    update()
    return true
  }

  func slaveWrite(_ byte: UInt8) -> Bool {
    if core.received.count < Self.fifoDepth { core.received.append(byte) } else { core.raw |= Source.receiveOver }
    update()
    return true
  }

  func slaveRead(acknowledged: Bool) -> UInt8 {
    let byte = core.waiting.isEmpty ? 0xFF : UInt8(truncatingIfNeeded: core.waiting.removeFirst())
    if !acknowledged {
      core.raw |= Source.receiveDone
    } else if core.waiting.isEmpty {
      core.raw |= Source.readRequest
    }
    update()
    return byte
  }

  func slaveStop() {
    guard core.slave != .idle else { return }
    core.slave = .idle
    core.raw |= Source.stop
    update()
  }

  /// A slave sends what is written; it cannot read.
  func pushAsSlave(_ command: UInt16) {
    guard command & 0x100 == 0 else { return abort(1 << 15) }
    core.waiting.append(command)
    wires.releaseClock()
  }

  /// Disabling in the middle of a transfer is remembered, and whether it lost data.
  func disableSlave() {
    guard core.slave != .idle else { return }
    core.slaveLoss = core.slave == .receiving ? 6 : 2
    core.slave = .idle
  }
}
