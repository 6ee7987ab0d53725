import CortexM0
import Machine
import Parts

/// A kind of board: what is known of it before one is made.
public struct BoardModel: Sendable {
  /// As `--board` takes it.
  public let name: String
  /// What it is, in one line.
  public let summary: String
  /// Its display's pixels in a row and rows; `nil` without a display.
  public let displaySize: (width: Int, height: Int)?
  /// Every number of its power model, as documented.
  public var coefficients: [Coefficient] { coefficients(of: BoardSetup()) }
  /// The capacity of its cell.
  public let capacity: Coefficient
  /// Its chip.
  public let chip: ChipModel
  /// Its chip's pads by name.
  public let pads: [String]
  /// What the board has on each pad that has a name, such as `touch key` on `P1_0`.
  public let signals: [String: String]
  /// The flash's smallest erasable unit, in bytes.
  public let sectorSize: Int
  private let makeCell: @Sendable (BoardSetup) -> Cell
  private let listCoefficients: @Sendable (BoardSetup) -> [Coefficient]
  private let makeBoard: @Sendable (Emulation, BoardSurroundings, BoardSetup) -> any Board

  init(
    name: String, summary: String, displaySize: (width: Int, height: Int)?,
    capacity: Coefficient, chip: ChipModel, pads: [String], signals: [String: String], sectorSize: Int,
    coefficients: @escaping @Sendable (BoardSetup) -> [Coefficient], cell: @escaping @Sendable (BoardSetup) -> Cell,
    make: @escaping @Sendable (Emulation, BoardSurroundings, BoardSetup) -> any Board
  ) {
    self.name = name
    self.summary = summary
    self.displaySize = displaySize
    listCoefficients = coefficients
    makeCell = cell
    self.capacity = capacity
    self.chip = chip
    self.pads = pads
    self.signals = signals
    self.sectorSize = sectorSize
    makeBoard = make
  }

  /// A board of this kind on a machine of its own. It is off until `powerOn`.
  public func make(
    _ emulation: Emulation, in surroundings: BoardSurroundings, setup: BoardSetup = BoardSetup()
  ) -> any Board {
    makeBoard(emulation, surroundings, setup)
  }

  /// The cell of a board that is set up so, full.
  public func cell(of setup: BoardSetup) -> Cell { makeCell(setup) }

  /// Every number of the power model of a board that is set up so.
  public func coefficients(of setup: BoardSetup) -> [Coefficient] { listCoefficients(setup) }
}
