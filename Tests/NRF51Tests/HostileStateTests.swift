import ChipTesting
import Foundation
import Machine
import SeededRandom
import Testing

@testable import NRF51

/// States that no machine comes to: whatever a snapshot file holds, going on from it does not trap.
struct HostileStateTests {
  /// Two chips in the middle of a packet, with most blocks at work.
  private func busyChips(_ air: Air) -> [Chip] {
    let chips = [Chip(seed: 1), Chip(seed: 2)]
    for (index, chip) in chips.enumerated() {
      chip.soc.peripherals.radio.air = air
      var program = Thumb()
      program.stop()
      chip.start(program)
      chip.soc.fabric.clocks.configure(at: 0) { $0.isOnCrystal = true }
      let writes: [(UInt32, UInt32)] = [
        (0x4000_1504, 0x2000_0100), (0x4000_1510, 3), (0x4000_1514, 0x2_0106), (0x4000_1518, 0x0203_00FF),
        (0x4000_1530, 1), (0x4000_1534, 0x103), (0x4000_1200, 0x53), (0x4000_1560, 30),
        (0x4000_1000 + UInt32(index) * 4, 1),
        (0x4000_2524, 0x1000_0000), (0x4000_250C, 1), (0x4000_2514, 2), (0x4000_2500, 4), (0x4000_2000, 1),
        (0x4000_2008, 1), (0x4000_251C, 0x55), (0x4000_3500, 1), (0x4000_3508, 3), (0x4000_3524, 0x0200_0000),
        (0x4000_351C, 1), (0x4000_4508, 4), (0x4000_450C, 5), (0x4000_4500, 5), (0x4000_4008, 1), (0x4000_7500, 1),
        (0x4000_7000, 1), (0x4000_C000, 1), (0x4000_D000, 1), (0x4000_E000, 1), (0x4000_F500, 2), (0x4000_F000, 1),
        (0x4001_2500, 1), (0x4001_2000, 1), (0x4001_3500, 1), (0x4001_3000, 1),
      ]
      for (address, value) in writes { chip.write(address, value) }
      chip.soc.ram.store([0x42, 30], at: 0x100)
    }
    return chips
  }

  /// Every number of the blocks' states, by the way to it.
  private func numbers(_ value: Any, _ path: [String] = []) -> [[String]] {
    if let object = value as? [String: Any] {
      return object.keys.sorted().flatMap { numbers(object[$0]!, path + [$0]) }
    }
    if let list = value as? [Any] { return list.indices.flatMap { numbers(list[$0], path + [String($0)]) } }
    return value is NSNumber ? [path] : []
  }

  private func replacing(_ value: Any, _ path: ArraySlice<String>, by number: Any) -> Any {
    guard let key = path.first else { return number }
    if var object = value as? [String: Any] {
      object[key] = replacing(object[key]!, path.dropFirst(), by: number)
      return object
    }
    guard var list = value as? [Any], let index = Int(key) else { return value }
    list[index] = replacing(list[index], path.dropFirst(), by: number)
    return list
  }

  /// Puts a value into each number of a block's state, and goes on from each. Returns from how many it could.
  private func attack(_ block: some NRF51Block, in chip: Chip, _ random: inout SplitMix) throws -> Int {
    let values: [Any] = [0, 1, -1, 255, 65_536, UInt32.max, Int64.max, Int64.min, UInt64.max, 330_000, 400_000_000]
    let whole = try JSONSerialization.jsonObject(with: JSONEncoder().encode(block.saveState()))
    let checkpoint = chip.emulation.checkpoint()
    var restored = 0
    for path in numbers(whole) where !path.contains("registers") && !path.contains("bytes") {
      let hostile = replacing(whole, path[...], by: values[random.below(values.count)])
      guard let state = try? decode(block, from: JSONSerialization.data(withJSONObject: hostile)) else { continue }
      block.restoreState(state)
      restored += 1
      chip.run(for: us(300))
      for task in UInt32(0)..<4 { chip.write(block.bank.base + 4 * task, 1) }
      _ = chip.read(block.bank.base + 0x518)
      chip.run(for: us(300))
      chip.emulation.restore(checkpoint)
    }
    return restored
  }

  private func decode<Block: NRF51Block>(_ block: Block, from data: Data) throws -> Block.State {
    try JSONDecoder().decode(Block.State.self, from: data)
  }

  @Test func goingOnFromAnyStateDoesNotTrap() throws {
    let air = Air()
    let chips = busyChips(air)
    AirLoop(chips.map { AirMachine($0.soc, radio: $0.soc.peripherals.radio) }, on: air).run(until: us(215))
    var random = SplitMix(seed: 7)
    var restored = 0
    for chip in chips {
      let all = chip.soc.peripherals
      let blocks: [any NRF51Block] = [
        all.radio, all.uart, all.spi[0], all.twi[1], all.spiSlave, all.adc, all.temperature, all.random, all.ecb,
        all.ccm, all.aar, all.quadrature, all.comparator,
      ]
      for block in blocks { restored += try attack(block, in: chip, &random) }
    }
    #expect(restored > 100)
  }
}
