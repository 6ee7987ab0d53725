import Foundation
import Machine
import Testing

@testable import Parts
@testable import World

/// A snapshot file may hold anything that its types allow: a part takes it over, and goes on.
@Suite struct DamagedStateTests {
  private static let numbers: [Int] = [0, 1, -1, 5, 63, 64, 127, 255, 256, 65_535, .max, .min, 1 << 40]

  /// The value with some of its numbers, truths and lists replaced.
  private static func damaged(_ value: Any, _ noise: SeededNoise, _ index: inout UInt64) -> Any {
    index += 1
    let bits = noise.bits(index)
    if let object = value as? [String: Any] {
      var next: [String: Any] = [:]
      for key in object.keys.sorted() { next[key] = object[key].map { damaged($0, noise, &index) } }
      return next
    }
    if let list = value as? [Any] {
      let kept = bits & 15 == 0 ? list.prefix(Int(bits >> 8 & 3)) : list[...]
      return kept.map { damaged($0, noise, &index) }
    }
    guard bits & 7 == 0, value is NSNumber else { return value }
    // A truth decodes as such only, and a number likewise: what does not fit is not taken.
    return bits & 0x70 == 0 ? bits & 8 == 0 : numbers[Int((bits >> 16) % UInt64(numbers.count))] as Any
  }

  private func damage<Part: Snapshotting>(_ part: Part, _ rig: Rig, rounds: UInt64 = 400, use: () -> Void) throws {
    let data = try JSONEncoder().encode([part.saveState()])
    let object = try JSONSerialization.jsonObject(with: data)
    var taken = 0
    for round in 0..<rounds {
      var index: UInt64 = 0
      let other = Self.damaged(object, SeededNoise(seed: round), &index)
      guard let list = other as? [Any], !list.isEmpty,
        let states = try? JSONDecoder().decode([Part.State].self, from: JSONSerialization.data(withJSONObject: other)),
        let state = states.first, (try? part.check(state)) != nil
      else { continue }
      taken += 1
      part.restoreState(state)
      use()
      rig.run(for: .milliseconds(3))
      _ = part.saveState()
    }
    #expect(taken > 0)
  }

  @Test func anAccelerometerGoesOn() throws {
    let unit = KX022Bench(MotionFunction { Acceleration(x: Int($0 % 3_000_000), y: 0, z: 0) }, seed: 1)
    unit.write(0x3A, 10)
    unit.write(0x3B, 0xE1)
    unit.write(0x1C, 0x38)
    unit.write(0x1F, 0x77)
    unit.write(0x18, 0xE7)
    unit.rig.run(for: .milliseconds(100))
    try damage(unit.chip, unit.rig) {
      _ = unit.read(0x00, count: 64)
      unit.write(0x18, 0x87)
    }
  }

  @Test func aFrontEndGoesOn() throws {
    let rig = Rig()
    let chip = Si1143(on: rig.emulation, net: rig.net, heart: FixedHeart(), coefficients: .documented, seed: 1)
    rig.run(until: Si1143.powerUpTime)
    try damage(chip, rig) {
      for (register, value) in [(0x07, 0x17), (0x0F, 0x55), (0x08, 0x84), (0x0A, 0x08), (0x18, 0x0F), (0x18, 0x07)] {
        guard chip.i2cStart(isRead: false) else { break }
        _ = chip.i2cWrite(UInt8(register))
        _ = chip.i2cWrite(UInt8(value))
      }
      for _ in 0..<64 { _ = chip.i2cRead(acknowledged: true) }
    }
  }

  @Test func smallPartsGoOn() throws {
    let rig = Rig()
    let pads = (0..<4).map { rig.line("PAD\($0)") }
    let drivers = pads.map { $0.driver("test") }
    let led = LED(on: rig.emulation, net: rig.net, input: pads[0], color: .red, coefficients: .round)
    let matrix = LEDMatrix(
      on: rig.emulation, net: rig.net, rows: [pads[1]], columns: [pads[2]], wiring: .plain(width: 1, height: 1),
      coefficients: .round)
    let button = Button(on: rig.emulation, contact: pads[3], bounce: .milliseconds(4), seed: 1)
    button.isTouched = true
    for _ in 0..<5 {
      for driver in drivers.prefix(3) { driver.value = !(driver.value ?? false) }
      rig.run(for: .milliseconds(1))
    }
    try damage(led, rig) {
      drivers[0].value?.toggle()
      #expect((0...1).contains(led.duty))
    }
    try damage(matrix, rig) {
      drivers[1].value?.toggle()
      #expect(matrix.brightness.allSatisfy { (0...1).contains($0) })
    }
    try damage(button, rig) { button.isTouched.toggle() }
  }

  @Test func aChargerGoesOn() throws {
    let rig = Rig(source: Cell.small())
    let vbus = rig.line("VBUS")
    let charger = ChargerIC(
      on: rig.emulation, power: rig.power, supply: rig.power.net("VSYS", fedBy: .system), cell: rig.net, vbus: vbus,
      status: rig.line("CHRG", pull: true), ambient: Ambient(on: rig.emulation), programmingOhms: 25_000)
    let source = USBSource(
      on: rig.emulation, power: rig.power, vbus: vbus, source: SteadySource("port", limit: coefficient(500_000)))
    source.isPluggedIn = true
    rig.run(for: Tick.perSecond)
    try damage(charger, rig) { source.isPluggedIn.toggle() }
  }
}
