import Machine

extension SPI {
  /// What a chip connects an SPI controller to.
  public struct Connections {
    let clock: ClockInput
    let interrupt: Line
    let clockLine: PadSignal
    let dataIn: PadSignal
    let dataOut: PadSignal
    let enable: PadSignal

    /// `enable` is the output that the controller can drive low for as long as it has words.
    public init(
      clock: ClockInput, interrupt: Line, clockLine: PadSignal, dataIn: PadSignal, dataOut: PadSignal,
      enable: PadSignal
    ) {
      self.clock = clock
      self.interrupt = interrupt
      self.clockLine = clockLine
      self.dataIn = dataIn
      self.dataOut = dataOut
      self.enable = enable
    }
  }
}
