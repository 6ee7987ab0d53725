/// One output on a line.
public final class LineDriver {
  /// Whose output it is, such as `UART2`; for snapshots.
  public let name: String
  /// Whether only some runs have it.
  let isOptional: Bool
  private unowned(unsafe) let line: Line
  /// The driven level, or `nil` for high impedance.
  public var value: Bool? {
    didSet { if value != oldValue { line.settle() } }
  }

  init(_ line: Line, _ name: String, isOptional: Bool) {
    self.line = line
    self.name = name
    self.isOptional = isOptional
  }
}
