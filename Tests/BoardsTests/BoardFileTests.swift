import Formats
@testable import Machine
import Parts
import Testing
import World

@testable import Boards

@Suite struct BoardFileTests {
  /// A board with little on it, which is right.
  private static let board = """
    name: small
    chip: {kind: DA14681, rail: VDD}
    rails:
      VBAT: {from: cell}
      VDD: {from: VBAT, regulator: linear, output: 3.0 V, dropout: 100 mV}
    parts:
      flash: {part: W25Q80EW, rail: VDD, bus: QSPI}
      accelerometer: {part: ADXL362, rail: VDD, bus: SPI, pins: {cs: P3_3, int1: P3_4, int2: P3_5}}
      cable: {part: cable, pins: {receive: P2_3, transmit: P1_3}}
    """

  private func model(_ text: String) throws -> BoardModel {
    try BoardModel(parsing: text, path: "b.yaml", isShipped: false)
  }

  @Test func resistorsOnPadsMayHaveTheirValue() throws {
    let model = try model(Self.board + "\npull-ups: {P1_0: 47000}\npull-downs: [P1_2]")
    let resistors = model.coefficients.filter { $0.name.hasSuffix(".resistor") }
    #expect(resistors.map(\.name) == ["pad P1_0.resistor"])
    #expect(resistors.map { [$0.low, $0.typical, $0.high] } == [[44_650, 47_000, 49_350]])
    model.withUnpowered { board in
      #expect(board.chip.pad(named: "P1_0")?.level == true && board.chip.pad(named: "P1_2")?.level == false)
    }
  }

