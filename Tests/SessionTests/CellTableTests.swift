import Boards
import Foundation
import PlotReading
import Plots
import Testing
@testable import Session

@Suite struct CellTableTests {
  private func table(_ rates: [Double], _ celsius: [Double]) throws -> CellTable {
    try CellTable(
      file: nil, of: BoardCatalogue.standard, rates: rates, celsius: celsius, cycles: 0, endMillivolts: 3_000)
  }

  @Test func lessIsToBeHadFasterAndColder() throws {
    let each = try table([0.2, 0.5, 1], [25, 0, -10]).discharges
    #expect(each.map(\.celsius) == [25, 25, 25, 0, 0, 0, -10, -10, -10])
    for (first, next) in zip(each, each.dropFirst()) where first.celsius == next.celsius {
      #expect(next.mah < first.mah && next.halfwayMv < first.halfwayMv)
    }
    for place in 0..<6 { #expect(each[place + 3].mah < each[place].mah) }
    // Nothing but the entropy term is lost to the cold where next to nothing flows.
    let slow = try table([0.002], [25, -20]).discharges
    #expect(slow[0].percent > 99.5 && slow[1].percent > 99)
  }

  @Test func aCurveEndsAtItsVoltageAndHoldsItsCharge() throws {
    let one = try table([1], [25]).discharges[0]
    #expect(abs(one.milliamperes - 70) < 1e-6)
    #expect((one.points.last?.mv ?? 0) < 3_000 && (one.points.last?.mv ?? 0) > 2_980)
    #expect(one.points.last?.mah == one.mah)
    #expect(zip(one.points, one.points.dropFirst()).allSatisfy { $0.mah <= $1.mah })
  }

  @Test func theDrawingHasAPanelForEachTemperature() throws {
    let drawing = try table([0.2, 0.5, 1, 2], [25, 0, -20]).drawing
    let svg = PlotSVG.render(drawing)
    #expect(svg.contains("25 °C") && svg.contains("0 °C") && svg.contains("0.20 C") && svg.contains("mAh"))
    // Legible at half its width.
    let texts = DrawnTexts(drawing)
    #expect(texts.faults == [])
    #expect(texts.smallest == 17)
  }
}
