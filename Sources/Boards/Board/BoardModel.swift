import CortexM0
import Machine
import Parts

/// A kind of board: what is known of it before one is made.
public struct BoardModel: Sendable {
  /// The path of its file; `nil` for one that comes with Bandbox.
  public let path: String?
  /// The text of its file.
  public let text: String
  /// Every number of its power model, as documented.
  public let coefficients: [Coefficient]
  /// What the board has on each pad that has a name, such as `touch key` on `P1_0`.
  public let signals: [String: String]
  let plan: BoardPlan

  init(_ plan: BoardPlan, text: String, path: String?) {
    self.plan = plan
    self.text = text
    self.path = path
    coefficients = plan.coefficients()
    signals = plan.signals
  }

  /// All that makes it what it is: its text, and what that names in other files.
  public var contents: String { text + (plan.cellCurve?.text ?? "") }

  /// As `--board` takes it, for one that comes with Bandbox.
  public var name: String { plan.name }
  /// What it is, in one line.
  public var summary: String { plan.summary }
  /// Its chip.
  public var chip: ChipModel { plan.chip.model }
  /// Its chip's pads by name.
  public var pads: [String] { plan.chip.pads }
  /// The component that an instrument shows on each of its digital channels, D0 to D7; `nil` for none.
  public var probes: [String?] { plan.probes }

  /// Its display's pixels in a row and rows; `nil` without a display.
  public var displaySize: (width: Int, height: Int)? {
    plan.parts.lazy.compactMap { part in part.kind.pictureSize.map { $0(part.values) } }.first
  }

  /// Whether it has a radio whose events cost what they are said to, without any content.
  public var hasModelledRadio: Bool { plan.parts.contains { $0.kind.name == Radio.kind.name } }

  /// How many LEDs it has, without those of a matrix: as many as `Board.lights`.
  public var lightCount: Int { plan.parts.count { $0.kind.isLight } }

  /// The capacity of its cell.
  public var capacity: Coefficient { coefficient(named: Cell.Coefficients.documented.capacity.name) }

  /// Whether the processor sees the flash that firmware is kept in; else it is a part on a serial bus.
  public var isStorageMapped: Bool {
    plan.chip.storage != nil || plan.parts.contains { $0.bus?.kind == .mappedFlash }
  }

  /// Bytes of that flash.
  public var storageSize: Int {
    isStorageMapped
      ? chip.memories.flash.size
      : plan.parts.lazy.compactMap { $0.kind.storage?.size }.first ?? chip.memories.flash.size
  }

  /// The flash's smallest erasable unit, in bytes.
  public var sectorSize: Int {
    plan.chip.storage?.sector ?? plan.parts.lazy.compactMap { $0.kind.storage?.sector }.first ?? 4_096
  }

  private func coefficient(named name: String) -> Coefficient {
    coefficients.first { $0.name == name } ?? Cell.Coefficients.documented.capacity
  }

  /// A board of this kind on a machine of its own. It is off until `powerOn`.
  public func make(
    _ emulation: Emulation, in surroundings: BoardSurroundings, setup: BoardSetup = BoardSetup()
  ) -> any Board {
    AssembledBoard(self, plan, emulation, in: surroundings, setup: setup)
  }

  /// The cell of a board that is set up so, full.
  public func cell(of setup: BoardSetup) -> Cell { plan.cell(of: setup) }

  /// Every number of the power model of a board that is set up so.
  public func coefficients(of setup: BoardSetup) -> [Coefficient] { plan.coefficients(setup.overrides) }
}
