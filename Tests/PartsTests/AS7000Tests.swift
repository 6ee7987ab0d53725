import Machine
import Testing

@testable import Parts

/// A pulse for tests.
final class FixedHeart: HeartSource {
  var rate: Int? = 72
  var shake = 0
  func beatsPerMinute(at time: Tick) -> Int? { rate }
  func disturbance(at time: Tick) -> Int { shake }
}

/// The module on a bench.
final class HeartModule {
  let rig = Rig()
  let heart = FixedHeart()
  let chip: AS7000
  let bus = I2CBus()
  let enable: LineDriver
  let interrupt: Line

  init() {
    let line = rig.line("EN")
    enable = line.driver("test")
    interrupt = rig.line("INT", pull: true)
    chip = AS7000(
      on: rig.emulation, net: rig.net, enable: line, interrupt: interrupt, heart: heart, seed: 1,
      coefficients: AS7000.Coefficients(
        off: coefficient(0), idle: coefficient(30), measuring: coefficient(1_500)))
    bus.attach(chip)
  }

  func write(_ bytes: UInt8...) -> Bool {
    guard let target = bus.target(at: 0x30), target.i2cStart(isRead: false) else { return false }
    defer { target.i2cStop() }
    return bytes.allSatisfy { target.i2cWrite($0) }
  }

  func read(_ register: UInt8, count: Int = 1) -> [UInt8] {
    guard let target = bus.target(at: 0x30), target.i2cStart(isRead: false), target.i2cWrite(register) else {
      return []
    }
    guard target.i2cStart(isRead: true) else { return [] }
    defer { target.i2cStop() }
    return (1...count).map { target.i2cRead(acknowledged: $0 < count) }
  }

  func feed(_ samples: Int) {
    for index in 1...samples { _ = write(20, UInt8(index), 0, 1, 0, 2, 0, 3) }
  }
}

@Suite struct AS7000Tests {
  @Test func bootsWhenItsSupplyComesOn() {
    let unit = HeartModule()
    #expect(!unit.write(0))
    unit.enable.value = true
    unit.rig.run(for: AS7000.bootTime - 1)
    #expect(unit.bus.target(at: 0x30) == nil)
    unit.rig.run(for: 1)
    #expect(unit.read(0, count: 6) == [1, 2, 1, 4, 0, 3])
    #expect(unit.rig.power.loadCurrent == 30_000_000)
    unit.enable.value = false
    #expect(unit.bus.target(at: 0x30) == nil)
    #expect(unit.rig.power.loadCurrent == 0)
  }

  @Test func resultsComeEachSecondAndTheFirstOnesAreNotValid() {
    let unit = HeartModule()
    unit.enable.value = true
    unit.rig.run(for: Tick.perSecond)
    #expect(unit.write(4, 2))
    let start = unit.rig.now
    #expect(unit.rig.power.loadCurrent == 1_500_000_000)
    for second in 1...10 as ClosedRange<UInt64> {
      unit.feed(20)
      unit.rig.run(until: start + second * Tick.perSecond - 1)
      #expect(unit.interrupt.level)
      unit.rig.run(for: 1)
      #expect(!unit.interrupt.level)
      let result = unit.read(54, count: 4)
      #expect(unit.interrupt.level)
      #expect(result[0] == 0 && result[3] == UInt8(second))
      if second < 6 {
        #expect(result[1] == 0 && result[2] == 255)
      } else {
        #expect(abs(Int(result[1]) - 72) <= 1 && result[2] <= 2)
      }
    }
    #expect(unit.write(4, 0))
    unit.rig.run(for: 5 * Tick.perSecond)
    #expect(unit.interrupt.level)
    #expect(unit.rig.power.loadCurrent == 30_000_000)
  }

  @Test func movementAndMissingSkinSpoilTheResult() {
    let unit = HeartModule()
    unit.enable.value = true
    unit.rig.run(for: Tick.perSecond)
    _ = unit.write(4, 2)
    unit.rig.run(for: 10 * Tick.perSecond)
    unit.heart.shake = 80
    unit.rig.run(for: Tick.perSecond)
    let alone = unit.read(56)[0]
    unit.feed(20)
    unit.rig.run(for: Tick.perSecond)
    let helped = unit.read(56)[0]
    #expect((16...17).contains(alone) && (8...9).contains(helped))
    unit.heart.rate = nil
    unit.rig.run(for: Tick.perSecond)
    #expect(unit.read(55, count: 2) == [0, 254])
  }

  @Test func anUnknownApplicationDoesNotStart() {
    let unit = HeartModule()
    unit.enable.value = true
    unit.rig.run(for: Tick.perSecond)
    #expect(unit.write(4, 9))
    #expect(unit.read(4) == [0])
  }

  @Test func aSilentOneDoesNotAnswer() {
    let module = HeartModule()
    module.enable.value = true
    module.rig.run(for: AS7000.bootTime)
    #expect(module.write(4, 2))
    module.chip.isSilent = true
    #expect(!module.write(4, 0) && module.read(4).isEmpty)
    module.rig.run(for: .seconds(UInt64(2)))
    #expect(module.interrupt.level)
    module.chip.isSilent = false
    #expect(module.read(4) == [2] && !module.interrupt.level)
  }

  @Test func snapshotKeepsTheBeat() throws {
    let (first, second) = (HeartModule(), HeartModule())
    first.enable.value = true
    first.rig.run(for: Tick.perSecond)
    _ = first.write(4, 2)
    first.rig.run(for: Tick.perSecond * 7 + 5)
    second.enable.value = true
    try second.rig.restore(first.rig.snapshot())
    for unit in [first, second] { unit.rig.run(for: Tick.perSecond * 3) }
    #expect(first.read(54, count: 4) == second.read(54, count: 4))
    #expect(try first.rig.snapshot() == second.rig.snapshot())
  }

  @Test func randomTrafficNeverCrashes() {
    let unit = HeartModule()
    let noise = SeededNoise(seed: 7000)
    for round in 0..<100_000 as Range<UInt64> {
      let bits = noise.bits(round)
      if bits & 0x3F0 == 0 { unit.enable.value = bits & 0x400 != 0 }
      switch bits & 7 {
      case 0: _ = unit.chip.i2cStart(isRead: bits & 8 != 0)
      case 1: unit.chip.i2cStop()
      case 2, 3, 4: _ = unit.chip.i2cWrite(UInt8(truncatingIfNeeded: bits >> 16))
      case 5: unit.rig.run(for: bits >> 30 & 0xFFF_FFFF)
      default: _ = unit.chip.i2cRead(acknowledged: bits & 8 != 0)
      }
    }
  }
}
