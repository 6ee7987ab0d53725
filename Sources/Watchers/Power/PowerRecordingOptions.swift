import Machine

/// What is to be recorded of a run's power.
public struct PowerRecordingOptions: Sendable {
  /// Runs up to this length are recorded change by change as a whole, longer ones for their first day.
  public static let longestWhole = Tick.seconds(86_400)

  /// The window in which every change is recorded; `nil` takes the first day.
  public var window: Range<Tick>?
  /// Whether charge is attributed to functions, inside the window; the emulation is several times slower there.
  public var hasFunctions = true
  /// Whether it is attributed to source lines too, which takes an ELF with debug information.
  public var hasLines = false

  /// The voltage that the battery's life is estimated down to, in volts.
  public var cutOff = 3.0

  /// The default window, with functions.
  public init() {}

  /// The window in force for a run that begins at `start`.
  package func window(from start: Tick) -> Range<Tick> {
    window ?? start..<start.adding(PowerRecordingOptions.longestWhole)
  }
}
