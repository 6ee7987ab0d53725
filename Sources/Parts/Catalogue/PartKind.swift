import Machine

/// A kind of part that a board file can name: what it is wired to, what can be chosen, what its currents are, and how one is
/// made.
public struct PartKind: Sendable {
  /// As `part:` takes it, such as `ADXL362`.
  public let name: String
  /// What it is, in one line.
  public let summary: String
  /// Its name in ledger, traces and snapshots where the board file gives none.
  public let component: String
  /// The bus that it hangs on; `nil` without one.
  public let bus: PartBus?
  /// Its pins, without those of its bus.
  public let pins: [PartPin]
  /// What of it can be chosen.
  public let settings: [PartSetting]
  /// Whether it takes no current of its own, and so needs no rail.
  public let isPassive: Bool
  /// The pixels of its picture in a row and rows; `nil` where it shows none.
  public let pictureSize: (@Sendable (PartValues) -> (width: Int, height: Int))?
  /// Whether it is an LED, or several in one case, that a person looks at; those of a matrix are a picture.
  public let isLight: Bool
  /// The size of its memory in bytes and its smallest erasable unit; `nil` where it stores nothing.
  public let storage: (size: Int, sector: Int)?
  private let listCoefficients: @Sendable (String, PartValues) -> [Coefficient]
  private let makePart: @Sendable (PartSite) -> AnyObject

  /// Declares a kind. `coefficients` are the documented numbers of one with a name and settings; `make` makes one at a site,
  /// whose pins are those declared.
  public init(
    _ name: String, _ summary: String, component: String? = nil, bus: PartBus? = nil, pins: [PartPin] = [],
    settings: [PartSetting] = [],
    coefficients: @escaping @Sendable (String, PartValues) -> [Coefficient] = { _, _ in [] }, isPassive: Bool = false,
    pictureSize: (@Sendable (PartValues) -> (width: Int, height: Int))? = nil, isLight: Bool = false,
    storage: (size: Int, sector: Int)? = nil, make: @escaping @Sendable (PartSite) -> AnyObject
  ) {
    self.name = name
    self.summary = summary
    self.component = component ?? name
    self.bus = bus
    self.pins = pins
    self.settings = settings
    listCoefficients = coefficients
    self.isPassive = isPassive
    self.pictureSize = pictureSize
    self.isLight = isLight
    self.storage = storage
    makePart = make
  }

  /// Every number of the power model of a part with that name and those settings, as documented.
  public func coefficients(named component: String, _ values: PartValues) -> [Coefficient] {
    listCoefficients(component, values)
  }

  /// Every number of one as the catalogue has it.
  public var standardCoefficients: [Coefficient] {
    coefficients(named: component, PartValues([:], of: settings))
  }

  /// A part of this kind.
  public func make(at site: PartSite) -> AnyObject { makePart(site) }
}
