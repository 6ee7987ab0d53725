import Machine

/// Interrupt sources, and the pins that they are routed to.
extension KX022 {
  private typealias Register = KX022Register
  private typealias Source = KX022Register.Source

  /// How a pin is set.
  private struct Output {
    var isOn: Bool
    var isActiveHigh: Bool
    var isPulsed: Bool
    var routed: UInt8

    init(control: UInt8, route: UInt8) {
      isOn = control & 0x20 != 0
      isActiveHigh = control & 0x10 != 0
      isPulsed = control & 0x08 != 0
      routed = isOn ? route : 0
    }
  }

  private var output1: Output {
    Output(
      control: state.registers[Int(Register.interrupt1)], route: state.registers[Int(Register.route1)])
  }

  private var output2: Output {
    Output(
      control: state.registers[Int(Register.interrupt2)], route: state.registers[Int(Register.route2)])
  }

  /// WMI and BFI of INS2, which only the buffer's emptying clears.
  var bufferSources: UInt8 {
    let buffer = settings.buffer
    guard buffer.isOn else { return 0 }
    var value: UInt8 = 0
    if buffer.threshold > 0 && state.buffer.count >= buffer.threshold { value |= Source.watermark }
    if buffer.reportsFull && state.buffer.count >= buffer.capacity { value |= Source.full }
    return value
  }

  /// The sources that pins and STATUS_REG see.
  var sources: UInt8 {
    bufferSources | state.events | (state.isDataReady && settings.reportsData ? Source.dataReady : 0)
  }

  /// Begins a pulse on the pins that have one for these sources.
  func pulse(_ sources: UInt8, at time: Tick) {
    guard sources != 0 else { return }
    let (first, second) = (output1, output2)
    if first.isPulsed && first.routed & sources != 0 { state.pulse1 = time.adding(KX022.pulseTime) }
    if second.isPulsed && second.routed & sources != 0 { state.pulse2 = time.adding(KX022.pulseTime) }
  }

  /// Brings pins, current and alarm into line with the state.
  func update() {
    let (first, second, sources) = (output1, output2, sources)
    drive(interrupt1, first, sources, until: state.pulse1)
    drive(interrupt2, second, sources, until: state.pulse2)
    load.enter(settings.loadMode)
    let wanted = nextInterest(first, second, sources)
    if wanted != due.deadline { due.set(at: wanted) }
  }

  private func drive(_ pin: LineDriver?, _ output: Output, _ sources: UInt8, until end: Tick) {
    guard let pin else { return }
    guard net.isPowered && !isSilent else {
      pin.value = nil
      return
    }
    let isActive = output.isPulsed ? output.isOn && end > scheduler.now : output.routed & sources != 0
    pin.value = isActive == output.isActiveHigh
  }

  /// The next time at which a pin can change by itself.
  private func nextInterest(_ first: Output, _ second: Output, _ sources: UInt8) -> Tick? {
    var wanted: Tick?
    func consider(_ time: Tick?) {
      if let time, time < wanted ?? .max { wanted = time }
    }
    var waiting: UInt8 = 0
    for (output, end) in [(first, state.pulse1), (second, state.pulse2)] {
      waiting |= output.isPulsed ? output.routed : output.routed & ~sources
      if output.isPulsed && end > scheduler.now { consider(end) }
    }
    guard waiting != 0, let output = state.next.output else { return wanted }
    if waiting & Source.wakeUp != 0 { consider(state.next.wakeUp) }
    if waiting & Source.tap != 0 { consider(state.next.tap) }
    if waiting & Source.tilt != 0 { consider(state.next.tilt) }
    if waiting & Source.dataReady != 0 && settings.reportsData { consider(output) }
    let buffer = settings.buffer
    guard buffer.isOn else { return wanted }
    let isWaitingForTrigger = buffer.mode == .trigger && !state.buffer.isTriggered
    let period = KX022Settings.period(settings.outputRate)
    func considerFill(_ samples: Int, _ source: UInt8) {
      guard waiting & source != 0, samples > state.buffer.count, samples <= buffer.capacity else { return }
      consider(output.adding(Tick(samples - state.buffer.count - 1) * period))
    }
    if buffer.threshold > 0 { considerFill(buffer.threshold, Source.watermark) }
    if buffer.reportsFull {
      if !isWaitingForTrigger {
        considerFill(buffer.capacity, Source.full)
      } else if waiting & Source.full != 0 && trigger == nil {
        consider(state.next.earliestEngine)
      }
    }
    return wanted
  }
}
