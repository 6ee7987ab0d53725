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
    guard begin(), isAddressed(address, endpoint: Self.endpoint0.offset),
      !Self.ignoresSetup.isSet(in: bank[Self.receiveControl, 0])
    else {
      return .none
    }
    core.receive[0] = USBEndpoint(fifo: Array(bytes.prefix(8)), isDone: true, isSetup: true)
    core.transmit[0] = USBEndpoint()
    bank[Self.receiveControl, 0] &= ~Self.isReceiveEnabled.mask
    bank[Self.transmitControl, 0] &= ~Self.isTransmitEnabled.mask
    update()
    return .ack
  }

  /// Sends data to an endpoint, 0 ... 15.
  public func hostOut(_ bytes: [UInt8], endpoint: UInt8, address: UInt8, toggle: Bool) -> USBReply {
    guard begin(), let index = index(endpoint, address, Self.receiveEndpoint) else { return .none }
    let control = bank[Self.receiveControl, index]
    guard index > 0 || !Self.ignoresOut.isSet(in: control) else { return .none }
    guard Self.isReceiveEnabled.isSet(in: control) else { return nak(index, outward: true) }
    bank[Self.receiveControl, index] = control & ~Self.isReceiveEnabled.mask
    defer { update() }
    guard !Self.stalls.isSet(in: bank[Self.receiveEndpoint(index)]) else { return .stall }
    core.receive[index] = USBEndpoint(
      fifo: Array(bytes.prefix(USBEndpoint.capacity(index))), isDone: true, toggle: toggle)
    return .ack
  }

  /// Asks an endpoint, 0 ... 15, for data, and acknowledges them.
  public func hostIn(endpoint: UInt8, address: UInt8) -> USBReply {
    guard begin(), let index = index(endpoint, address, Self.transmitEndpoint) else { return .none }
    let control = bank[Self.transmitControl, index]
    guard index > 0 || !Self.ignoresIn.isSet(in: control) else { return .none }
    guard Self.isTransmitEnabled.isSet(in: control) else { return nak(index, outward: false) }
    let toggle = Self.togglesTransmit.isSet(in: control)
    bank[Self.transmitControl, index] = control & ~Self.isTransmitEnabled.mask
    defer { update() }
    guard !Self.stalls.isSet(in: bank[Self.transmitEndpoint(index)]) else { return .stall }
    let bytes = core.transmit[index].fifo
    core.transmit[index] = USBEndpoint(isDone: true, isAcknowledged: true)
    return .data(bytes, toggle: toggle)
  }

  /// Whether the device takes part in transactions: it is attached and operational. A suspended one hears a resume.
  private func begin() -> Bool {
    guard isAttached else { return false }
    busActive()
    if bank[Self.nodeState, Self.state] == 3 {
      core.alternate |= Alternate.resume
      update()
    }
    return bank[Self.nodeState, Self.state] == 2
  }

  /// Endpoint 0 also answers address 0 while its DEF bit is set.
  private func isAddressed(_ address: UInt8, endpoint: UInt32) -> Bool {
    if Self.endpoint0 ~= endpoint && bank.isSet(Self.endpoint0, Self.answersAddress0) && address == 0 { return true }
    return bank.isSet(Self.address, Self.isAddressed) && bank[Self.address, Self.deviceAddress] == UInt32(address)
  }

  private func index(_ endpoint: UInt8, _ address: UInt8, _ control: (Int) -> UInt32) -> Int? {
    if endpoint == 0 { return isAddressed(address, endpoint: Self.endpoint0.offset) ? 0 : nil }
    return (1..<4).first {
      let settings = bank[control($0)]
      return Self.isEndpointEnabled.isSet(in: settings) && settings & 0xF == UInt32(endpoint)
        && isAddressed(address, endpoint: control($0))
    }
  }

  /// Where the transmitter of endpoint pair 0 ... 3 is controlled, and the receiver.
  private static func transmitEndpoint(_ index: Int) -> UInt32 {
    index == 0 ? endpoint0.offset : endpoints.offset(of: 2 * index - 1)
  }
  private static func receiveEndpoint(_ index: Int) -> UInt32 {
    index == 0 ? endpoint0.offset : endpoints.offset(of: 2 * index)
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
