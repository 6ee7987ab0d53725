import Boards
import Machine

/// Breaks a band as declared. Everything random is a hash of the seed, the fault's number and the time, so that the same
/// run breaks the same way, and nothing of it belongs into a snapshot.
final class FaultLab {
  private let faults: [InjectedFault]
  private let band: any Board
  private let noises: [SeededNoise]
  private var counts: [Int]
  /// Of a flash that rots: how many of its stretches of time have had their bit.
  private var stretches: [UInt64]
  private var alarms: [Alarm] = []

  /// Breaks `band` and its cable from now on.
  init(_ faults: [InjectedFault], seed: UInt64, band: any Board, bridge: CableBridge) {
    self.faults = faults
    self.band = band
    noises = faults.indices.map { SeededNoise(seed: seed, stream: 0xFA17_0000 + UInt64($0)) }
    counts = faults.map { _ in 0 }
    stretches = faults.map { _ in 0 }
    breakWires(bridge)
    for (number, fault) in faults.enumerated() {
      switch fault.kind {
      case .wire, .eraseFails: break
      case .sensor(let sensor, let what): breakSensor(sensor, what, fault.window, noises[number])
      case .clock: during(fault.window) { [unowned self] _ in setCrystals() }
      case .rot(let mean, let range): rot(number, every: mean, in: range)
      }
    }
    let erases = faults.indices.filter { if case .eraseFails = faults[$0].kind { true } else { false } }
    if !erases.isEmpty {
      band.storage.eraseFails = { [unowned self] address in
        erases.contains { number in
          guard case .eraseFails(let probability) = faults[number].kind else { return false }
          return happens(number, probability, salt: UInt64(address))
        }
      }
    }
  }

  /// What happened, for the report.
  var report: [Report.Fault] {
    faults.indices.map { number in
      var count: Int? = counts[number]
      if case .sensor = faults[number].kind { count = nil }
      if case .clock = faults[number].kind { count = nil }
      return Report.Fault(fault: faults[number].text, count: count)
    }
  }

  /// Keeps what it has come to; the result brings it back there.
  func keep() -> () -> Void {
    let deadlines = alarms.map(\.deadline)
    let (isMotionSilent, isHeartSilent) = (band.motionSensor?.isSilent, band.heartSensor?.isSilent)
    return { [unowned self, counts, stretches] in
      (self.counts, self.stretches) = (counts, stretches)
      for (alarm, deadline) in zip(alarms, deadlines) { alarm.set(at: deadline) }
      if let isMotionSilent { band.motionSensor?.isSilent = isMotionSilent }
      if let isHeartSilent { band.heartSensor?.isSilent = isHeartSilent }
    }
  }

  private var now: Tick { band.emulation.now }

  /// Whether a fault strikes now; counted.
  private func happens(_ number: Int, _ probability: Double, salt: UInt64) -> Bool {
    guard faults[number].window.contains(now), noises[number].unit(now &* 4 &+ salt) < probability else { return false }
    counts[number] += 1
    return true
  }

  /// Calls `change` when a window begins and when it ends; at once where that was before.
  private func during(_ window: Range<Tick>, _ change: @escaping (Bool) -> Void) {
    change(window.contains(now))
    for (time, isInside) in [(window.lowerBound, true), (window.upperBound, false)] where time > now && time < .max {
      let alarm = band.emulation.alarm("fault.window") { _ in change(isInside) }
      alarm.set(at: time)
      alarms.append(alarm)
    }
  }

  // MARK: Wires

  private func breakWires(_ bridge: CableBridge) {
    for isToBand in [true, false] {
      let numbers = faults.indices.filter { number in
        guard case .wire(let toBand, let toHost, _, _) = faults[number].kind else { return false }
        return isToBand ? toBand : toHost
      }
      guard !numbers.isEmpty else { continue }
      let wire = isToBand ? band.cable.hostToBand : band.cable.bandToHost
      wire.transit = { [unowned self] in transit($0, numbers, salt: isToBand ? 0 : 1) }
      let late: () -> Tick = { [unowned self] in lateness(numbers, salt: isToBand ? 0 : 1) }
      if isToBand { bridge.latenessToBand = late } else { bridge.latenessToHost = late }
    }
  }

