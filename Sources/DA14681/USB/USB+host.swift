import Machine

/// What a host does to the device, transaction by transaction.
extension USB {
  /// Drives a reset of the bus.
  public func hostReset() {
    guard isAttached else { return }
    core.alternate |= Alternate.reset
    busActive()
    update()
  }

  /// Sends a start of frame, number 0 ... 2047.
  public func hostFrame(_ number: UInt32) {
    guard begin() else { return }
    core.frame = number & 0x7FF
    core.isLocked = true
    core.main |= Event.frame
    update()
  }

  /// Sends the eight bytes of a SETUP transaction to endpoint 0.
  public func hostSetup(_ bytes: [UInt8], address: UInt8) -> USBReply {
    guard begin(), isAddressed(address, endpoint: At.endpoint0), bank[At.receiveControl(0)] & 4 == 0 else {
      return .none
    }
    core.receive[0] = USBEndpoint(fifo: Array(bytes.prefix(8)), isDone: true, isSetup: true)
    core.transmit[0] = USBEndpoint()
    bank[At.receiveControl(0)] &= ~1
    bank[At.transmitControl(0)] &= ~1
    update()
    return .ack
  }

  /// Sends data to an endpoint, 0 ... 15.
  public func hostOut(_ bytes: [UInt8], endpoint: UInt8, address: UInt8, toggle: Bool) -> USBReply {
    guard begin(), let index = index(endpoint, address, At.receiveEndpoint) else { return .none }
    let control = At.receiveControl(index)
    guard index > 0 || bank[control] & 2 == 0 else { return .none }
    guard bank[control] & 1 != 0 else { return nak(index, outward: true) }
    bank[control] &= ~1
    defer { update() }
    guard bank[At.receiveEndpoint(index)] & 0x80 == 0 else { return .stall }
    core.receive[index] = USBEndpoint(
      fifo: Array(bytes.prefix(USBEndpoint.capacity(index))), isDone: true, toggle: toggle)
    return .ack
  }

  /// Asks an endpoint, 0 ... 15, for data, and acknowledges them.
  public func hostIn(endpoint: UInt8, address: UInt8) -> USBReply {
    guard begin(), let index = index(endpoint, address, At.transmitEndpoint) else { return .none }
    let control = At.transmitControl(index)
    guard index > 0 || bank[control] & 0x10 == 0 else { return .none }
    guard bank[control] & 1 != 0 else { return nak(index, outward: false) }
    let toggle = bank[control] & 4 != 0
    bank[control] &= ~1
    defer { update() }
    guard bank[At.transmitEndpoint(index)] & 0x80 == 0 else { return .stall }
    let bytes = core.transmit[index].fifo
    core.transmit[index] = USBEndpoint(isDone: true, isAcknowledged: true)
    return .data(bytes, toggle: toggle)
  }

  /// Whether the device takes part in transactions: it is attached and operational. A suspended one hears a resume.
  private func begin() -> Bool {
    guard isAttached else { return false }
    busActive()
    if bank[At.nodeState] & 3 == 3 {
      core.alternate |= Alternate.resume
      update()
    }
    return bank[At.nodeState] & 3 == 2
  }

  /// Endpoint 0 also answers address 0 while its DEF bit is set.
  private func isAddressed(_ address: UInt8, endpoint: UInt32) -> Bool {
    if endpoint == At.endpoint0 && bank[At.endpoint0] & 0x40 != 0 && address == 0 { return true }
    return bank[At.address] & 0x80 != 0 && bank[At.address] & 0x7F == UInt32(address)
  }

  private func index(_ endpoint: UInt8, _ address: UInt8, _ control: (Int) -> UInt32) -> Int? {
    if endpoint == 0 { return isAddressed(address, endpoint: At.endpoint0) ? 0 : nil }
    return (1..<4).first {
      let settings = bank[control($0)]
      return settings & 0x10 != 0 && settings & 0xF == UInt32(endpoint) && isAddressed(address, endpoint: control($0))
    }
  }

  private func nak(_ index: Int, outward: Bool) -> USBReply {
    if index == 0 {
      core.endpoint0NAKs |= outward ? 2 : 1
    } else {
      core.naks |= (outward ? 16 : 1) << UInt32(index - 1)
    }
    update()
    return .nak
  }
}
