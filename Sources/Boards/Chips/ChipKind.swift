import CortexM0
import Machine

/// A kind of chip that a board file can name: what is known of it before one is made, and how one is made.
public struct ChipKind: Sendable {
  /// What is known of every one.
  public let model: ChipModel
  /// Its pads by name.
  public let pads: [String]
  /// Its buses that parts hang on.
  public let buses: [ChipBus]
  /// Whether it charges a cell from VBUS.
  public let hasCharger: Bool
  /// Every number of its power model, as documented.
  public let coefficients: [Coefficient]
  private let makeChip: @Sendable (ChipSite) -> any BoardChip

  /// Declares a kind.
  init(
    _ model: ChipModel, pads: [String], buses: [ChipBus], hasCharger: Bool, coefficients: [Coefficient],
    make: @escaping @Sendable (ChipSite) -> any BoardChip
  ) {
    self.model = model
    self.pads = pads
    self.buses = buses
    self.hasCharger = hasCharger
    self.coefficients = coefficients
    makeChip = make
  }

  /// As `chip:` takes it, such as `DA14681`.
  public var name: String { model.name }

  /// The bus of a name; `nil` where there is none.
  public func bus(named name: String) -> ChipBus? { buses.first { $0.name == name } }

  /// A chip of this kind, off.
  func make(at site: ChipSite) -> any BoardChip { makeChip(site) }
}
