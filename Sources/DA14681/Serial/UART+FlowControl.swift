import Machine

/// UART2's modem lines: RTS and CTS, by software or automatically (MCR.AFCE, while the FIFOs are on).
///
/// As in the DesignWare core: CTS high lets the present character end and begins no other; RTS goes high when the receive
/// FIFO has reached its trigger, and low again when it has been emptied.
extension UART {
  private var isAutomatic: Bool { bank.isSet(Self.modemControl, Self.automaticFlow) && isFIFOEnabled }
  private var isRequesting: Bool { bank.isSet(Self.modemControl, Self.requestToSend) }

  /// Whether the other side does not want a character now.
  var isHeldBack: Bool { clearToSendPin != nil && !core.isClearToSend && isAutomatic && !isLoopback }

  /// The modem status interrupt, which automatic flow control does without.
  var isModemStatusDue: Bool { core.interruptEnable & 8 != 0 && core.hasClearToSendChanged && !isAutomatic }

  func observeClearToSend() {
    guard configuration.clearToSendPad != nil else { return }
    for pin in Pin.all {
      fabric.pads[pin].observe { [unowned self] _ in if self.clearToSendPin == pin { self.clearToSendChanged() } }
    }
  }

  func findClearToSend() {
    guard let function = configuration.clearToSendPad else { return }
    clearToSendPin = fabric.pads.pin(for: function)
    clearToSendChanged()
  }

  private func clearToSendChanged() {
    let isClear = isLoopback ? isRequesting : clearToSendPin.map { !fabric.pads[$0].level } ?? false
    guard isClear != core.isClearToSend else { return }
    core.isClearToSend = isClear
    core.hasClearToSendChanged = true
    startCharacter()
    update()
  }

  var modemStatus: UInt32 { (core.isClearToSend ? 0x10 : 0) | (core.hasClearToSendChanged ? 1 : 0) }

  func driveRequestToSend() {
    guard let function = configuration.requestToSendPad else { return }
    let level = isLoopback || !isRequesting || isAutomatic && core.isReceiverFull
    guard level != core.requestLevel else { return }
    core.requestLevel = level
    fabric.pads.drive(function, level)
  }
}
