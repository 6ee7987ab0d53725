import Machine

/// Characters on the cable's two wires inside a window, to be drawn as the levels that they were.
package struct SerialLog: Sendable {
  /// A direction of the cable.
  package enum Wire: Int, CaseIterable, Sendable { case fromBand, toBand }

  /// One character, whose last stop bit ends at `end`.
  package struct Character: Equatable, Sendable {
    package var wire: Wire
    var byte: UInt8
    var format: SerialFormat
    package var end: Tick

    /// The falling edge of its start bit.
    var start: Tick { end - min(end, format.bitClock.time(ofEdge: UInt64(format.bitsPerCharacter))) }

    /// Its bits as levels, each from a time on.
    package var levels: [(time: Tick, level: Bool)] {
      format.bits(of: byte).enumerated().map { (start + format.bitClock.time(ofEdge: UInt64($0)), $1) }
    }
  }

  /// Characters that are kept at most.
  package static let limit = 500_000

  let window: Range<Tick>
  /// In the order of their ends.
  package private(set) var characters: [Character] = []

  init(window: Range<Tick>) { self.window = window }

  /// A character has ended; one that began before the window is left out.
  mutating func add(_ character: Character) {
    guard characters.count < Self.limit, character.start >= window.lowerBound, character.end < window.upperBound else {
      return
    }
    characters.append(character)
  }
}
