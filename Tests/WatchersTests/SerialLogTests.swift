import Machine
import Testing
@testable import Watchers

@Suite struct SerialLogTests {
  /// 16,000 ticks a bit.
  private let format = SerialFormat(baud: 96_000)

  private func character(end: Tick) -> SerialLog.Character {
    SerialLog.Character(wire: .toBand, byte: 0x41, format: format, end: end)
  }

  @Test func aCharacterHasTheLevelsOfItsBits() {
    let character = character(end: 1_000_000)
    #expect(character.start == 840_000)
    #expect(
      character.levels.map(\.level) == [false, true, false, false, false, false, false, true, false, true])
    #expect(character.levels.map(\.time) == stride(from: 840_000, to: 1_000_000, by: 16_000).map { Tick($0) })
  }

  @Test func whatIsNotWhollyInTheWindowIsLeftOut() {
    var log = SerialLog(window: 100_000..<500_000)
    for end: Tick in [160_000, 259_999, 260_000, 499_999, 500_000] { log.add(character(end: end)) }
    #expect(log.characters.map(\.end) == [260_000, 499_999])
  }
}
