import Machine

/// A measurement: channel after channel, each with its time, its currents and its reading.
extension Si1143 {
  private typealias Register = Si1143Register
  private typealias Parameter = Si1143Register.Parameter

  /// One proximity measurement, with the shortest pulse.
  static let proximityTime: Tick = .microseconds(155)
  /// One of light: three proximity and two ambient ones take 660 us.
  static let ambientTime: Tick = 149_760

  /// 25.6 us times two to the gain; its codes above 7 are as 7.
  static func pulseTime(gain: UInt8) -> Tick { (196_608 << Tick(min(gain & 0x0F, 7))) / 5 }

  /// Measures the channels from now on, or after those that are being measured.
  func measure(_ channels: UInt8, at time: Tick? = nil) {
    state.queue |= channels
    if state.channel == nil { begin(at: time ?? scheduler.now) }
  }

  private func begin(at time: Tick) {
    state.isPulsing = false
    ledLoad.enter(.off)
    state.channel = Channel.allCases.first { state.queue & $0.bit != 0 }
    guard let channel = state.channel else {
      state.queue = 0
      load.enter(.standby)
      return
    }
    state.queue &= ~channel.bit
    load.enter(.active)
    let pulse = Si1143.pulseTime(gain: gain(channel))
    if channel.isProximity {
      // The time before the pulse is that of the shortest.
      let before = Si1143.proximityTime - Si1143.pulseTime(gain: 0)
      step.set(at: time.adding(before))
    } else {
      step.set(at: time.adding(Si1143.ambientTime + pulse - Si1143.pulseTime(gain: 0)))
    }
  }

  func stepped(at time: Tick) {
    guard let channel = state.channel else { return }
    if channel.isProximity && !state.isPulsing {
      state.isPulsing = true
      let current = ledMicroamperes(channel)
      if current > 0 {
        load.enter(.driving)
        ledLoad.enter(.pulse, drawing: coefficients.led(microamperes: current))
      }
      step.set(at: time.adding(Si1143.pulseTime(gain: gain(channel))))
      return
    }
    finish(channel, at: time)
    begin(at: time)
  }

  private func gain(_ channel: Channel) -> UInt8 {
    switch channel {
    case .proximity1, .proximity2, .proximity3: self[parameter: Parameter.proximityGain]
    case .visible: self[parameter: Parameter.visibleGain]
    case .infrared: self[parameter: Parameter.infraredGain]
    case .auxiliary: 0
    }
  }

  /// The nominal current of the LEDs that a channel drives, by PSLED12_SELECT and PSLED3_SELECT.
  private func ledMicroamperes(_ channel: Channel) -> Int {
    let select: UInt8 =
      switch channel {
      case .proximity1: self[parameter: Parameter.ledSelect12] & 7
      case .proximity2: self[parameter: Parameter.ledSelect12] >> 4 & 7
      case .proximity3: self[parameter: Parameter.ledSelect3] & 7
      default: 0
      }
    let codes = [self[Register.led21] & 0x0F, self[Register.led21] >> 4, self[Register.led3] & 0x0F]
    return codes.indices.filter { select >> UInt8($0) & 1 != 0 }.map { Si1143.ledCurrents[Int(codes[$0])] }.reduce(0, +)
  }

  private func finish(_ channel: Channel, at time: Tick) {
    let reading = channel.isProximity ? proximity(channel, at: time) : ambientReading(channel, at: time)
    let old = value(channel.register)
    let isOver = reading >= 65_535
    let result = isOver ? 0xFFFF : max(reading, 0)
    state.registers[Int(channel.register)] = UInt8(truncatingIfNeeded: result)
    state.registers[Int(channel.register) + 1] = UInt8(truncatingIfNeeded: result >> 8)
    if isOver { respond(error: channel.overflow) }
    interrupt(channel, old: old, new: result)
  }

  private func value(_ register: UInt8) -> Int { Int(self[register]) | Int(self[register + 1]) << 8 }

