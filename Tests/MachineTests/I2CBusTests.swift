import Testing

@testable import Machine

private final class Chip: I2CTarget {
  var i2cAddress: UInt8?
  init(_ address: UInt8?) { i2cAddress = address }
  func i2cStart(isRead: Bool) -> Bool { true }
  func i2cWrite(_ byte: UInt8) -> Bool { true }
  func i2cRead(acknowledged: Bool) -> UInt8 { 0 }
  func i2cStop() {}
}

@Suite struct I2CBusTests {
  @Test func findsTargetsByTheirPresentAddress() {
    let bus = I2CBus()
    let (a, b) = (Chip(0x30), Chip(nil))
    bus.attach(a)
    bus.attach(b)
    #expect(bus.target(at: 0x30) === a)
    #expect(bus.target(at: 0x31) == nil)
    b.i2cAddress = 0x31
    a.i2cAddress = nil
    #expect(bus.target(at: 0x30) == nil)
    #expect(bus.target(at: 0x31) === b)
  }
}
