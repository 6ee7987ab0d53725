import Blocks
import Machine

/// QDEC: a quadrature decoder that looks at its two inputs at a fixed pace.
///
/// Sources: the vendor's public register list and its descriptions (SAMPLEPER 128 us x 2^n; REPORTPER 10 samples or 40 n;
/// REPORTRDY where as many have been accumulated and ACC is not 0; ACC holds -1024 ... 1023 and ACCOF says that one did not
/// fit; ACCDBL counts double transitions up to 15; the LED is on for LEDPRE us before a sample). Chosen: a step is +1 where A leads
/// B; the first sample sets the position and is 0; inputs do not bounce, so that DBFEN changes nothing; the block runs on
/// HFCLK, and a double transition adds nothing to ACC.
public final class QDEC: NRF51Block {
  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var next: Tick?
    var lightTime: Tick?
    /// A and B as last looked at, A in bit 1.
    var position: Int?
    var sample: Int32 = 0
    var accumulator: Int32 = 0
    var accumulatorRead: Int32 = 0
    var doubles: UInt32 = 0
    var doublesRead: UInt32 = 0
    var samples = 0
  }

  /// The state of the decoder.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  /// Positions in the order of counting up: A leads B.
  private static let order = [0b00, 0b10, 0b11, 0b01]

  /// Its registers, tasks and events.
  public let page: PeripheralPage
  private let fabric: NRF51Fabric
  private let light: PadConnection
  private let a: PadConnection
  private let b: PadConnection
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var core = Core()
  private var lit: Alarm!
  private var sampled: Alarm!

  /// The decoder after reset, on the bus.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    page = PeripheralPage(Self.layout, "QDEC", at: 0x4001_2000, "quadrature decoder", fabric)
    light = fabric.pads.connection("QDEC.LED", isOutput: true)
    a = fabric.pads.connection("QDEC.A", isOutput: false)
    b = fabric.pads.connection("QDEC.B", isOutput: false)
    request = fabric.clocks.request()
    load = fabric.load("QDEC", fabric.coefficients.quadrature)
    lit = fabric.alarm("QDEC.light") { [unowned self] in self.switchLight(true) }
    sampled = fabric.alarm("QDEC.sample") { [unowned self] in self.takeSample() }
    fabric.install(self)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    core = Core()
    halt()
    connect()
  }

  private var isEnabled: Bool { bank.isSet(Self.enable, Self.isEnabled) }

  private func connect() {
    for (signal, select) in [(light, Self.selectLED), (a, Self.selectA), (b, Self.selectB)] {
      if isEnabled { signal.connect(bank[select]) } else { signal.disconnect() }
    }
    switchLight(false)
  }

  private func switchLight(_ isOn: Bool) {
    core.lightTime = nil
    light.drive(isOn == bank.isSet(Self.lightPolarity, Field("LEDPOL", 0)))
  }

  private func halt() {
    sampled.cancel()
    lit.cancel()
    core.next = nil
    core.position = nil
    core.samples = 0
    switchLight(false)
    request.isOn = false
    load.enter(.off)
  }

  // MARK: Samples

  private func plan(_ time: Tick) {
    core.next = time
    sampled.set(at: time)
    let length = Tick.microseconds(UInt64(bank[Self.lightTime]))
    core.lightTime = max(time > length ? time - length : 0, fabric.now)
    lit.set(at: core.lightTime)
  }

  private var period: Tick { .microseconds(128) << UInt64(bank[Self.samplePeriod] & 7) }

  private func takeSample() {
    let time = fabric.now
    let position = (a.input ? 2 : 0) | (b.input ? 1 : 0)
    let old = core.position ?? position
    core.position = position
    let from = Self.order.firstIndex(of: old & 3) ?? 0
    let to = Self.order.firstIndex(of: position) ?? 0
    core.sample = [0, 1, 2, -1][(to - from + 4) % 4]
    let isOverflow = accumulate()
    core.samples += 1
    let isReport = core.samples >= reportSamples
    if isReport { core.samples = 0 }
    switchLight(false)
    plan(time.adding(period))
    page.raise(Self.sampleReady)
    if isOverflow { page.raise(Self.overflow) }
    if isReport && core.accumulator != 0 { page.raise(Self.reportReady) }
  }

  private var reportSamples: Int {
    let code = Int(bank[Self.reportPeriod] & 7)
    return code == 0 ? 10 : 40 * code
  }

  private func accumulate() -> Bool {
    if core.sample == 2 {
      guard core.doubles < 15 else { return true }
      core.doubles += 1
      return false
    }
    let sum = core.accumulator + core.sample
    guard (-1_024...1_023).contains(sum) else { return true }
    core.accumulator = sum
    return false
  }

  // MARK: Tasks and registers

  /// What a task does.
  public func task(_ offset: UInt32) {
    switch offset {
    case Self.start:
      guard isEnabled, core.next == nil else { return }
      request.isOn = true
      load.enter(.on)
      plan(fabric.now.adding(period))
    case Self.stop: halt()
    case Self.readAndClear:
      core.accumulatorRead = core.accumulator
      core.doublesRead = core.doubles
      core.accumulator = 0
      core.doubles = 0
    default: break
    }
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.sample: UInt32(bitPattern: core.sample)
    case Self.accumulator: UInt32(bitPattern: core.accumulator)
    case Self.accumulatorRead: UInt32(bitPattern: core.accumulatorRead)
    case Self.doubles: core.doubles
    case Self.doublesRead: core.doublesRead
    default: bank[offset]
    }
  }

  /// What a write by software does.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case Self.enable, Self.selectLED, Self.selectA, Self.selectB, Self.lightPolarity:
      if !isEnabled { halt() }
      connect()
    default: break
    }
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    core.accumulator = min(max(core.accumulator, -1_024), 1_023)
    core.doubles = min(core.doubles, 15)
    core.samples = min(max(core.samples, 0), 280)
    request.restore(core.next != nil)
    sampled.set(at: core.next)
    lit.set(at: core.lightTime)
  }
}
