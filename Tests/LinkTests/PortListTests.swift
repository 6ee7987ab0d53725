import Foundation
import Programs
import Testing

@testable import Link

@Suite struct PortListTests {
  private let band = BandRecord(
    name: "band0", path: "/dev/pts/5", link: "/run/bandbox/band0", pid: 12, board: "miband2", image: "a b.elf")
  private let port = SerialPort(
    path: "/dev/ttyACM0", vendorID: "1915", productID: "c00a", vendor: "Nordic", product: "PPK2", serialNumber: "E1",
    driver: "cdc_acm")

  @Test func printsATable() {
    let plain = SerialPort(path: "/dev/ttyS0", driver: "serial8250")
    #expect(
      PortList(bands: [band], serial: [port, plain]).table == """
        BAND   LINK                PORT        PID  BOARD    IMAGE
        band0  /run/bandbox/band0  /dev/pts/5  12   miband2  a b.elf

        SERIAL PORT   ID         VENDOR  PRODUCT  SERIAL NUMBER  DRIVER
        /dev/ttyACM0  1915:c00a  Nordic  PPK2     E1             cdc_acm
        /dev/ttyS0    -          -       -        -              serial8250
        """)
    #expect(
      PortList(bands: [], serial: []).table == "No band is running.\n\nNo serial device was found.")
  }

  @Test func aDeviceCannotWriteToTheTerminal() {
    let hostile = SerialPort(path: "/dev/ttyACM0", product: "\u{1b}[2Jx\ny")
    #expect(PortList(bands: [], serial: [hostile]).table.hasSuffix("?[2Jx?y  -              -"))
  }

  @Test func encodesUnknownAsNull() {
    let plain = SerialPort(path: "/dev/ttyS0", driver: "serial8250")
    #expect(
      PortList(bands: [band], serial: [plain]).json
        == #"{"bands":[{"board":"miband2","image":"a b.elf","link":"/run/bandbox/band0","name":"band0","#
        + #""path":"/dev/pts/5","pid":12}],"serial":[{"driver":"serial8250","path":"/dev/ttyS0","product":null,"#
        + #""product_id":null,"serial_number":null,"vendor":null,"vendor_id":null}]}"#)
  }

  @Test func everyPortOfThisMachineExists() {
    for port in SerialPort.all() {
      #expect(access(port.path, F_OK) == 0)
      #expect(!port.path.hasPrefix("/dev/pts/"))
    }
  }

  @Test func listsMockedDevicesAndRunningBands() throws {
    let end = try CableEnd()
    let runtime = "/tmp/bandbox-ports-\(getpid())"
    #expect(mkdir(runtime, 0o700) == 0)
    defer { try? FileManager.default.removeItem(atPath: runtime) }
    let directory = LinkDirectory(path: runtime + "/bandbox")
    let link = try directory.publish(port: end.path, board: "miband2", image: "band.elf")
    defer { link.remove() }
    try Self.mockedDevices.write(toFile: runtime + "/devices", atomically: false, encoding: .utf8)

    let bandbox = try Programs.environment("BANDBOX_BIN")
    let output = try #require(
      try ClientProcess(
        "/usr/bin/env",
        [
          "XDG_RUNTIME_DIR=\(runtime)", "umockdev-run", "-d", runtime + "/devices", "--", bandbox, "ports", "--json",
        ]
      ).line(), "umockdev-run or bandbox is missing: run tools/check, which installs and builds them")
    #expect(
      output
        == JSONLine.encode(
          PortList(
            bands: [link.record],
            serial: [
              SerialPort(
                path: "/dev/ttyACM7", vendorID: "1915", productID: "c00a", vendor: "Nordic Semiconductor",
                product: "PPK2", serialNumber: "BAND0001", driver: "cdc_acm"),
              SerialPort(
                path: "/dev/ttyUSB0", vendorID: "0403", productID: "6001", vendor: "FTDI", product: "FT232R",
                driver: "ftdi_sio"),
            ])))
  }

  /// Two USB serial devices, a UART number without hardware and a virtual terminal, as umockdev describes devices:
  /// P path, N node, E property, A attribute, L link.
  private static let mockedDevices = """
    P: /devices/pci0/usb1/1-1
    E: SUBSYSTEM=usb
    E: DEVTYPE=usb_device
    A: idVendor=1915
    A: idProduct=c00a
    A: manufacturer=Nordic Semiconductor
    A: product=PPK2
    A: serial=BAND0001

    P: /devices/pci0/usb1/1-1/1-1:1.0
    E: SUBSYSTEM=usb
    E: DEVTYPE=usb_interface
    E: DRIVER=cdc_acm
    L: driver=../../../../../bus/usb/drivers/cdc_acm

    P: /devices/pci0/usb1/1-1/1-1:1.0/tty/ttyACM7
    N: ttyACM7
    E: SUBSYSTEM=tty
    E: DEVNAME=/dev/ttyACM7

    P: /devices/pci0/usb1/1-2
    E: SUBSYSTEM=usb
    E: DEVTYPE=usb_device
    A: idVendor=0403
    A: idProduct=6001
    A: manufacturer=FTDI
    A: product=FT232R

    P: /devices/pci0/usb1/1-2/1-2:1.0
    E: SUBSYSTEM=usb
    E: DEVTYPE=usb_interface
    E: DRIVER=ftdi_sio
    L: driver=../../../../../bus/usb/drivers/ftdi_sio

    P: /devices/pci0/usb1/1-2/1-2:1.0/ttyUSB0
    E: SUBSYSTEM=usb-serial
    E: DRIVER=ftdi_sio
    L: driver=../../../../../../bus/usb-serial/drivers/ftdi_sio

    P: /devices/pci0/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0
    N: ttyUSB0
    E: SUBSYSTEM=tty
    E: DEVNAME=/dev/ttyUSB0

    P: /devices/platform/serial8250
    E: SUBSYSTEM=platform
    E: DRIVER=serial8250
    L: driver=../../../bus/platform/drivers/serial8250

    P: /devices/platform/serial8250/tty/ttyS9
    N: ttyS9
    E: SUBSYSTEM=tty
    E: DEVNAME=/dev/ttyS9
    A: type=0

    P: /devices/virtual/tty/tty0
    N: tty0
    E: SUBSYSTEM=tty
    E: DEVNAME=/dev/tty0

    """
}