  /// PSn_IM 0: every measurement, 1: the threshold is crossed, 3: at or above it. ALS_IM 0: every one, 1: outside the
  /// window, 3: within it; 2 is as 0 (chosen).
  private func interrupt(_ channel: Channel, old: Int, new: Int) {
    if channel.isProximity {
      let place = channel.rawValue
      let threshold = value(Register.threshold1 + 2 * place)
      let modes = [
        self[Register.interruptMode1] >> 4, self[Register.interruptMode1] >> 6, self[Register.interruptMode2],
      ]
      let isRaised =
        switch modes[Int(place)] & 3 {
        case 1: (old >= threshold) != (new >= threshold)
        case 3: new >= threshold
        default: true
        }
      if isRaised { raise(Register.Interrupt.proximity1 << place) }
    } else if channel != .auxiliary {
      let window = value(Register.ambientLow)...max(value(Register.ambientLow), value(Register.ambientHigh))
      let isRaised =
        switch self[Register.interruptMode1] & 3 {
        case 1: !window.contains(new)
        case 3: window.contains(new)
        default: true
        }
      if isRaised { raise(Register.Interrupt.ambient) }
    }
  }

  // MARK: Readings

  /// The reading without light: ADC_OFFSET at its reset value.
  private static let dark = 256.0
  /// Counts for each milliampere of LED light that comes back from skin to the large diode, at gain 0 (chosen: 14,000
  /// at 180 mA).
  private static let countsPerMilliampere = 80.0

  /// What comes back of an LED's pulse: a part of it that the blood in the skin lessens by 1.5 % with each beat, what
  /// the arm's movement makes of it, and noise; without skin, a fiftieth. All chosen but for the scale: gain doubles,
  /// and the high range divides by 14.5 (data sheet).
  private func proximity(_ channel: Channel, at time: Tick) -> Int {
    let mux = self[parameter: Parameter.proximityMux1 + Int(channel.rawValue)]
    // The small diode sees a sixth.
    let part = mux == 0x03 ? 1.0 : mux == 0x00 ? 1.0 / 6 : 0
    let scale = scale(self[parameter: Parameter.proximityGain], self[parameter: Parameter.proximityMisc])
    let light = Double(ledMicroamperes(channel)) / 1_000 * Si1143.countsPerMilliampere * part * scale
    let grain = noise.signed(time &* 8 &+ Tick(channel.rawValue)) * (2 + light * 0.000_3)
    guard let rate = heart.beatsPerMinute(at: time) else { return Int((Si1143.dark + light / 50 + grain).rounded()) }
    let volume = PulseWave.volume(state.wave.advance(to: time, rate: rate))
    let shake = Double(min(max(heart.disturbance(at: time), 0), 100)) / 100 * noise.smooth(time.inSeconds * 3)
    return Int((Si1143.dark + light * (1 - 0.015 * volume + 0.03 * shake) + grain).rounded())
  }

  /// Two to the gain; the high signal range is bit 5 of the MISC parameters.
  private func scale(_ gain: UInt8, _ misc: UInt8) -> Double {
    Double(1 << Int(min(gain & 0x0F, 7))) / (misc & 0x20 != 0 ? 14.5 : 1)
  }

  /// Light as in a room (chosen), a hundredth of it below skin; the temperature by 35 counts a degree and the supply by
  /// 5,000 a volt (chosen), where AUX is set to them.
  private func ambientReading(_ channel: Channel, at time: Tick) -> Int {
    let isCovered = heart.beatsPerMinute(at: time) != nil
    let grain = noise.signed(time &* 8 &+ Tick(channel.rawValue)) * 2
    switch channel {
    case .auxiliary:
      switch self[parameter: Parameter.auxiliaryMux] {
      case 0x65: return 11_136 + ((ambient?.milliCelsius ?? 25_000) - 25_000) * 35 / 1_000
      case 0x75: return net.millivolts * 5
      default: return Int(Si1143.dark)
      }
    case .visible:
      let scale = scale(self[parameter: Parameter.visibleGain], self[parameter: Parameter.visibleMisc])
      return Int((Si1143.dark + (isCovered ? 1 : 100) * scale + grain).rounded())
    default:
      let scale = scale(self[parameter: Parameter.infraredGain], self[parameter: Parameter.infraredMisc])
      return Int((Si1143.dark + (isCovered ? 2 : 200) * scale + grain).rounded())
    }
  }
}
