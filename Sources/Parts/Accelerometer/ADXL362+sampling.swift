import Machine

/// When samples are taken, and what they are.
extension ADXL362 {
  /// The value of a configuration register, 0x20 ... 0x2E, which are places 0 ... 14.
  subscript(register: UInt8) -> UInt8 { state.configuration[Int(register & 0x0F)] }

  var fifoMode: ADXL362FIFO.Mode { ADXL362FIFO.Mode(rawValue: self[ADXL362Register.fifoControl] & 3) ?? .off }

  /// FIFO_SAMPLES with its ninth bit AH.
  var watermark: Int {
    Int(self[ADXL362Register.fifoSamples]) | Int(self[ADXL362Register.fifoControl] & 8) << 5
  }

  var storesTemperature: Bool { self[ADXL362Register.fifoControl] & 4 != 0 }
  var samplesPerSet: Int { storesTemperature ? 4 : 3 }
  var isMeasuring: Bool { self[ADXL362Register.powerControl] & 3 == 2 }

  /// Whether it samples at the wake-up rate: by WAKEUP, or by AUTOSLEEP after inactivity.
  var isSlow: Bool {
    let power = self[ADXL362Register.powerControl]
    return power & 8 != 0 || power & 4 != 0 && !state.detector.isAwake
  }

  /// About 6 Hz in wake-up mode, else the output data rate. All are whole ticks.
  var samplePeriod: Tick {
    isSlow ? Tick.perSecond / 6 : ADXL362.period(self[ADXL362Register.filterControl])
  }

  /// The sample period of FILTER_CTL: 12.5 Hz times two to the code, 400 Hz for 5 and above.
  static func period(_ filterControl: UInt8) -> Tick {
    (Tick.perSecond * 2 / 25) >> Tick(min(filterControl & 7, 5))
  }

  var detection: ADXL362Detector.Settings {
    let control = self[ADXL362Register.activityControl]
    func pair(_ low: UInt8, _ high: UInt8) -> Int { Int(self[low]) | Int(self[high]) << 8 }
    return ADXL362Detector.Settings(
      activityThreshold: pair(ADXL362Register.activityLow, ADXL362Register.activityHigh),
      activitySamples: Int(self[ADXL362Register.activityTime]),
      activityIsReferenced: control & 2 != 0, activityIsOn: control & 1 != 0,
      inactivityThreshold: pair(ADXL362Register.inactivityLow, ADXL362Register.inactivityHigh),
      inactivitySamples: pair(ADXL362Register.inactivityTimeLow, ADXL362Register.inactivityTimeHigh),
      inactivityIsReferenced: control & 8 != 0, inactivityIsOn: control & 4 != 0,
      isLinked: control >> 4 & 3 == 1, isLoop: control >> 4 & 3 == 3)
  }

  var loadMode: Mode {
    guard isMeasuring else { return .standby }
    return isSlow ? .wakeUp : .measuring(rateCode: self[ADXL362Register.filterControl] & 7)
  }

  /// Takes every sample that is due. A long row of samples that only fill the FIFO is shortened to those that can still
  /// be in it.
  func sync() {
    guard let next = state.nextSample, next <= scheduler.now else { return }
    let settings = ADXL362Sampling(self)
    let enough = ADXL362FIFO.capacity / 3 + 1
    var taken = 0
    while let next = state.nextSample, next <= scheduler.now {
      take(at: next, settings)
      taken += 1
      guard taken == enough, !settings.detection.isOn, let following = state.nextSample, following <= scheduler.now
      else {
        continue
      }
      let period = samplePeriod
      let left = (scheduler.now - following) / period
      if left > UInt64(enough) { state.nextSample = following + (left - UInt64(enough)) * period }
    }
    update()
  }

  private func take(at time: Tick, _ settings: ADXL362Sampling) {
    measure(at: time, settings)
    state.isDataReady = true
    if settings.detection.isOn {
      let sample = SIMD3<Int32>(Int32(state.x), Int32(state.y), Int32(state.z))
      if state.detector.take(sample, settings.detection, ignoresTimer: isSlow) { fifo.trigger() }
    }
    if settings.fifoMode != .off {
      fifo.push(
        tagged(state.x, 0), tagged(state.y, 1), tagged(state.z, 2),
        temperature: settings.storesTemperature ? tagged(state.temperature, 3) : nil, mode: settings.fifoMode,
        watermark: settings.watermark)
    }
    // The detector alone changes it meanwhile, by AUTOSLEEP.
    state.nextSample = time + (settings.detection.isOn ? samplePeriod : settings.period)
  }

  /// A sample with its axis in bits 15 and 14; data is sign-extended to bit 13.
  private func tagged(_ value: Int16, _ axis: UInt16) -> UInt16 { UInt16(bitPattern: value) & 0x3FFF | axis << 14 }

  private func measure(at time: Tick, _ settings: ADXL362Sampling) {
    let felt = motion.acceleration(at: time)
    let noise = sensorNoise(at: time, scale: settings.noiseScale)
    state.x = settings.counts(felt.x + settings.test.x, noise.x)
    state.y = settings.counts(felt.y + settings.test.y, noise.y)
    state.z = settings.counts(felt.z + settings.test.z, noise.z)
    // 0.065 degrees C per LSB, 350 LSB at 25 degrees C.
    state.temperature = Int16(min(max(350 + (ambient.milliCelsius - 25_000) / 65, -2048), 2047))
  }

  /// The next time at which a mapped bit of STATUS, or the current, can change by itself.
  func nextInterest(mapped: UInt8, status: UInt8) -> Tick? {
    typealias Status = ADXL362Register.Status
    guard let next = state.nextSample else { return nil }
    let settings = detection
    if settings.isOn {
      let watched = Status.activity | Status.inactivity | Status.awake
      let sleeps = settings.alternates && self[ADXL362Register.powerControl] & 4 != 0
      let triggers = fifoMode == .triggered && mapped & 0x0E != 0
      if mapped & watched != 0 || sleeps || triggers { return next }
    }
    let waiting = mapped & ~status
    if waiting & Status.dataReady != 0 { return next }
    guard fifoMode != .off else { return nil }
    if waiting & Status.fifoReady != 0 { return next }
    var sets = Int.max
    if waiting & Status.watermark != 0 && fifoMode != .triggered {
      let missing = watermark - fifo.count
      let needed = (missing + samplesPerSet - 1) / samplesPerSet
      if fifo.count + needed * samplesPerSet <= ADXL362FIFO.capacity { sets = needed }
    }
    if waiting & Status.overrun != 0 && fifoMode != .triggered {
      sets = min(sets, (ADXL362FIFO.capacity - fifo.count) / samplesPerSet + 1)
    }
    return sets == Int.max ? nil : next + UInt64(sets - 1) * samplePeriod
  }
}
