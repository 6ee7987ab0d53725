import Machine
import Testing

@testable import NRF51

/// GPIO and GPIOTE: levels, DETECT, edges as events, tasks that drive.
struct GPIOTests {
  private static let gpio: UInt32 = 0x5000_0000
  private static let gpiote: UInt32 = 0x4000_6000
  private let bench = Bench()
  private let port: GPIOPort
  private let events: GPIOTE

  init() {
    port = GPIOPort(bench.fabric)
    events = GPIOTE(bench.fabric)
  }

  private func read(_ offset: UInt32) -> UInt32 { bench.read(Self.gpio + offset) }
  private func write(_ offset: UInt32, _ value: UInt32) { bench.write(Self.gpio + offset, value) }
  private func configure(_ pad: UInt32, _ value: UInt32) { write(0x700 + 4 * pad, value) }
  private var pads: NRF51Pads { bench.fabric.pads }

  @Test func outputsFollowOUTAndItsViews() {
    write(0x518, 1 << 17)
    #expect(read(0x700 + 4 * 17) == 3)
    write(0x508, 1 << 17 | 1 << 3)
    #expect(pads[17].level)
    #expect(!pads[3].level)
    configure(3, 1)
    #expect(read(0x514) == 1 << 17 | 1 << 3)
    #expect(pads[3].level)
    write(0x50C, 1 << 17)
    #expect(!pads[17].level)
    #expect(read(0x504) == 1 << 3)
    write(0x51C, 1 << 3)
    #expect(!pads[3].level)
    #expect(read(0x508) == 1 << 3)
    #expect(read(0x518) == 1 << 17)
  }

  @Test func inputsAreReadWhereTheirBufferIsConnected() {
    let outside = pads[5].driver("test")
    outside.value = true
    #expect(read(0x510) == 0)
    configure(5, 0)
    #expect(read(0x510) == 1 << 5)
    write(0x504, 1 << 6)
    configure(6, 1)
    #expect(read(0x510) == 1 << 5 | 1 << 6)
  }

  @Test func pullsAreWeakAndDrivesMayBeOneSided() {
    configure(4, 3 << 2)
    #expect(pads[4].level)
    configure(4, 1 << 2)
    #expect(!pads[4].level)
    let pull = pads[8]
    pads.pull(8, externally: true)
    configure(8, 1 | 6 << 8)
    #expect(!pull.level)
    write(0x508, 1 << 8)
    #expect(pull.level)
    let outside = pull.driver("test")
    outside.value = false
    #expect(!pull.level)
  }

  @Test func detectIsTheOrOfAllSensedPads() {
    let outside = [9, 10].map { pads[$0].driver("test") }
    configure(9, 2 << 16)
    configure(10, 3 << 16 | 3 << 2)
    #expect(!bench.fabric.detect.level)
    outside[0].value = true
    #expect(bench.fabric.detect.level)
    #expect(bench.read(Self.gpiote + 0x17C) == 1)
    bench.write(Self.gpiote + 0x17C, 0)
    // No new event while another pad holds it.
    outside[1].value = false
    outside[0].value = false
    #expect(bench.fabric.detect.level)
    #expect(bench.read(Self.gpiote + 0x17C) == 0)
    outside[1].value = true
    #expect(!bench.fabric.detect.level)
    configure(9, 3 << 16)
    #expect(bench.fabric.detect.level)
    #expect(bench.read(Self.gpiote + 0x17C) == 1)
    #expect(bench.fabric.clocks.requests == 0)
  }

  @Test(arguments: [UInt32(1), 2, 3])
  func edgesAreEvents(polarity: UInt32) {
    let outside = pads[20].driver("test")
    configure(20, 0)
    bench.write(Self.gpiote + 0x514, 1 | 20 << 8 | polarity << 16)
    bench.write(Self.gpiote + 0x304, 2)
    #expect(bench.fabric.clocks.requests == 1)
    for (level, isEvent) in [(true, polarity != 2), (false, polarity != 1)] {
      outside.value = level
      #expect(bench.isRequested(6) == isEvent)
      bench.write(Self.gpiote + 0x104, 0)
    }
    bench.write(Self.gpiote + 0x514, 0)
    outside.value = true
    #expect(bench.read(Self.gpiote + 0x104) == 0)
    #expect(bench.fabric.clocks.requests == 0)
  }

  @Test func aTaskChannelHasItsPad() {
    write(0x518, 1 << 21)
    bench.write(Self.gpiote + 0x510, 3 | 21 << 8 | 3 << 16 | 1 << 20)
    #expect(pads[21].level)
    write(0x508, 1 << 21)
    bench.write(Self.gpiote, 1)
    #expect(!pads[21].level)
    bench.write(Self.gpiote, 1)
    #expect(pads[21].level)
    bench.write(Self.gpiote, 1)
    bench.write(Self.gpiote + 0x510, 0)
    #expect(pads[21].level)
  }

  @Test func aTimerTogglesAPadByThePPI() {
    let timer = NRF51Timer(0, bench.fabric)
    bench.write(0x4000_8510, 0)
    bench.write(0x4000_8540, 8_000)
    bench.write(0x4000_8200, 1)
    bench.write(Self.gpiote + 0x510, 3 | 21 << 8 | 3 << 16)
    bench.connect(0, from: 0x4000_8140, to: Self.gpiote)
    var edges: [Tick] = []
    let watching = pads[21].watch { [scheduler = bench.emulation.scheduler] _ in edges.append(scheduler.now) }
    bench.write(0x4000_8000, 1)
    bench.run(for: .microseconds(1_600))
    let expected: [Tick] = [.microseconds(500), .microseconds(1_000), .microseconds(1_500)]
    #expect(edges == expected)
    watching.end()
    #expect(timer.page.isOn)
  }

  @Test func namesOfPads() {
    #expect(pads.named("P0_17") === pads[17])
    #expect(pads.named("P0.17") === pads[17])
    #expect(pads.named("P0_32") == nil)
  }

  @Test func aLoopOfPadsAndTasksTurnsOnceAClock() {
    configure(21, 0)
    bench.write(Self.gpiote + 0x510, 3 | 21 << 8 | 3 << 16)
    bench.write(Self.gpiote + 0x514, 1 | 21 << 8 | 3 << 16)
    bench.connect(0, from: Self.gpiote + 0x104, to: Self.gpiote)
    var edges = 0
    let watching = pads[21].watch { _ in edges += 1 }
    bench.write(Self.gpiote, 1)
    bench.run(for: 100 * cycle)
    #expect((100...102).contains(edges))
    watching.end()
  }
}
