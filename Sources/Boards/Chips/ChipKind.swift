import CortexM0
import Machine
import Parts

/// A kind of chip that a board file can name: what is known of it before one is made, and how one is made.
public struct ChipKind: Sendable {
  /// What is known of every one.
  public let model: ChipModel
  /// The core's name in the ledger; those of the chip's other loads begin with it.
  public let component: String
  /// Its pads by name.
  public let pads: [String]
  /// Its own buses that parts hang on.
  public let buses: [ChipBus]
  /// Whether boards wire buses at any pads, to which firmware leads the controllers.
  public let hasFreeBuses: Bool
  /// Whether it works without its slow crystal.
  public let worksWithoutSlowCrystal: Bool
  /// Whether it charges a cell from VBUS.
  public let hasCharger: Bool
  /// The size of its own flash in bytes and its smallest erasable unit; `nil` where it has none.
  public let storage: (size: Int, sector: Int)?
  /// Every number of its power model, as documented.
  public let coefficients: [Coefficient]
  private let makeChip: @Sendable (ChipSite) -> any BoardChip

  /// Declares a kind.
  init(
    _ model: ChipModel, component: String, pads: [String], buses: [ChipBus],
    hasFreeBuses: Bool = false,
    worksWithoutSlowCrystal: Bool = false, hasCharger: Bool,
    storage: (size: Int, sector: Int)? = nil, coefficients: [Coefficient],
    make: @escaping @Sendable (ChipSite) -> any BoardChip
  ) {
    self.model = model
    self.component = component
    self.pads = pads
    self.buses = buses
    self.hasFreeBuses = hasFreeBuses
    self.worksWithoutSlowCrystal = worksWithoutSlowCrystal
    self.hasCharger = hasCharger
    self.storage = storage
    self.coefficients = coefficients
    makeChip = make
  }

  /// As `chip:` takes it, such as `DA14681`.
  public var name: String { model.name }

  /// The names of its blocks and loads, which nothing else on a board can have.
  var ownNames: [String] {
    let emulation = Emulation()
    let cell = Cell(Cell.Coefficients.documented, protection: CellProtection.Coefficients.documented)
    let power = PowerSystem(emulation, source: cell, charge: 0)
    let supply = power.net("supply", fedBy: .cell)
    let chip = make(
      at: ChipSite(
        emulation: emulation, net: supply, busNet: supply, mappedMemory: nil, hasSlowCrystal: true, seed: 1,
        coefficients: [:]))
    return withExtendedLifetime((chip, cell)) { emulation.blockNames + power.loads.map(\.component) }
  }

  /// A chip of this kind, off.
  func make(at site: ChipSite) -> any BoardChip { makeChip(site) }
}
