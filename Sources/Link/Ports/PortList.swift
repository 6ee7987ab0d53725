/// Everything a host tool on this machine could talk to.
public struct PortList: Encodable, Sendable, Equatable {
  /// The bands that run now.
  public var bands: [BandRecord]
  /// Real serial devices.
  public var serial: [SerialPort]

  /// The ports as they are now.
  public static func current(in directory: LinkDirectory = .standard()) -> PortList {
    PortList(bands: directory.runningBands(), serial: SerialPort.all())
  }

  /// The list as one line of JSON: `bands` with `name`, `path`, `link`, `pid`, `board`, `image`; `serial` with `path`,
  /// `vendor_id`, `product_id`, `vendor`, `product`, `serial_number`, `driver`, null where unknown.
  public var json: String { JSONLine.encode(self) }

  /// The list as a table for people.
  public var table: String {
    let bandRows = bands.map { [$0.name, $0.link, $0.path, "\($0.pid)", $0.board, $0.image] }
    let serialRows = serial.map { port in
      let id = [port.vendorID, port.productID].compactMap { $0 }.joined(separator: ":")
      return [port.path, id, port.vendor ?? "", port.product ?? "", port.serialNumber ?? "", port.driver ?? ""]
    }
    let sections = [
      TextTable.render(["BAND", "LINK", "PORT", "PID", "BOARD", "IMAGE"], bandRows) ?? "No band is running.",
      TextTable.render(["SERIAL PORT", "ID", "VENDOR", "PRODUCT", "SERIAL NUMBER", "DRIVER"], serialRows)
        ?? "No serial device was found.",
    ]
    return sections.joined(separator: "\n\n")
  }
}
