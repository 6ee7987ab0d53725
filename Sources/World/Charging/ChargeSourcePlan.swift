import Machine

/// Which charge source there is, as data: a kind, and what interrupts it.
public struct ChargeSourcePlan: Hashable, Codable, Sendable {
  /// What the cable is plugged into.
  public enum Kind: String, Codable, CaseIterable, Sendable {
    /// A USB port that is always on.
    case usb
    /// A wall adapter on mains that never fail.
    case wall
    /// A power bank.
    case bank
    /// A wall adapter on mains that come and go.
    case mains
  }

  /// What the cable is plugged into.
  public var kind: Kind
  /// When its mains are there; `nil` for always.
  public var mains: Outages?
  /// When its contact holds; `nil` for always.
  public var contact: Outages?

  /// A source that nothing interrupts, unless said otherwise.
  public init(_ kind: Kind, mains: Outages? = nil, contact: Outages? = nil) {
    self.kind = kind
    self.mains = mains
    self.contact = contact
  }

  /// A 500 mA USB port.
  public static let usb = ChargeSourcePlan(.usb)

  /// Makes the source on a machine.
  public func source(
    on emulation: Emulation, coefficients: ChargeSourceCoefficients, seed: UInt64
  ) -> any ChargeSource {
    var source: any ChargeSource
    switch kind {
    case .usb: source = SteadySource("USB port", limit: coefficients.usbLimit)
    case .wall, .mains: source = SteadySource("wall adapter", limit: coefficients.wallLimit)
    case .bank:
      source = PowerBank(
        "power bank", on: emulation, limit: coefficients.bankLimit, minimum: coefficients.bankMinimum,
        hold: coefficients.bankHold)
    }
    if let mains {
      source = InterruptedSource("mains", on: emulation, source: source, outages: mains, atPlug: false, seed: seed)
    }
    if let contact {
      source = InterruptedSource("contact", on: emulation, source: source, outages: contact, atPlug: true, seed: seed)
    }
    return source
  }
}
