import Machine

/// The factory information.
/// Source: the vendor's public register list. SIZERAMBLOCKS there is SIZERAMBLOCK0 too.
extension FICR {
  private static func word(_ name: String, _ offset: UInt32) -> Register {
    Register(name, at: offset, bits: 32, reset: .max, [.readOnly("VALUE", 31, 0)])
  }

  private static func words(_ name: String, _ count: Int, _ offset: UInt32) -> [Register] {
    (0..<count).map { word("\(name)\($0)", offset + 4 * UInt32($0)) }
  }

  static let pageSize = word("CODEPAGESIZE", 0x010)
  static let pages = word("CODESIZE", 0x014)
  static let ramBlockCount = word("NUMRAMBLOCK", 0x034)
  static let ramBlockSizes = words("SIZERAMBLOCK", 4, 0x038)
  static let configuration = Register(
    "CONFIGID", at: 0x05C, bits: 32, reset: .max, [.readOnly("HWID", 15, 0), .readOnly("FWID", 31, 16)])
  static let deviceIdentifier = words("DEVICEID", 2, 0x060)
  static let encryptionRoot = words("ER", 4, 0x080)
  static let identityRoot = words("IR", 4, 0x090)
  static let addressType = Register(
    "DEVICEADDRTYPE", at: 0x0A0, bits: 32, reset: .max, [.readOnly("DEVICEADDRTYPE", 0)])
  static let address = words("DEVICEADDR", 2, 0x0A4)
  static let overrideEnable = Register(
    "OVERRIDEEN", at: 0x0AC, bits: 32, reset: .max, [.readOnly("NRF_1MBIT", 0), .readOnly("BLE_1MBIT", 3)])

  private static let identity: [Register] =
    [pageSize, pages, word("CLENR0", 0x028)]
    + [Register("PPFC", at: 0x02C, bits: 32, reset: .max, [.readOnly("PPFC", 7, 0)]), ramBlockCount]
    + ramBlockSizes + [configuration]

  static let block = RegisterBlock(
    "FICR", at: 0x1000_0000, size: 0x1000, "factory information",
    identity + deviceIdentifier + encryptionRoot + identityRoot + [addressType] + address + [overrideEnable]
      + words("NRF_1MBIT", 5, 0x0B0) + words("BLE_1MBIT", 5, 0x0EC))
}
