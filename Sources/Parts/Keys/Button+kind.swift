import Machine

extension Button {
  /// As board files name it.
  public static let kind = PartKind(
    "button", "mechanical button: connects its pad with ground, or with the supply, while pressed",
    pins: [.required("contact", .openDrain, "button")],
    settings: [
      PartSetting("closes-to", "what it connects the pad with", .choice(["ground", "supply"]), default: "ground"),
      PartSetting(
        "pull", "external resistor on its pad, 0 for none", .number(0...10_000_000, unit: "Ohm"), default: "0"),
      PartSetting("bounce", "for how long the contact chatters", .number(0...100, unit: "ms"), default: "0"),
    ], coefficients: { figures($0, $1)?.all ?? [] }
  ) { site in
    let figures = figures(site.name, site.values)
    let isToGround = site.values.text("closes-to") == "ground"
    if figures != nil { site.pin("contact").pull = isToGround }
    return Button(
      site.name, on: site.emulation, net: figures == nil ? nil : site.net, contact: site.pin("contact"),
      closesTo: !isToGround, bounce: .milliseconds(UInt64(site.values.number("bounce"))), seed: site.seed,
      coefficients: figures.map(site.figures))
  }

  /// The external resistor on its pad: the level that it pulls to, and its value. `nil` without one.
  public static func pull(_ name: String, _ values: PartValues) -> (level: Bool, ohms: Coefficient)? {
    figures(name, values).map { (values.text("closes-to") == "ground", $0.resistor) }
  }

  private static func figures(_ name: String, _ values: PartValues) -> Coefficients? {
    let ohms = values.number("pull")
    return ohms > 0 ? Coefficients.documented(ohms: ohms, name: name) : nil
  }
}
