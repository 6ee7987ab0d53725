import Machine

extension CradleCable {
  /// As board files name it.
  public static let kind = PartKind(
    "cable", "the serial cable for host tools: what its contacts reach",
    pins: [
      .required("receive", .output, nil), .required("transmit", .input, nil),
      .optional("detect", .output, "cable detect"),
    ], isPassive: true
  ) { site in
    let toBand = SerialWire("\(site.name).toBand", on: site.emulation)
    let toHost = SerialWire("\(site.name).toHost", on: site.emulation)
    site.attach(toBand, to: "receive")
    site.attach(toHost, to: "transmit")
    let detect = site.pin(ifWired: "detect")
    return CradleCable(
      site.name, on: site.emulation, detect: detect, receive: detect == nil ? site.pin("receive") : nil,
      hostToBand: toBand, bandToHost: toHost)
  }
}
