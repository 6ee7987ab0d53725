/// A resistor of the board on a pad, to the pads' supply or to ground.
public struct PadResistor: Sendable {
  /// Its value in ohms; `nil` where the board does not say.
  public var ohms: Coefficient?
  /// Whether a part counts what flows through it while the part drives the line, as a button does of its own.
  public var isOfPart: Bool

  /// A resistor.
  public init(ohms: Coefficient? = nil, isOfPart: Bool = false) {
    (self.ohms, self.isOfPart) = (ohms, isOfPart)
  }
}
