import CUdev
import Glibc

/// A serial device of this machine, as libudev describes it.
public struct SerialPort: Encodable, Sendable, Equatable {
  /// The device node, such as `/dev/ttyACM0`.
  public var path: String
  /// USB vendor, four hexadecimal digits.
  public var vendorID: String?
  /// USB product, four hexadecimal digits.
  public var productID: String?
  /// The manufacturer in its own words.
  public var vendor: String?
  /// The product in its maker's words.
  public var product: String?
  /// The serial number of this very device.
  public var serialNumber: String?
  /// The kernel driver, such as `cdc_acm`.
  public var driver: String?

  /// Makes a description of its parts.
  public init(
    path: String, vendorID: String? = nil, productID: String? = nil, vendor: String? = nil, product: String? = nil,
    serialNumber: String? = nil, driver: String? = nil
  ) {
    self.path = path
    self.vendorID = vendorID
    self.productID = productID
    self.vendor = vendor
    self.product = product
    self.serialNumber = serialNumber
    self.driver = driver
  }

  enum CodingKeys: String, CodingKey {
    case path, vendor, product, driver
    case vendorID = "vendor_id"
    case productID = "product_id"
    case serialNumber = "serial_number"
  }

  /// Encodes every key, with null for what is not known.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(path, forKey: .path)
    try container.encode(vendorID, forKey: .vendorID)
    try container.encode(productID, forKey: .productID)
    try container.encode(vendor, forKey: .vendor)
    try container.encode(product, forKey: .product)
    try container.encode(serialNumber, forKey: .serialNumber)
    try container.encode(driver, forKey: .driver)
  }

  /// All serial devices that have hardware behind them, by path. Empty where udev knows none, as in a container.
  public static func all() -> [SerialPort] {
    guard let udev = udev_new() else { return [] }
    defer { udev_unref(udev) }
    guard let enumeration = udev_enumerate_new(udev) else { return [] }
    defer { udev_enumerate_unref(enumeration) }
    udev_enumerate_add_match_subsystem(enumeration, "tty")
    guard udev_enumerate_scan_devices(enumeration) >= 0 else { return [] }

    var ports: [SerialPort] = []
    var entry = udev_enumerate_get_list_entry(enumeration)
    while let current = entry {
      if let device = udev_device_new_from_syspath(udev, udev_list_entry_get_name(current)) {
        if let port = SerialPort(device) { ports.append(port) }
        udev_device_unref(device)
      }
      entry = udev_list_entry_get_next(current)
    }
    return ports.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Describes a tty; nil for consoles, virtual terminals and UARTs that are only reserved numbers.
  private init?(_ device: OpaquePointer) {
    guard let path = Self.text(udev_device_get_devnode(device)), access(path, F_OK) == 0,
      let parent = udev_device_get_parent(device), Self.text(udev_device_get_sysattr_value(device, "type")) != "0"
    else { return nil }
    self.path = path
    if let usb = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device") {
      vendorID = Self.text(udev_device_get_sysattr_value(usb, "idVendor"))
      productID = Self.text(udev_device_get_sysattr_value(usb, "idProduct"))
      vendor = Self.text(udev_device_get_sysattr_value(usb, "manufacturer"))
      product = Self.text(udev_device_get_sysattr_value(usb, "product"))
      serialNumber = Self.text(udev_device_get_sysattr_value(usb, "serial"))
    }
    driver = Self.driver(from: parent)
  }

  /// The nearest driver above a tty. Kernels since 6.5 put two links of a "serial-base" bus in between.
  private static func driver(from parent: OpaquePointer) -> String? {
    var device: OpaquePointer? = parent
    while let current = device {
      if let driver = text(udev_device_get_driver(current)),
        text(udev_device_get_subsystem(current)) != "serial-base"
      {
        return driver
      }
      device = udev_device_get_parent(current)
    }
    return nil
  }

  private static func text(_ string: UnsafePointer<CChar>?) -> String? {
    guard let string, string.pointee != 0 else { return nil }
    return String(cString: string)
  }
}
