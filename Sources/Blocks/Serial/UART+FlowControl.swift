import Machine

/// The modem lines of a UART with FIFOs: RTS and CTS, by software or automatically (MCR.AFCE, while the FIFOs are on).
///
/// As in the DesignWare core: CTS high lets the present character end and begins no other; RTS goes high when the receive
/// FIFO has reached its trigger, and low again when it has been emptied.
extension UART {
  private var isAutomatic: Bool { bank.isSet(Self.modemControl, Self.automaticFlow) && isFIFOEnabled }
  private var isRequesting: Bool { bank.isSet(Self.modemControl, Self.requestToSend) }

  /// Whether the other side does not want a character now.
  var isHeldBack: Bool {
    connections.clearToSend?.isRouted == true && !core.isClearToSend && isAutomatic && !isLoopback
  }

  /// The modem status interrupt, which automatic flow control does without.
  var isModemStatusDue: Bool { core.interruptEnable & 8 != 0 && core.hasClearToSendChanged && !isAutomatic }

  /// CTS may have another level, or another pad.
  func clearToSendChanged() {
    guard let signal = connections.clearToSend else { return }
    let isClear = isLoopback ? isRequesting : signal.isRouted && !signal.level
    guard isClear != core.isClearToSend else { return }
    core.isClearToSend = isClear
    bank.noteChange()
    core.hasClearToSendChanged = true
    startCharacter()
    update()
  }

  var modemStatus: UInt32 { (core.isClearToSend ? 0x10 : 0) | (core.hasClearToSendChanged ? 1 : 0) }

  func driveRequestToSend() {
    guard let signal = connections.requestToSend else { return }
    let level = isLoopback || !isRequesting || isAutomatic && core.isReceiverFull
    guard level != core.requestLevel else { return }
    core.requestLevel = level
    signal.drive(level)
  }
}
