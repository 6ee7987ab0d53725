import Machine

/// Where a chip is made.
struct ChipSite {
  /// The machine.
  let emulation: Emulation
  /// What feeds it.
  let net: PowerNet
  /// The first rail that VBUS feeds while it is present; that at the cell where there is none.
  let busNet: PowerNet
  /// What its flash controller maps; `nil` where the board has no flash there.
  let mappedMemory: Memory?
  /// Whether the board has its slow crystal.
  let hasSlowCrystal: Bool
  /// Of everything random in it.
  let seed: UInt64
  private let coefficients: [String: Coefficient]

  init(
    emulation: Emulation, net: PowerNet, busNet: PowerNet, mappedMemory: Memory?, hasSlowCrystal: Bool, seed: UInt64,
    coefficients: [String: Coefficient]
  ) {
    self.emulation = emulation
    self.net = net
    self.busNet = busNet
    self.mappedMemory = mappedMemory
    self.hasSlowCrystal = hasSlowCrystal
    self.seed = seed
    self.coefficients = coefficients
  }

  /// The documented numbers, with those that the board or the run has in their place.
  func figures<Figures: CoefficientSet>(_ documented: Figures) -> Figures { documented.overriding(coefficients) }
}
