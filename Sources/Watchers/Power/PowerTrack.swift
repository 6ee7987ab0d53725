/// What one track of a recording's log shows.
package struct PowerTrack: Equatable, Sendable {
  /// How its values are to be read.
  package enum Kind: Equatable, Sendable {
    /// A number in a unit, `divisor` of which make one of it.
    case quantity(unit: String, divisor: Double)
    /// The index of a state's name.
    case state(Subject)
    /// 0 or 1.
    case line
    /// The index of a text that appeared.
    case text
  }

  /// Whose state it is.
  package enum Subject: Equatable, Sendable { case component, charger, firmware }

  package var name: String
  package var kind: Kind
}