  private func transit(_ character: SerialCharacter, _ numbers: [Int], salt: UInt64) -> [SerialCharacter] {
    var characters = [character]
    for number in numbers {
      guard case .wire(_, _, let fault, let probability) = faults[number].kind else { continue }
      if case .delay = fault { continue }
      guard happens(number, probability, salt: salt) else { continue }
      switch fault {
      case .flip:
        let bit = UInt8(noises[number].bits(now &* 4 &+ salt &+ 2) & 7)
        for place in characters.indices { characters[place].byte ^= 1 << bit }
      case .lose: characters = []
      case .double: characters += characters
      case .breakFrame: for place in characters.indices { characters[place].framingError = true }
      case .delay: break
      }
    }
    return characters
  }

  private func lateness(_ numbers: [Int], salt: UInt64) -> Tick {
    numbers.reduce(0) { sum, number in
      guard case .wire(_, _, .delay(let time), let probability) = faults[number].kind,
        happens(number, probability, salt: salt)
      else { return sum }
      return sum + time
    }
  }

  // MARK: Sensors, crystals, flash

  private func breakSensor(
    _ sensor: InjectedFault.Sensor, _ fault: InjectedFault.SensorFault, _ window: Range<Tick>, _ noise: SeededNoise
  ) {
    switch (sensor, fault) {
    case (.accelerometer, .absent): during(window) { [unowned band] in band.motionSensor?.isSilent = $0 }
    case (.heartRate, .absent): during(window) { [unowned band] in band.heartSensor?.isSilent = $0 }
    case (.accelerometer, _):
      guard let sensor = band.motionSensor else { break }
      sensor.motion = FaultyMotion(sensor.motion, fault, in: window, noise: noise)
    case (.heartRate, _):
      guard let sensor = band.heartSensor else { break }
      sensor.heart = FaultyHeart(sensor.heart, fault, in: window, noise: noise)
    }
  }

  /// Several faults of one crystal add up.
  private func setCrystals() {
    var drift: (fast: Int64, slow: Int64) = (0, 0)
    for fault in faults where fault.window.contains(now) {
      guard case .clock(let isSlow, let off) = fault.kind else { continue }
      // Clamped at each, as crystals that far off do not exist.
      if isSlow {
        drift.slow = min(max(drift.slow + off, -1_000), 1_000)
      } else {
        drift.fast = min(max(drift.fast + off, -1_000), 1_000)
      }
    }
    band.chip.setCrystalDrift(fast: drift.fast, slow: drift.slow)
  }

  /// One bit in each stretch of the mean time, at a random moment of it.
  private func rot(_ number: Int, every mean: Tick, in range: Range<Int>) {
    let (noise, window) = (noises[number], faults[number].window)
    func time(_ place: UInt64) -> Tick {
      (window.lowerBound.adding(place &* mean)).adding(Tick(noise.unit(4 * place) * Double(mean)))
    }
    stretches[number] = now > window.lowerBound ? (now - window.lowerBound) / mean : 0
    while time(stretches[number]) <= now { stretches[number] += 1 }
    var alarm: Alarm!
    func setNext() {
      let next = time(stretches[number])
      alarm.set(at: window.contains(next) ? next : nil)
    }
    alarm = band.emulation.alarm("fault.rot") { [unowned self] _ in
      let place = stretches[number]
      let offset = range.lowerBound + Int(noise.bits(4 * place + 1) % UInt64(range.count))
      band.storage.rot(offset: offset, bit: Int(noise.bits(4 * place + 2) & 7))
      counts[number] += 1
      stretches[number] += 1
      setNext()
    }
    setNext()
    alarms.append(alarm)
  }
}
