import DA14681
import Machine
import Testing

@testable import Boards

@Suite struct BoardCoefficientsTests {
  @Test func everyNumberIsNamedOnceAndHasItsConditionAndSource() {
    let all = BoardCatalogue.standard.coefficients
    #expect(all.count == 103)
    #expect(Set(all.map(\.name)).count == all.count)
    for coefficient in all {
      #expect(!coefficient.condition.isEmpty)
      switch coefficient.source {
      case .published(let text), .derived(let text), .estimate(let text), .override(let text): #expect(text.count > 10)
      }
    }
  }

  @Test func estimatesAreWide() {
    for coefficient in BoardCatalogue.standard.coefficients {
      guard case .estimate = coefficient.source else { continue }
      #expect(coefficient.high >= 1.2 * coefficient.low, "\(coefficient.name)")
      #expect(coefficient.low < coefficient.typical && coefficient.typical < coefficient.high, "\(coefficient.name)")
    }
  }

  /// 128 KiB retained and the crystal running: what the family is known for.
  @Test func sleepStaysWithinWhatIsRemembered() {
    let soc = DA14681.Coefficients.documented
    let sleep = soc.extendedSleep.typical + 128 * soc.retentionPerKiB.typical + soc.xtal32K.typical
    #expect(sleep > 1 && sleep < 3.6)
  }
}
