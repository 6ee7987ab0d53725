import Boards
import Foundation
import Machine
import Parts
import Testing
@testable import Formats
@testable import Session

@Suite struct CellFileTests {
  private func cell(_ text: String) throws -> CellFile {
    try CellFile(text, path: "c.yaml", of: BoardCatalogue.standard.coefficients)
  }

  /// The shipped file says what the board says.
  @Test func theShippedFileIsTheBoardsCell() throws {
    let file = try CellFile(
      "\(Repository.root)/cells/miband2.yaml", of: BoardCatalogue.standard.coefficients)
    for coefficient in Cell.Coefficients.documented.all + CellProtection.Coefficients.documented.all {
      let given = file.overrides[coefficient.name]
      #expect(
        given?.low == coefficient.low && given?.typical == coefficient.typical && given?.high == coefficient.high,
        "\(coefficient.name)")
    }
    #expect(file.curve == CellCurve.smallPolymer)
  }

  @Test func whatIsNotSaidIsTheDocumentedCell() throws {
    let file = try cell("capacity: 105\nprotection: {cut-off: 2800}\nself-discharge: {charged: 1}")
    #expect(
      Set(file.overrides.keys)
        == ["cell.capacity", "cell protection.cut-off", "cell self-discharge.charged"])
    #expect(file.name == "c.yaml" && file.curve == nil)
  }

  @Test func resistancesAreThoseOfTheCell() throws {
    let file = try cell(
      "name: mine\ncapacity: 105\ncell: {ohmic resistance: 0.35, fast resistance: 0.5, slow resistance: 0.8}")
    #expect(file.overrides["cell.resistances of"]?.typical == 105)
    #expect(file.name == "mine")
  }

  @Test(arguments: [
    ("", "c.yaml:1: expected a cell, such as 'capacity: 70', found an empty file"),
    ("- 1", "c.yaml:1: expected a mapping with name, source, capacity, curve, cell, protection, self-discharge"),
    (
      "capacty: 3",
      "c.yaml:1: expected name, source, capacity, curve, cell, protection, self-discharge, found 'capacty' "
        + "(did you mean 'capacity'?)"
    ),
    ("capacity: big", "c.yaml:1: cell.capacity: expected a number of at least 0 in mAh, found 'big'"),
    ("capacity: 0", "c.yaml: capacity: expected more than 0 and at most 100000 mAh"),
    ("cell:\n  fada: 1", "c.yaml:2: unknown coefficient 'cell.fada', did you mean 'cell.fade'?"),
    ("cell: 3", "c.yaml:1: cell: expected a mapping from names to values"),
    ("curve: [1]", "c.yaml:1: curve: expected the path of a CSV file"),
    ("curve: /nowhere.csv", "/nowhere.csv: no such file"),
    (
      "cell: {ohmic resistance: 1}",
      "c.yaml: cell: expected ohmic, fast and slow resistance together, fast resistance and slow resistance is missing"
    ),
    ("capacity: 3\ncell: {capacity: 3}", "c.yaml:2: cell: expected 'capacity' once, found it twice"),
  ])
  func problemsNameTheLine(text: String, problem: String) {
    do {
      _ = try cell(text)
      Issue.record("no error")
    } catch { #expect("\(error)" == problem) }
  }

  @Test func aCurveSurvivesText() {
    #expect(CellCurve(text: CellCurve.smallPolymer.text) == CellCurve.smallPolymer)
    for text in ["", "0:1:1", "0:2:1 5:1:1", "5:1:1 0:2:1", "0:1:1 9999999:2:1", "0:1 5:2", "x:1:1 5:2:1"] {
      #expect(CellCurve(text: text) == nil)
    }
  }
}
