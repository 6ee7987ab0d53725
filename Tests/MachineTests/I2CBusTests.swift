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

  @Test func whoWatchesIsToldOfWhatPassesAndOfWhomNobodyAnswers() {
    let bus = I2CBus()
    let chip = Chip(0x30)
    bus.attach(chip)
    var seen: [I2CBus.Event] = []
    let watching = bus.watch { seen.append($0) }
    #expect(bus.target(at: 0x30)?.i2cStart(isRead: false) == true)
    #expect(bus.target(at: 0x30)?.i2cWrite(7) == true)
    #expect(bus.target(at: 0x30)?.i2cStart(isRead: true) == true)
    #expect(bus.target(at: 0x30)?.i2cRead(acknowledged: false) == 0)
    bus.target(at: 0x30)?.i2cStop()
    #expect(!bus.isAnswered(at: 0x31))
    #expect(bus.target(at: 0x31)?.i2cStart(isRead: true) == false)
    #expect(bus.target(at: 0x31)?.i2cRead(acknowledged: true) == 0xFF)
    watching.end()
    #expect(bus.target(at: 0x31) == nil && bus.target(at: 0x30) === chip)
    #expect(
      seen == [
        .start(address: 0x30, isRead: false, isAcknowledged: true), .written(7, isAcknowledged: true),
        .start(address: 0x30, isRead: true, isAcknowledged: true), .read(0), .stop,
        .start(address: 0x31, isRead: true, isAcknowledged: false), .read(0xFF),
      ])
  }
}
