/// One output on a line.
public final class LineDriver {
  private unowned(unsafe) let line: Line
  /// The driven level, or `nil` for high impedance.
  public var value: Bool? {
    didSet { if value != oldValue { line.settle() } }
  }

  init(_ line: Line) { self.line = line }
}
