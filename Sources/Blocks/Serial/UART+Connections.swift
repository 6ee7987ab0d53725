import Machine

extension UART {
  /// What a chip connects a UART to.
  public struct Connections {
    let clock: ClockInput
    let interrupt: Line
    let transmit: PadSignal
    let receive: PadSignal
    let clearToSend: PadSignal?
    let requestToSend: PadSignal?

    /// `clearToSend` and `requestToSend` where it has flow control.
    public init(
      clock: ClockInput, interrupt: Line, transmit: PadSignal, receive: PadSignal, clearToSend: PadSignal? = nil,
      requestToSend: PadSignal? = nil
    ) {
      self.clock = clock
      self.interrupt = interrupt
      self.transmit = transmit
      self.receive = receive
      self.clearToSend = clearToSend
      self.requestToSend = requestToSend
    }

    /// The inputs and outputs whose routing matters.
    var signals: [PadSignal] { [transmit, receive] + [clearToSend].compactMap(\.self) }
  }
}