  @Test func aSmallBoardHasWhatItsFileSays() throws {
    let model = try model(Self.board)
    #expect(model.name == "small" && model.summary == "small" && model.path == "b.yaml")
    #expect(
      model.signals == ["P3_3": "ADXL362 CS", "P3_4": "ADXL362 INT1", "P3_5": "ADXL362 INT2"])
    #expect(model.displaySize == nil && model.sectorSize == 4_096)
    #expect(!model.coefficients.contains { $0.name.hasPrefix("OLED") || $0.name.hasPrefix("USB") })
    model.withUnpowered { board in
      #expect(board.part(named: "accelerometer") is ADXL362 && board.part(named: "display") == nil)
      #expect(board.display == nil && board.key == nil && board.heartSensor == nil && board.cableDetect == nil)
      board.isChargerPluggedIn = true
      #expect(!board.isChargerPluggedIn)
    }
  }

  @Test func numbersOfTheFileAreTheBoardsAndThoseOfARunGoBefore() throws {
    let model = try model(
      Self.board + "\ncell: {capacity: 60}\ncoefficients:\n  ADXL362.standby: {low: 1, typical: 2, high: 3}\n")
    #expect(model.capacity.typical == 60)
    func standby(_ setup: BoardSetup) -> Double? {
      model.coefficients(of: setup).first { $0.name == "ADXL362.standby" }?.typical
    }
    #expect(standby(BoardSetup()) == 2)
    var setup = BoardSetup()
    setup.overrides = ["ADXL362.standby": ADXL362.Coefficients.documented.standby.overridden(5, 5, 5, at: "here")]
    #expect(standby(setup) == 5)
    // What the table says is what is drawn.
    model.withUnpowered { board in
      #expect(Charge.microampereHours(board.cell.charge(percent: 100)) == 60_000)
    }
  }

  /// A number with its source is documented by the file; one without is somebody's.
  @Test func numbersMayHaveTheirSource() throws {
    let model = try model(
      Self.board + """

        cell: {capacity: {low: 38, typical: 40, high: 42, condition: as new, published: print on the cell}}
        coefficients: {ADXL362.standby: 1}
        """)
    #expect(model.capacity.source == .published("print on the cell") && model.capacity.condition == "as new")
    #expect(model.coefficients.filter(\.isOverridden).map(\.name) == ["ADXL362.standby"])
  }

  /// Two of a kind need names of their own, which are those of reports and traces.
  @Test func partsOfAKindHaveNames() throws {
    let two =
      Self.board
      + "\n  second: {part: ADXL362, name: wrist, rail: VDD, bus: SPI2, pins: {cs: P4_2, int1: P4_3, int2: P4_4}}"
    let model = try model(two)
    #expect(model.signals["P4_3"] == "wrist int1")
    model.withUnpowered { board in
      #expect(Set(board.power.loads.map(\.component)).isSuperset(of: ["ADXL362", "wrist"]))
    }
  }

  /// A rail with an enable pin is off until the chip drives it high.
  @Test func anEnablePinSwitchesARail() throws {
    let model = try model(
      """
      name: switched
      chip: {kind: DA14681, rail: VDD}
      rails:
        VBAT: {from: cell}
        VDD: {from: VBAT}
        SENSORS:
          from: VBAT
          regulator: linear
          output: 1.8 V
          dropout: 100 mV
          enable: P0_1
          quiescent: {low: 1, typical: 1, high: 3, condition: on, published: "XC6206 data sheet, page 4"}
          shutdown: {low: 0, typical: 0.1, high: 1, condition: off, estimate: usual for its kind}
      parts:
        flash: {part: W25Q80EW, rail: VDD, bus: QSPI}
        accelerometer: {part: ADXL362, rail: SENSORS, bus: SPI, pins: {cs: P3_3, int1: P3_4, int2: P3_5}}
        cable: {part: cable, pins: {receive: P2_3, transmit: P1_3}}
      """)
    #expect(model.signals["P0_1"] == "SENSORS enable")
    try model.withUnpowered { board in
      let load = try #require(board.power.loads.first { $0.component == "ADXL362" })
      #expect(!load.net.isPowered)
      let driver = board.chip.pad(named: "P0_1")?.driver("test")
      driver?.value = true
      #expect(load.net.isPowered && load.net.millivolts == 1_800)
      driver?.value = false
      #expect(!load.net.isPowered)
    }
  }

  @Test(arguments: [
    ("", "b.yaml:1:1: expected a board, found an empty file"),
    ("[1]", "b.yaml:1:1: board: expected a mapping with the keys"),
    (board.replacing("DA14681,", with: "DA14680,"), "b.yaml:2:14: chip: no chip 'DA14680'"),
    (
      board.replacing("name: small", with: "name: a b"),
      "b.yaml:1:7: name: expected letters, digits and '-', at most 40"
    ),
    (
      board.replacing("rail: VDD}\nrails", with: "rail: VD}\nrails"),
      "b.yaml:2:29: chip: no rail 'VD' (did you mean 'VDD'?)"
    ),
    (board.replacing("{from: cell}", with: "{regulator: linear}"), "b.yaml:4:9: VBAT: a rail without a source"),
    (
      board.replacing("{from: cell}", with: "{from: VDD}"),
      "b.yaml:4:16: VBAT: from: expected a rail that stands before it"
    ),
    (board.replacing("from: VBAT", with: "from: VBATT"), "b.yaml:5:15: VDD: from: no rail 'VBATT'"),
    (
      board.replacing("3.0 V", with: "3.0"), "b.yaml:5:48: output: expected a voltage, 500 mV ... 20000 mV, found '3.0'"
    ),
    (board.replacing(", dropout: 100 mV", with: ""), "b.yaml:5:8: VDD: a regulator 'linear' needs 'dropout'"),
    (board.replacing("linear", with: "lineer"), "b.yaml:5:32: regulator: expected one of switch, linear"),
    (
      board.replacing("ADXL362", with: "ADXL36"),
      "b.yaml:8:25: accelerometer: no part 'ADXL36' in the catalogue (did you mean 'ADXL362'?)"
    ),
    (
      board.replacing("int2: P3_5", with: "int3: P3_5"),
      "accelerometer: pins: unknown key 'int3' (did you mean 'int1'?)"
    ),
    (board.replacing(", int2: P3_5", with: ""), "accelerometer: expected the pin 'int2' of the ADXL362"),
    (board.replacing("P3_5", with: "P3_8"), "accelerometer: int2: the DA14681 has no pad 'P3_8'"),
    (
      board.replacing("int2: P3_5", with: "int2: P3_4"),
      "accelerometer: int2: two drivers on P3_4: 'int1' of 'accelerometer'"
    ),
    (board.replacing("bus: SPI,", with: "bus: I2C,"), "accelerometer: I2C is I2C, expected SPI: SPI, SPI2"),
    (board.replacing("bus: SPI,", with: "bus: SPI3,"), "accelerometer: no bus 'SPI3' on the DA14681 (did you mean"),
    (board.replacing(", bus: QSPI", with: ", bus: SPI"), "flash: expected the pin 'cs' of the W25Q80EW"),
    (
      board.replacing("rail: VDD, bus: SPI,", with: "bus: SPI,"),
      "accelerometer: expected 'rail', what feeds the ADXL362"
    ),
    (
      board.replacing(
        "{part: cable, pins: {receive: P2_3, transmit: P1_3}}", with: "{part: motor, rail: VBAT, pins: {on: P4_6}}"),
      "b.yaml:7:3: parts: expected a part 'cable'"
    ),
    (board + "\npull-ups: [P1_0]\npull-downs: [P1_0]", "b.yaml:11:14: pull-downs: P1_0 is also among the pull-ups"),
    (board + "\npull-ups: {P1_0: 10}", "b.yaml:10:18: pull-ups: P1_0: expected ohms, 100 ... 100000000"),
    (board + "\ncell: {capacity: -1}", "cell.capacity: expected a number of at least 0 in mAh"),
    (
      board + "\ncoefficients: {ADXL362.standbi: 1}",
      "unknown coefficient 'ADXL362.standbi', did you mean 'ADXL362.standby'?"
    ),
    (board + "\nprobes: [OLED]", "b.yaml:10:10: probes: no component 'OLED'"),
    (board + "\ncharger: {by: chip, thermistor: {pin: P1_4}}", "thermistor: expected the key 'pull-up'"),
    (board + "\ncharger: {by: TP4056}", "b.yaml:10:15: by: expected chip or LTC4054, found 'TP4056'"),
    (board + "\ncharger: {by: LTC4054, resistor: 20000}", "charger: the DA14681 charges the cell itself"),
    (
      board + "\nbuses: {a: {scl: P0_0, sda: P0_1}}",
      "b.yaml:10:8: buses: the DA14681 has its own, which firmware routes"
    ),
    (
      board.replacing("rail: VDD}", with: "rail: VDD, slow-crystal: false}"),
      "chip: the DA14681 is emulated with its slow crystal only"
    ),
    (
      board + "\ncell-divider: {pin: P1_4, top: 10000000, bottom: 3300000}",
      "cell-divider: the DA14681 measures its cell itself"
    ),
    (
      board.replacing("{part: ADXL362,", with: "{part: ADXL362, name: RAM,"),
      "accelerometer: expected a name of its own, 'RAM' goes with 'RAM'"
    ),
    (
      board.replacing("{part: ADXL362,", with: "{part: ADXL362, name: NOR flash,"),
      "another part is called 'NOR flash' already"
    ),
    (
      board.replacing("{part: ADXL362,", with: "{part: ADXL362, name: ' ',"),
      "name: expected letters, digits, spaces and '-', at most 40"
    ),
    (
      board.replacing("VBAT: {from: cell}", with: "VBAT: {from: cell}\n  system: {from: cell}"),
      "b.yaml:5:3: rails: 'system' is what feeds rails"
    ),
    (
      board.replacing("VBAT: {from: cell}", with: "3: {from: cell}\n  '3': {from: cell}\n  VBAT: {from: cell}"),
      "b.yaml:4:3: expected each key once here, found '3' twice"
    ),
    (
      board.replacing("VBAT: {from: cell}", with: "3: {from: cell}\n  !!int 3: {from: cell}\n  VBAT: {from: cell}"),
      "b.yaml:5:3: rails: '3' stands here a second time"
    ),
    (
      board.replacing(
        "regulator: linear, output: 3.0 V, dropout: 100 mV", with: "regulator: buck, output: 3.0 V, efficiency: []"),
      "efficiency: expected at least one step"
    ),
    (
      board + "\ncharger: {by: chip, thermistor: {pin: P3_4, pull-up: 4700}}",
      "b.yaml:10:39: two drivers on P3_4: the thermistor and 'int1' of 'accelerometer'"
    ),
    (board + "\ncoefficients:\n  ADXL362.standby: 1\n  ADXL362.standbi: 1", "b.yaml:12:1: unknown coefficient"),
    (board + "\nspeed: 3", "b.yaml:10:1: board: unknown key 'speed'"),
    (board.replacing("int1: P3_4", with: "int1: [P3_4]"), "accelerometer: int1: expected a pad of the DA14681"),
  ])
  func whatIsWrongIsSaidWithItsPlace(_ text: String, _ message: String) {
    do {
      _ = try model(text)
      Issue.record("expected: \(message)")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
      #expect("\(error)".hasPrefix("b.yaml:"))
    }
  }

  /// Everything that is wrong is said at once.
  @Test func allMistakesAreSaid() {
    let text = Self.board.replacing("P3_3", with: "P9_9").replacing("P1_3", with: "P8_8")
    #expect { try model(text) } throws: { error in
      (error as? InputErrors)?.lines.count == 2
    }
  }

  /// No text makes the reader trap.
  @Test func brokenFilesAreRefusedOrRead() {
    let text = BoardCatalogue.standard.text
    let scalars = Array(text.unicodeScalars)
    for cut in stride(from: 1, to: scalars.count, by: 97) {
      _ = try? model(String(String.UnicodeScalarView(scalars[..<cut])))
      var other = scalars
      other.remove(at: cut)
      _ = try? model(String(String.UnicodeScalarView(other)))
      other.insert(contentsOf: "[{:".unicodeScalars, at: cut)
      _ = try? model(String(String.UnicodeScalarView(other)))
    }
  }
}
