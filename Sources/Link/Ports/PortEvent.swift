/// A port that has come or gone.
public enum PortEvent: Sendable, Equatable, Encodable {
  /// A band has started, or ended.
  case band(BandRecord, isThere: Bool)
  /// A serial device was plugged in, or out.
  case serial(SerialPort, isThere: Bool)

  /// One line of JSON: `event` is `added` or `removed`, and `band` or `serial` has what `PortList.json` says of it.
  public var json: String { JSONLine.encode(self) }

  /// One line for people, such as `+ band0  /run/user/0/bandbox/band0  miband2  band.elf`.
  public var text: String {
    let (sign, cells) =
      switch self {
      case .band(let band, let isThere): (isThere ? "+" : "-", [band.name, band.link, band.board, band.image])
      case .serial(let port, let isThere):
        (
          isThere ? "+" : "-",
          [port.path, port.vendorID.map { "\($0):\(port.productID ?? "")" }, port.product, port.serialNumber]
            .compactMap(\.self)
        )
      }
    return sign + " " + cells.map(TextTable.printable).joined(separator: "  ")
  }

  enum CodingKeys: String, CodingKey { case event, band, serial }

  /// Encodes the event as `json` describes it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .band(let band, let isThere):
      try container.encode(isThere ? "added" : "removed", forKey: .event)
      try container.encode(band, forKey: .band)
    case .serial(let port, let isThere):
      try container.encode(isThere ? "added" : "removed", forKey: .event)
      try container.encode(port, forKey: .serial)
    }
  }
}

extension PortList {
  /// What must happen to this list to become the next one: removals first, then what is new.
  func changes(to next: PortList) -> [PortEvent] {
    bands.filter { !next.bands.contains($0) }.map { .band($0, isThere: false) }
      + serial.filter { !next.serial.contains($0) }.map { .serial($0, isThere: false) }
      + next.bands.filter { !bands.contains($0) }.map { .band($0, isThere: true) }
      + next.serial.filter { !serial.contains($0) }.map { .serial($0, isThere: true) }
  }
}
