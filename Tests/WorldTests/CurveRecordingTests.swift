import Testing

@testable import World

@Suite struct CurveRecordingTests {
  private func points(_ text: String) throws -> [CurveRecording.Point] {
    try CurveRecording(text, name: "c.csv").points
  }

  @Test(arguments: [
    "charge,voltage\n0,3.0\n50,3.8\n100,4.2\n", "soc;ocv_mv\n0;3000\n50;3800\n100;4200\n",
    "soc,v\n0,3\n0.5,3.8\n1,4.2\n", "# measured\nSoC_percent,mV\n100,4200\n50,3800\n0,3000\n",
  ])
  func chargesAndVoltagesInAnyForm(text: String) throws {
    let points = try points(text)
    #expect(points.map(\.charge) == [0, 0.5, 1] && points.map(\.volts) == [3, 3.8, 4.2])
    #expect(points.map(\.resistance) == [1, 1, 1])
  }

  @Test func resistancesAreOptional() throws {
    #expect(try points("charge,voltage,resistance\n0,3,2.5\n100,4.2,1\n").map(\.resistance) == [2.5, 1])
  }

  @Test(arguments: [
    ("", "c.csv: expected the header 'charge,voltage', found an empty file"),
    ("charge,voltage\n0,3\n120,4.2\n", "c.csv:3: expected a charge of 0 ... 100 percent, found 1.2"),
    ("charge,voltage\n0,3\n100,42\n", "c.csv:3: expected a voltage of 0.1 ... 10 V, found 42.0"),
    ("charge,voltage\n0,3\n50,2.9\n100,4.2\n", "c.csv:3: expected a voltage that does not fall with more charge"),
    ("charge,voltage\n0,3\n0,3.1\n100,4.2\n", "c.csv:3: expected charges that rise or fall from line to line"),
    ("charge,voltage\n20,3\n100,4.2\n", "c.csv: expected charges from 0 to 100 percent"),
    ("charge,voltage\n0,3\n", "c.csv: expected charges from 0 to 100 percent"),
  ])
  func problemsNameTheLine(text: String, problem: String) {
    #expect(throws: RecordingError(problem)) { try points(text) }
  }
}
