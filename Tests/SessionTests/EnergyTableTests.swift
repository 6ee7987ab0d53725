import Testing
@testable import Formats
@testable import Session

@Suite struct EnergyTableTests {
  @Test(arguments: [
    (1.005, 1, "1.0"), (-0.04, 1, "0.0"), (-1.25, 2, "-1.25"), (12_345.6789, 3, "12345.679"), (7, 0, "7"),
    (.infinity, 1, "-"), (.nan, 1, "-"),
  ])
  func decimals(value: Double, places: Int, text: String) { #expect(NumberText.decimal(value, places) == text) }

  private static let rows = [
    EnergyColumns.Row(
      component: "component", state: "state", time: "time", charge: "uAh", share: "share", band: "envelope uAh"),
    EnergyColumns.Row(
      component: "cell self-discharge", state: "always", time: "86400 s", charge: "81.600", share: "6.3 %",
      band: "12.000 ... 120.000"),
    EnergyColumns.Row(
      component: "DA14681", state: "extended_sleep", time: "21.992 s", charge: "1289.141", share: "93.7 %",
      band: "312.004 ... 2621.376"),
  ]

  @Test func wideColumnsAreTheSameEverywhere() {
    let columns = EnergyColumns(Self.rows, fitting: nil)
    let text = Self.rows.map(columns.text)
    #expect(
      text[1] == "cell self-discharge  always                 86400 s           81.600    6.3 %  12.000 ... 120.000")
    #expect(
      text[2] == "DA14681              extended_sleep        21.992 s         1289.141   93.7 %  312.004 ... 2621.376")
    #expect(EnergyColumns(Self.rows, fitting: 200).text(Self.rows[1]) == text[1])
  }

  @Test(arguments: 30...110) func fitsEveryTerminalAndCutsNoNumber(width: Int) {
    let columns = EnergyColumns(Self.rows, fitting: width)
    for row in Self.rows {
      let text = columns.text(row)
      #expect(text.count <= width)
      let shown = [row.time, row.charge] + (width >= 60 ? [row.share] : []) + (columns.hasBand ? [row.band] : [])
      #expect(shown.allSatisfy(text.contains), "\(text)")
    }
    #expect(columns.hasBand == (width >= 68))
  }

  @Test func namesAreShortenedWithAFullStop() {
    let text = Self.rows.map(EnergyColumns(Self.rows, fitting: 80).text)
    #expect(text[0] == "component          state            time       uAh   share  envelope uAh")
    #expect(text[1] == "cell self-discha.  always        86400 s    81.600   6.3 %  12.000 ... 120.000")
    #expect(text[2] == "DA14681            extended_s.  21.992 s  1289.141  93.7 %  312.004 ... 2621.376")
  }
}
