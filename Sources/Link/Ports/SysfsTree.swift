/// What `/sys` has of a USB serial adapter with one port, as far as tools look: the device, its interface, its tty.
struct SysfsTree {
  enum Entry: Equatable {
    case file(String)
    case link(String)
  }

  /// Below `/sys`, in an order in which each folder can be made before it is needed.
  let entries: [(path: String, entry: Entry)]
  /// The tty's folder, below `/sys`.
  let ttyPath: String

  /// Device number `index`, from 1 on, of a bus of our own; `tty` such as `ttyACM0`, and the numbers of its node.
  init(_ identity: USBIdentity, index: Int, tty: String, major: UInt32, minor: UInt32) {
    let device = "devices/bandbox/usb1/1-\(index)"
    let interface = "\(device)/1-\(index):1.0"
    ttyPath = "\(interface)/tty/\(tty)"
    let attributes = [
      ("idVendor", identity.vendorID), ("idProduct", identity.productID), ("manufacturer", identity.vendor),
      ("product", identity.product), ("serial", identity.serialNumber), ("bNumInterfaces", " 1"), ("busnum", "1"),
      ("devnum", "\(index)"), ("uevent", "DEVTYPE=usb_device\nBUSNUM=001"),
    ]
    var entries = attributes.map { ("\(device)/\($0)", Entry.file($1 + "\n")) }
    entries += [
      ("\(device)/subsystem", .link("../../../../bus/usb")),
      ("\(interface)/bInterfaceNumber", .file("00\n")),
      ("\(interface)/interface", .file("\(identity.product) UART\n")),
      ("\(interface)/uevent", .file("DEVTYPE=usb_interface\nDRIVER=cdc_acm\n")),
      ("\(interface)/subsystem", .link("../../../../../bus/usb")),
      ("\(ttyPath)/dev", .file("\(major):\(minor)\n")),
      ("\(ttyPath)/uevent", .file("MAJOR=\(major)\nMINOR=\(minor)\nDEVNAME=\(tty)\n")),
      ("\(ttyPath)/device", .link("../../../1-\(index):1.0")),
      ("\(ttyPath)/subsystem", .link("../../../../../../../class/tty")),
    ]
    self.entries = entries.map { (path: $0.0, entry: $0.1) }
  }
}
