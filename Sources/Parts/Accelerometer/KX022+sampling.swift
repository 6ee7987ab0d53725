import Machine

/// When samples are taken, and what they are.
extension KX022 {
  private var isSampleDue: Bool { (state.next.earliest ?? .max) <= scheduler.now }

  /// A pin may change: a sample is due, or a pulse ends.
  func alarmFired() {
    if isSampleDue { sync() } else { update() }
  }

  /// Takes every sample that is due. A long row of samples that only fill the buffer is shortened to those that can
  /// still be in it.
  func sync() {
    guard isSampleDue else { return }
    var taken = 0
    while let time = state.next.earliest, time <= scheduler.now {
      take(at: time)
      taken += 1
      guard taken == KX022Buffer.enough, !settings.hasEngine, let following = state.next.output,
        following <= scheduler.now
      else { continue }
      let period = KX022Settings.period(settings.outputRate)
      let left = (scheduler.now - following) / period
      let enough = Tick(KX022Buffer.enough)
      if left > enough { state.next.output = following + (left - enough) * period }
    }
    update()
  }

  private func take(at time: Tick) {
    typealias Source = KX022Register.Source
    let sample = measure(at: time)
    var events: UInt8 = 0
    if state.next.output == time {
      state.next.output = time.adding(KX022Settings.period(settings.outputRate))
      let before = bufferSources
      state.sample = SIMD3(truncatingIfNeeded: sample)
      state.isDataReady = true
      state.buffer.push(state.sample, settings.buffer)
      if settings.reportsData { events |= Source.dataReady }
      events |= bufferSources & ~before
    }
    let found = examine(sample, at: time)
    state.events |= found
    if found != 0 && trigger == nil { triggerBuffer() }
    pulse(events | found, at: time)
  }

  /// Only trigger mode knows the event.
  func triggerBuffer() {
    if settings.buffer.isOn && settings.buffer.mode == .trigger { state.buffer.trigger() }
  }

  /// Shows a sample to the engines that are due; returns the sources that they report.
  private func examine(_ sample: SIMD3<Int32>, at time: Tick) -> UInt8 {
    typealias Source = KX022Register.Source
    var found: UInt8 = 0
    if let rate = settings.wakeUpRate, state.next.wakeUp == time {
      state.next.wakeUp = time.adding(KX022Settings.period(rate))
      if state.wakeUp.take(sample, wakeUpSettings) { found |= Source.wakeUp }
    }
    if let rate = settings.tapRate, state.next.tap == time {
      state.next.tap = time.adding(KX022Settings.period(rate))
      if state.tap.take(sample, tapSettings) { found |= Source.tap }
    }
    if let rate = settings.tiltRate, state.next.tilt == time {
      state.next.tilt = time.adding(KX022Settings.period(rate))
      if state.tilt.take(sample, tiltSettings) { found |= Source.tilt }
    }
    return found
  }

  private subscript(register: UInt8) -> Int { Int(state.registers[Int(register & 0x3F)]) }

  private var wakeUpSettings: KX022WakeUp.Settings {
    KX022WakeUp.Settings(
      threshold: self[KX022Register.wakeUpThreshold] * settings.countsPerG / 16,
      samples: max(self[KX022Register.wakeUpCounter], 1), directions: state.registers[Int(KX022Register.wakeUpAxes)])
  }

  private var tapSettings: KX022Tap.Settings {
    let count = settings.countsPerG / 64
    let time = self[KX022Register.tapCounter]
    let reports = self[KX022Register.tapReports]
    return KX022Tap.Settings(
      low: self[KX022Register.tapLow] * count, high: 2 * self[KX022Register.tapHigh] * count, least: time & 7,
      most: time >> 3, together: self[KX022Register.doubleTapSum], latency: max(self[KX022Register.tapLatency], 1),
      separation: self[KX022Register.doubleTapCounter], window: self[KX022Register.tapWindow],
      reportsSingle: reports & 1 != 0, reportsDouble: reports & 2 != 0,
      directions: state.registers[Int(KX022Register.tapAxes)])
  }

  private var tiltSettings: KX022Tilt.Settings {
    KX022Tilt.Settings(
      low: self[KX022Register.tiltLow] * settings.countsPerG / 32,
      high: self[KX022Register.tiltHigh] * settings.countsPerG / 32,
      ratio: KX022Tilt.Settings.ratio(hysteresis: state.registers[Int(KX022Register.tiltHysteresis)]),
      samples: self[KX022Register.tiltTimer], sides: state.registers[Int(KX022Register.control2)])
  }

  /// The acceleration in counts of the range, clamped to 16 bits.
  private func measure(at time: Tick) -> SIMD3<Int32> {
    let felt = motion.acceleration(at: time)
    let error = sensorError(at: time)
    let test = 500_000 * settings.selfTest
    func counts(_ microG: Int, _ error: Double) -> Int32 {
      let scaled = (microG + test + Int(error.rounded())) * settings.countsPerG
      let rounded = (scaled + (scaled < 0 ? -500_000 : 500_000)) / 1_000_000
      return Int32(min(max(rounded, -32_768), 32_767))
    }
    return SIMD3(counts(felt.x, error.x), counts(felt.y, error.y), counts(felt.z, error.z))
  }

  /// Offset and noise in micro-g: 0.75 mg rms at 50 Hz and RES = 1 (data sheet), growing with the root of the
  /// bandwidth; in low power as much with 16 samples averaged, and with the root of fewer (chosen).
  private func sensorError(at time: Tick) -> SIMD3<Double> {
    guard let noise else { return .zero }
    var power = 1.0
    if settings.isFullPower {
      power = Double(1 << settings.outputRate) / 64 * (settings.isWide ? 4.5 : 1)
    } else {
      power = 16 / Double(1 << settings.averaging)
    }
    let bits = noise.bits(time &+ 3)
    func part(_ shift: UInt64) -> Double {
      // The sum of two uniform numbers, with a deviation of 0.408: close enough to a normal distribution, and cheap.
      let value = bits >> shift
      return (Double(value & 0x3FF) + Double(value >> 10 & 0x3FF)) / 1023 - 1
    }
    return offset + SIMD3(part(0), part(20), part(40)) * (750 / 0.408 * power.squareRoot())
  }
}
