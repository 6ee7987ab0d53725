import Machine

/// CLOCK: starts and stops the crystals, and calibrates the 32 kHz RC oscillator.
///
/// Sources: the vendor's public register list; start-up of the 16 MHz crystal 0.4 to 0.8 ms, of the 32 kHz crystal 0.25 to 0.3 s
/// (remembered; chosen within). Chosen: a crystal's clock comes with its STARTED event and HFCLKSTAT is 0 on the RC oscillator;
/// LFCLK has no edges before LFCLKSTARTED; the RC oscillator starts in 0.5 ms; a calibration takes 17 ms and needs both the
/// running 16 MHz crystal and the running RC oscillator, else it is never done; the calibration timer runs once a CTSTART; CTIV
/// 0 counts as 1; LFCLKSRC 3 is the RC oscillator.
public final class ClockControl: NRF51Block {
  /// The state of the clock control.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var fast: Tick?
    var slow: Tick?
    var calibration: Tick?
    var timer: Tick?
  }

  /// From HFCLKSTART to HFCLKSTARTED.
  static let crystalStart: Tick = .microseconds(600)
  /// From LFCLKSTART to LFCLKSTARTED with the crystal.
  static let slowCrystalStart: Tick = .milliseconds(250)
  /// The same with the RC oscillator.
  static let slowRCStart: Tick = .microseconds(500)
  /// From CAL to DONE.
  static let calibrationTime: Tick = .milliseconds(17)

  /// The page.
  public let page: PeripheralPage
  /// Told after an oscillator was started, has started or was stopped.
  var onChange: (() -> Void)?
  private unowned let fabric: NRF51Fabric
  private let hasSlowCrystal: Bool
  private let request: HFCLKRequest
  private var fastAlarm: Alarm!
  private var slowAlarm: Alarm!
  private var calibrationAlarm: Alarm!
  private var timerAlarm: Alarm!

  /// The block of a fabric. Without a 32,768 Hz crystal on the board LFCLK never starts from it.
  public init(_ fabric: NRF51Fabric, hasSlowCrystal: Bool = true) {
    self.fabric = fabric
    self.hasSlowCrystal = hasSlowCrystal
    page = PeripheralPage(Self.layout, "CLOCK", at: 0x4000_0000, "clock control", fabric)
    request = fabric.clocks.request()
    let emulation = fabric.emulation
    fastAlarm = emulation.alarm("CLOCK.HFCLK") { [unowned self] in self.fastHasStarted(at: $0) }
    slowAlarm = emulation.alarm("CLOCK.LFCLK") { [unowned self] in self.slowHasStarted(at: $0) }
    calibrationAlarm = emulation.alarm("CLOCK.calibration") { [unowned self] in self.raise(Self.done, at: $0) }
    timerAlarm = emulation.alarm("CLOCK.timer") { [unowned self] in self.raise(Self.timerOver, at: $0) }
    fabric.install(self, sharing: true)
  }

  /// RC16M runs, LFCLK does not.
  public func reset() {
    page.reset()
    for alarm in [fastAlarm, slowAlarm, calibrationAlarm, timerAlarm] { alarm?.cancel() }
    request.isOn = false
    fabric.clocks.configure(at: fabric.now) {
      $0.isOnCrystal = false
      $0.slowSource = nil
    }
    onChange?()
  }

  /// Whether the 16 MHz crystal oscillator is on its way.
  var isCrystalStarting: Bool { fastAlarm.deadline != nil }
  /// What LFCLK is on its way from.
  var startingSlowSource: LowFrequencySource? {
    slowAlarm.deadline == nil ? nil : LowFrequencySource(rawValue: bank[Self.sourceCopy])
  }

  private func raise(_ event: PeripheralEvent, at time: Tick) { fabric.at(time) { page.raise(event) } }

  // MARK: Tasks

  /// The tasks of the page.
  public func task(_ offset: UInt32) {
    switch offset {
    case Self.fastStart: startFast()
    case Self.fastStop: stopFast()
    case Self.slowStart: startSlow()
    case Self.slowStop: stopSlow()
    case Self.calibrate:
      if fabric.clocks.isOnCrystal, fabric.clocks.slowSource == .rc {
        calibrationAlarm.set(at: fabric.now &+ Self.calibrationTime)
      }
    case Self.timerStart:
      timerAlarm.set(at: fabric.now &+ .milliseconds(250) &* UInt64(max(bank[Self.interval], 1)))
    case Self.timerStop: timerAlarm.cancel()
    default: break
    }
  }

  private func startFast() {
    bank[Self.fastRun] = 1
    if fabric.clocks.isOnCrystal { return page.raise(Self.fastStarted) }
    guard !isCrystalStarting else { return }
    fastAlarm.set(at: fabric.now &+ Self.crystalStart)
    onChange?()
  }

  private func fastHasStarted(at time: Tick) {
    fabric.at(time) {
      fabric.clocks.configure(at: fabric.now) { $0.isOnCrystal = true }
      bank[Self.fastStatus] = 0x1_0001
      onChange?()
      page.raise(Self.fastStarted)
    }
  }

  private func stopFast() {
    bank[Self.fastRun] = 0
    bank[Self.fastStatus] = 0
    fastAlarm.cancel()
    calibrationAlarm.cancel()
    fabric.clocks.configure(at: fabric.now) { $0.isOnCrystal = false }
    onChange?()
  }

  private func startSlow() {
    bank[Self.slowRun] = 1
    if fabric.clocks.slowSource != nil { return page.raise(Self.slowStarted) }
    guard slowAlarm.deadline == nil else { return }
    let source = LowFrequencySource(rawValue: bank[Self.source]) ?? .rc
    bank[Self.sourceCopy] = source.rawValue
    guard source != .crystal || hasSlowCrystal else { return }
    let time: Tick =
      switch source {
      case .rc: Self.slowRCStart
      case .crystal: Self.slowCrystalStart
      case .synthesised: 0
      }
    request.isOn = source == .synthesised
    slowAlarm.set(at: fabric.now &+ time)
    onChange?()
  }

  private func slowHasStarted(at time: Tick) {
    let source = LowFrequencySource(rawValue: bank[Self.sourceCopy]) ?? .rc
    fabric.at(time) {
      fabric.clocks.configure(at: fabric.now) { $0.slowSource = source }
      bank[Self.slowStatus] = 0x1_0000 | source.rawValue
      onChange?()
      page.raise(Self.slowStarted)
    }
  }

  private func stopSlow() {
    bank[Self.slowRun] = 0
    bank[Self.slowStatus] = 0
    slowAlarm.cancel()
    calibrationAlarm.cancel()
    request.isOn = false
    fabric.clocks.configure(at: fabric.now) { $0.slowSource = nil }
    onChange?()
  }

  /// Alarms and accesses change them.
  public func isSteady(_ offset: UInt32) -> Bool { true }

  // MARK: Snapshots

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, fast: fastAlarm.deadline, slow: slowAlarm.deadline,
      calibration: calibrationAlarm.deadline, timer: timerAlarm.deadline)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    fastAlarm.set(at: state.fast)
    slowAlarm.set(at: state.slow)
    calibrationAlarm.set(at: state.calibration)
    timerAlarm.set(at: state.timer)
    let isStarted = fabric.clocks.slowSource != nil || state.slow != nil
    request.restore(isStarted && bank[Self.sourceCopy] == LowFrequencySource.synthesised.rawValue)
  }
}
