/// As what a band appears to tools that look for USB devices.
public struct USBIdentity: Sendable, Equatable {
  /// Four hexadecimal digits.
  public var vendorID: String
  /// Four hexadecimal digits.
  public var productID: String
  /// The maker's name.
  public var vendor: String
  /// The product's name.
  public var product: String
  /// The serial number: the band's name, by which `--port` finds it too.
  public var serialNumber: String

  /// That of a running band: vendor 1209, product 0001, the first of the numbers that pid.codes keeps for tests and for
  /// use on one's own desk. An instrument is what its tools look for (host-side sources of ppk2-api and ppk2lab).
  public init(_ record: BandRecord) {
    serialNumber = record.name
    if record.board == "ppk2" {
      (vendorID, productID, vendor, product) = ("1915", "c00a", "Nordic Semiconductor", "PPK2")
    } else {
      (vendorID, productID, vendor, product) = ("1209", "0001", "Bandbox", "Bandbox \(record.board)")
    }
  }
}
