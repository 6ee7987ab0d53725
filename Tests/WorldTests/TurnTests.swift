import Foundation
import Testing

@testable import World

@Suite struct TurnTests {
  @Test func sineIsCloseToTheLibrary() {
    for step in -4_000...4_000 {
      let turns = Double(step) / 1_000
      #expect(abs(Turn.sine(turns) - sin(2 * .pi * turns)) < 4e-6)
      #expect(abs(Turn.cosine(turns) - cos(2 * .pi * turns)) < 4e-6)
    }
  }
}
