import Machine

extension I2C {
  /// What a chip connects an I2C controller to.
  public struct Connections {
    let clock: ClockInput
    let interrupt: Line
    let clockLine: PadSignal
    let dataLine: PadSignal

    /// `clockLine` is SCL, `dataLine` is SDA.
    public init(clock: ClockInput, interrupt: Line, clockLine: PadSignal, dataLine: PadSignal) {
      self.clock = clock
      self.interrupt = interrupt
      self.clockLine = clockLine
      self.dataLine = dataLine
    }
  }
}
