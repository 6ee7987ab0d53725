import Machine
import Testing

@testable import Parts

@Suite struct LEDMatrixTests {
  private struct Bench {
    let rig: Rig
    let matrix: LEDMatrix
    let rows: [LineDriver]
    let columns: [LineDriver]

    init(_ wiring: LEDMatrix.Wiring) {
      let (rig, net) = Rig.pads()
      self.rig = rig
      let rows = (0..<wiring.rows).map { rig.line("ROW\($0)") }
      let columns = (0..<wiring.columns).map { rig.line("COL\($0)") }
      matrix = LEDMatrix(
        on: rig.emulation, net: net, rows: rows, columns: columns, wiring: wiring, coefficients: .round)
      self.rows = rows.map { $0.driver("chip") }
      self.columns = columns.map { $0.driver("chip") }
      for column in self.columns { column.value = true }
    }

    /// Shows the picture row after row of the wiring, 5 ms each.
    func show(_ picture: Set<LEDMatrix.Wiring.Place>) {
      for (row, places) in matrix.wiring.places.enumerated() {
        for (column, place) in places.enumerated() {
          columns[column].value = !(place.map(picture.contains) ?? false)
        }
        rows[row].value = true
        rig.run(for: .milliseconds(5))
        rows[row].value = false
      }
    }
  }

  /// As on a chip whose column pads are inputs until they are to light: the level stays, who holds it does not.
  @Test func aFloatingColumnLightsOnceItIsDrivenLow() {
    let bench = Bench(.microbit)
    bench.columns[0].value = nil
    bench.rows[0].value = true
    #expect(bench.rig.power.loadCurrent == 0)
    bench.columns[0].value = false
    #expect(bench.rig.power.loadCurrent == 1_700_000_000)
    bench.columns[0].value = nil
    #expect(bench.rig.power.loadCurrent == 0)
  }

  @Test func showsWhatRowAfterRowWasLit() {
    let bench = Bench(.microbit)
    #expect(bench.matrix.picture.count == 25 && !bench.matrix.picture.contains(true))
    let heart: Set<LEDMatrix.Wiring.Place> = [
      .init(1, 0), .init(3, 0), .init(0, 1), .init(1, 1), .init(2, 1), .init(3, 1), .init(4, 1), .init(2, 4),
    ]
    var changes = 0
    let watching = bench.matrix.watchChanges { changes += 1 }
    for _ in 0..<3 { bench.show(heart) }
    #expect(changes > 0)
    watching.end()
    let seen = bench.matrix.picture
    #expect(Set(seen.indices.filter { seen[$0] }.map { LEDMatrix.Wiring.Place($0 % 5, $0 / 5) }) == heart)
    #expect(bench.matrix.brightness.allSatisfy { $0 == 0 || $0 == 0.25 || $0 == 0.5 })
    bench.rig.run(for: .milliseconds(20))
    #expect(!bench.matrix.picture.contains(true))
  }

  @Test func everyLEDOfTheTableIsThereOnce() {
    let places = LEDMatrix.Wiring.microbit.places.joined().compactMap { $0 }
    #expect(places.count == 25 && Set(places).count == 25)
    #expect(LEDMatrix.Wiring.microbit.rows == 3 && LEDMatrix.Wiring.microbit.columns == 9)
    let plain = LEDMatrix.Wiring.plain(width: 5, height: 5)
    #expect(plain.places[2][3] == .init(3, 2) && plain.rows == 5 && plain.columns == 5)
    #expect(
      LEDMatrix.Wiring(width: 1, height: 1, places: [[.init(9, 0)], [nil, .init(0, 0)]]).places[0] == [nil, nil])
  }

  @Test func aColumnsResistorIsSharedByItsRows() {
    let bench = Bench(.plain(width: 5, height: 5))
    bench.rows[0].value = true
    #expect(bench.rig.power.loadCurrent == 0)
    bench.columns[0].value = false
    #expect(bench.rig.power.loadCurrent == 1_700_000_000)
    bench.columns[4].value = false
    #expect(bench.rig.power.loadCurrent == 3_400_000_000)
    bench.rows[1].value = true
    #expect(bench.rig.power.loadCurrent == 3_400_000_000)
    bench.rig.run(for: .milliseconds(20))
    #expect(bench.matrix.picture.count { $0 } == 4)
    #expect(bench.rig.charge("LED matrix", "on") == 3_400_000_000 * Int128(Tick.milliseconds(20)))
  }
}
