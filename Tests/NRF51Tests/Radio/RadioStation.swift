import Machine

@testable import NRF51

/// A chip of RADIO, its crypto and its interconnect, without a CPU, that bare register writes program.
final class RadioStation {
  static let radio: UInt32 = 0x4000_1000
  let bench = Bench()
  let radio: RADIO
  let ccm: CCM
  let aar: AAR
  let ecb: ECB
  private let core = AESCore()
  /// Every event of the radio with its time, in order.
  private(set) var log: [(name: String, time: Tick)] = []
  private var isEnding = false

  init(_ air: Air? = nil) {
    radio = RADIO(bench.fabric)
    ecb = ECB(bench.fabric, core: core)
    ccm = CCM(bench.fabric, core: core)
    aar = AAR(bench.fabric, core: core)
    radio.air = air
    bench.fabric.clocks.configure(at: 0) { $0.isOnCrystal = true }
    bench.bus.write(Self.radio + 0x304, width: 4, value: .max)
  }

  subscript(offset: UInt32) -> UInt32 {
    get { bench.read(Self.radio + offset) }
    set { bench.write(Self.radio + offset, newValue) }
  }

  func poke(_ bytes: [UInt8], at address: UInt32) { bench.bus.poke(bytes, at: address) }
  func bytes(_ address: UInt32, _ count: UInt32) -> [UInt8] {
    (0..<count).map { UInt8(bench.bus.read(address + $0, width: 1)) }
  }

  /// Bluetooth's advertising channel 37, header of S0, LENGTH and S1, as a controller without CPU help has it.
  func configure(packet: UInt32, channel: UInt32 = 37, frequency: UInt32 = 2) {
    self[0x504] = packet
    self[0x508] = frequency
    self[0x510] = 3
    self[0x514] = 0x2_0106
    self[0x518] = 0x0203_00FF
    self[0x51C] = 0x89BE_D600
    self[0x524] = 0x8E
    self[0x52C] = 0
    self[0x530] = 1
    self[0x534] = 0x103
    self[0x538] = 0x65B
    self[0x53C] = 0x55_5555
    self[0x554] = channel
  }

  /// Runs, noting each event of the radio when it comes, and clearing it.
  func run(until time: Tick) {
    isEnding = false
    let scheduler = bench.emulation.scheduler
    while scheduler.nextDeadline <= time, !isEnding {
      let deadline = scheduler.nextDeadline
      scheduler.advance(to: deadline)
      scheduler.fireDue()
      note(deadline)
    }
    if !isEnding { scheduler.advance(to: time) }
  }

  func note(_ time: Tick) {
    for event in RADIO.layout.events where self[event.offset] != 0 {
      log.append((event.name, time))
      self[event.offset] = 0
      onEvent?(event.name, time)
    }
  }

  /// What the program does at an event.
  var onEvent: ((String, Tick) -> Void)?

  func times(_ name: String) -> [Tick] { log.filter { $0.name == name }.map(\.time) }
  var names: [String] { log.map(\.name) }

  var machine: AirMachine {
    AirMachine(
      now: { self.bench.now }, nextActivity: { max(self.bench.now, self.bench.emulation.scheduler.nextDeadline) },
      run: { self.run(until: $0) }, endRun: { self.isEnding = true }, nextSignal: { self.radio.nextSignal(from: $0) })
  }
}

/// Microseconds in ticks.
func us(_ count: Double) -> Tick { Tick(count * 1_536) }
