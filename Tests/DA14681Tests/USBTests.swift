import Machine
import Testing

@testable import DA14681

struct USBTests {
  let bench = Bench()
  let usb: USB
  let vbus: LineDriver
  static let base: UInt32 = 0x5000_1800

  init() {
    usb = USB(bench.fabric)
    vbus = bench.fabric.vbus.driver("test")
    vbus.value = true
  }

  func read(_ offset: UInt32) -> UInt32 { bench.read(Self.base + offset) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.write(Self.base + offset, value) }

  /// Enabled, attached, operational, endpoint 0 at the default address.
  func start() {
    write(0x0E, 0xFFF)
    write(0x12, 0xF8)
    write(0x40, 0x40)
    write(0x00, 0x09)
    write(0x0A, 2)
    write(0x4E, 1)
    _ = read(0xD6)
  }

  @Test func anIdleBusIsSuspendedAfterThreeMilliseconds() {
    start()
    bench.run(until: .milliseconds(3) - 1)
    #expect(!bench.isRequested(.usb))
    bench.run(until: .milliseconds(3))
    #expect(bench.isRequested(.usb))
    #expect(read(0x0C) == 0x82)
    #expect(read(0x10) == 1 << 4)
    #expect(!bench.isRequested(.usb), "reading clears")
    write(0x0A, 3)
    usb.hostFrame(1)
    #expect(read(0x10) == 1 << 7, "resume")
  }

  @Test func withoutVBUSThereIsNoBus() {
    vbus.value = false
    start()
    bench.run(for: .milliseconds(10))
    #expect(read(0x10) == 0)
    #expect(usb.hostSetup([], address: 0) == .none)
    vbus.value = true
    #expect(read(0x0C) & 1 << 11 != 0)
    bench.run(for: .milliseconds(10))
    #expect(read(0x10) == 3 << 4)
  }

  @Test func busResetAndFrames() {
    start()
    usb.hostReset()
    #expect(read(0x0C) & 2 != 0)
    #expect(read(0x10) == 1 << 6)
    #expect(read(0x24) == 0xC0, "no frame yet")
    usb.hostFrame(0x345)
    #expect(read(0x24) == 3)
    #expect(read(0x26) == 0x45)
    #expect(read(0x0C) == 0x88)
    #expect(read(0x0C) == 0)
  }

  /// A control transfer as an enumeration begins: get descriptor, then set address.
  @Test func aControlTransfer() {
    start()
    let request: [UInt8] = [0x80, 6, 0, 1, 0, 0, 8, 0]
    #expect(usb.hostSetup(request, address: 5) == .none)
    #expect(usb.hostSetup(request, address: 0) == .ack)
    #expect(read(0x0C) == 0x280)
    #expect(read(0x4C) == 0x58)
    #expect(read(0x4C) == 8)
    #expect((0..<8).map { _ in UInt8(read(0x4A)) } == request)
    #expect(usb.hostIn(endpoint: 0, address: 0) == .nak)
    #expect(read(0x48) == 1)
    for byte: UInt32 in [18, 1, 0, 2] { write(0x42, byte) }
    #expect(read(0x44) == 4, "free bytes")
    write(0x46, 5)
    #expect(usb.hostIn(endpoint: 0, address: 0) == .data([18, 1, 0, 2], toggle: true))
    #expect(read(0x46) & 1 == 0)
    #expect(read(0x0C) == 0x180)
    #expect(read(0x44) == 0x68)
    #expect(read(0x44) == 8)
    #expect(usb.hostOut([], endpoint: 0, address: 0, toggle: true) == .nak)
    write(0x4E, 1)
    #expect(usb.hostOut([], endpoint: 0, address: 0, toggle: true) == .ack)
    #expect(read(0x4C) == 0x30)
    write(0x08, 0x80 | 7)
    #expect(usb.hostSetup(request, address: 7) == .ack)
  }

  @Test func bulkEndpoints() {
    start()
    write(0x08, 0x81)
    write(0x16, 0x77)
    write(0x1A, 0x77)
    write(0x1E, 0x77)
    write(0x60, 0x12)
    write(0x68, 0x12)
    #expect(usb.hostOut([1, 2, 3], endpoint: 2, address: 1, toggle: false) == .nak)
    #expect(read(0x1C) == 0x20)
    write(0x6E, 1)
    #expect(usb.hostOut([1, 2, 3], endpoint: 2, address: 1, toggle: false) == .ack)
    #expect(read(0x18) == 2)
    #expect(read(0x0C) == 0xC0)
    #expect(read(0x6C) == 0x13)
    #expect(read(0x18) == 0)
    #expect((0..<4).map { _ in read(0x6A) } == [1, 2, 3, 0])
    for byte in 0..<UInt32(70) { write(0x62, byte) }
    #expect(read(0x64) == 0, "full at 64")
    write(0x66, 3)
    #expect(usb.hostIn(endpoint: 2, address: 1) == .data((0..<64).map { UInt8($0) }, toggle: false))
    #expect(read(0x14) == 2)
    #expect(usb.hostIn(endpoint: 3, address: 1) == .none)
    write(0x60, 0x92)
    write(0x66, 1)
    #expect(usb.hostIn(endpoint: 2, address: 1) == .stall)
  }

  @Test func fifosWarn() {
    start()
    write(0x22, 0x77)
    for byte in 0..<UInt32(20) { write(0x52, byte) }
    write(0x56, 3 << 5)
    #expect(read(0x20) == 0)
    write(0x56, 1 << 3 | 3 << 5)
    #expect(read(0x20) == 1)
    #expect(read(0x0C) == 0x81)
  }

  @Test(arguments: [(.none, 0x14, 0, 0), (.charger, 0, 2, 1), (.host, 0, 0, 0)] as [(USBPort, UInt32, UInt32, UInt32)])
  func chargerDetection(port: USBPort, contact: UInt32, primary: UInt32, secondary: UInt32) {
    usb.connect(to: port)
    write(0xD4, 1 | 2)
    #expect(read(0xD6) == contact, "the pull-up stays alone where there is no contact")
    write(0xD4, 1 | 1 << 2 | 1 << 5)
    #expect(read(0xD6) == primary)
    write(0xD4, 1 | 1 << 3 | 1 << 4)
    #expect(read(0xD6) == secondary)
    vbus.value = false
    #expect(read(0xD6) == 0)
  }

  /// Found by the fuzzer: taking over the port had told the registers that were there before, which took the request back.
  @Test func aRequestSurvivesASnapshot() throws {
    write(0x0E, 0xFFF)
    vbus.value = false
    vbus.value = true
    #expect(bench.isRequested(.usb))
    let other = USBTests()
    try other.bench.restore(from: bench)
    #expect(other.bench.isRequested(.usb))
  }
}
