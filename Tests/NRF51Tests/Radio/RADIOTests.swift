import Foundation
import Machine
import SeededRandom
import Testing

@testable import NRF51

/// One radio: states, times, shorts, loads, and what random writes do.
struct RADIOTests {
  private let station = RadioStation()

  @Test func rampsUpAndDown() {
    #expect(station[0x550] == 0)
    station[0x000] = 1
    #expect(station[0x550] == 9)
    station.run(until: us(140) - 1)
    #expect(station[0x550] == 9)
    station.run(until: us(140))
    #expect(station[0x550] == 10)
    station[0x010] = 1
    #expect(station[0x550] == 12)
    station.run(until: us(146) - 1)
    #expect(station[0x550] == 12)
    station.run(until: us(146))
    #expect(station[0x550] == 0)
    station[0x004] = 1
    #expect(station[0x550] == 1)
    station.run(until: us(284))
    #expect(station[0x550] == 2)
    station[0x008] = 1
    #expect(station[0x550] == 3)
    station[0x00C] = 1
    #expect(station[0x550] == 2)
    station[0x010] = 1
    #expect(station[0x550] == 0)
    #expect(station.names == ["READY", "DISABLED", "READY"])
    #expect(station.times("READY") == [us(140), us(284)])
    // Where nothing is on, DISABLE is answered all the same.
    #expect(station[0x110] == 1)
    station[0x110] = 0
    station[0x010] = 1
    #expect(station[0x110] == 1)
  }

  /// 10 bytes of PDU: address 40 us after START, payload after 80 more, END after 24.
  @Test func sendsAtExactTimes() {
    station.configure(packet: 0x2000_0100)
    station.poke([0x42, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8], at: 0x2000_0100)
    station[0x200] = 3
    station[0x000] = 1
    station.run(until: us(400))
    #expect(station.names == ["READY", "ADDRESS", "PAYLOAD", "END", "DISABLED"])
    #expect(station.log.map(\.time) == [us(140), us(180), us(260), us(284), us(290)])
  }

  @Test(arguments: [(UInt32(0), 1.0), (1, 0.5), (2, 4), (3, 1)])
  func bitsLastAsTheModeSays(_ mode: UInt32, _ bit: Double) {
    station.configure(packet: 0x2000_0100)
    station[0x510] = mode
    station[0x514] = 0
    station[0x518] = 0x0002_0420
    station[0x534] = 2
    station[0x200] = 1
    station[0x000] = 1
    station.run(until: us(1_000))
    #expect(station.times("ADDRESS") == [us(140 + 32 * bit)])
    #expect(station.times("PAYLOAD") == [us(140 + 64 * bit)])
    #expect(station.times("END") == [us(140 + 80 * bit)])
  }

  @Test func countsBits() {
    station.configure(packet: 0x2000_0100)
    station.poke([0x42, 20], at: 0x2000_0100)
    station[0x200] = 1 | 1 << 6
    station[0x560] = 16
    station[0x000] = 1
    station.onEvent = { [unowned station] name, _ in if name == "BCMATCH" { station[0x560] = 100 } }
    station.run(until: us(1_000))
    #expect(station.times("BCMATCH") == [us(196), us(280)])
  }

  @Test func requestsTheClockWhileItIsOn() {
    #expect(station.bench.fabric.clocks.requests == 0)
    station[0x000] = 1
    #expect(station.bench.fabric.clocks.requests == 1)
    station.run(until: us(140))
    station[0x010] = 1
    station.run(until: us(200))
    #expect(station.bench.fabric.clocks.requests == 0)
  }

  /// 140 us of ramp at 7 mA, 144 us at 10.5 mA, 6 us at 7 mA: picoampere-ticks.
  @Test func drawsByStateAndPower() {
    station.configure(packet: 0x2000_0100)
    station.poke([0x42, 8], at: 0x2000_0100)
    station[0x200] = 3
    station[0x000] = 1
    station.run(until: us(400))
    func charge(_ state: String) -> Int128 {
      let row = station.bench.power.ledger.first { $0.component == "NRF51 RADIO" && $0.state == state }
      return row?.charge.typical ?? 0
    }
    #expect(charge("tx ramp-up") == 7_000_000_000 * Int128(us(146)))
    #expect(charge("tx") == 10_500_000_000 * Int128(us(144)))
    #expect(charge("rx") == 0)
  }

  /// The converter carries the radio's current: 7 mA become 5.25 at 3 V.
  @Test func theConverterHelps() {
    station.bench.fabric.setDCDC(true)
    station[0x000] = 1
    station.run(until: us(140))
    let row = station.bench.power.ledger.first { $0.component == "NRF51 RADIO" && $0.state == "tx ramp-up" }
    #expect(row?.charge.typical == 5_250_000_000 * Int128(us(140)))
  }

  @Test(arguments: [
    (UInt32(4), Int64(16_000)), (0, 10_500), (0xFC, 8_000), (0xF8, 7_000), (0xF4, 6_500), (0xF0, 6_000), (0xEC, 5_500),
    (0xD8, 5_500),
  ])
  func powersCostTheirCurrent(_ power: UInt32, _ microamperes: Int64) {
    station[0x50C] = power
    station[0x200] = 1
    station[0x000] = 1
    station.run(until: us(150))
    let row = station.bench.power.ledger.first { $0.component == "NRF51 RADIO" && $0.state == "tx" }
    #expect(row?.charge.typical == Int128(microamperes) * 1_000_000 * Int128(us(10)))
  }

  @Test func withoutTheCrystalItIsNoted() {
    station.bench.fabric.clocks.configure(at: 0) { $0.isOnCrystal = false }
    station[0x004] = 1
    #expect(
      station.bench.emulation.journal.unmodelled.map(\.register) == [
        "RADIO.TASKS_RXEN without the 16 MHz crystal"
      ])
  }

  @Test func theWhiteningRegisterKeepsItsHighestBit() {
    station[0x554] = 0
    #expect(station[0x554] == 0x40)
    station[0x554] = 0x25
    #expect(station[0x554] == 0x65)
  }

  @Test func switchingItOffResetsIt() {
    station.configure(packet: 0x2000_0100)
    station[0x000] = 1
    station[0xFFC] = 0
    #expect(station[0x504] == 0)
    #expect(station.bench.fabric.clocks.requests == 0)
    station[0x000] = 1
    #expect(station[0x550] == 0)
    station[0xFFC] = 1
    station[0x000] = 1
    #expect(station[0x550] == 9)
  }

  @Test func randomWritesDoNotTrap() {
    let air = Air()
    let stations = [RadioStation(air), RadioStation(air)]
    var random = SplitMix(seed: 51)
    let offsets = RADIO.layout.block("RADIO", at: 0, "").registers.map(\.offset)
    var time: Tick = 0
    for _ in 0..<20_000 {
      let station = stations[Int(random.next() & 1)]
      let offset = offsets[Int(truncatingIfNeeded: random.next() % UInt64(offsets.count))]
      let isSmall = random.next() & 1 == 0
      let value = UInt32(truncatingIfNeeded: random.next())
      if offset != 0xFFC || random.next() % 50 == 0 { station[offset] = isSmall ? value & 0xFF : value }
      time += random.next() % us(30)
      for station in stations { station.run(until: time) }
    }
    #expect(stations.contains { $0.names.contains("END") })
  }
}
