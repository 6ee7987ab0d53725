import Machine

/// Hearing others, and finding an address.
extension RADIO {
  // MARK: The air

  /// Another radio begins a transmission.
  public func airBegins(_ transmission: AirTransmission) {
    let now = fabric.now
    core.heard.removeAll { $0.end.adding(Self.memory) < now }
    core.heard.append(transmission)
    if core.phase == .receive && core.reception == nil { listenToNext(after: present) }
  }

  /// Another radio has read the rest of one.
  public func airContinues(sender: Int, start: Tick, bits: RadioBits) {
    change(sender, start) {
      $0.bits = bits
      $0.isWhole = true
    }
  }

  /// Another radio gives one up.
  public func airCut(sender: Int, start: Tick, cut: Tick) {
    change(sender, start) { $0.cut = cut }
  }

  private func change(_ sender: Int, _ start: Tick, _ change: (inout AirTransmission) -> Void) {
    guard let index = core.heard.lastIndex(where: { $0.sender == sender && $0.start == start }) else { return }
    change(&core.heard[index])
    guard core.reception?.transmission.sender == sender, core.reception?.transmission.start == start else { return }
    let changed = core.heard[index]
    core.reception?.transmission = changed
  }

  /// The strongest that has been on the frequency for long enough, in dBm.
  func strengthOnAir() -> Int {
    guard let air, core.isOnCrystal else { return Self.noiseFloor }
    if let reception = core.reception { return max(air.received(reception.transmission), Self.noiseFloor) }
    let time = present
    let heard = core.heard.filter {
      $0.frequency == core.frequency && $0.start.adding(Air.reach) <= time && Self.lastEffect($0) > time
    }
    return heard.map(air.received).reduce(Self.noiseFloor, max)
  }

  /// When a transmission makes its last difference to others: a cut is noticed late, as a beginning is.
  static func lastEffect(_ transmission: AirTransmission) -> Tick {
    var whole = transmission
    whole.cut = nil
    return min(whole.end, transmission.cut?.adding(Air.reach) ?? .max)
  }

  // MARK: Addresses

  func receive() {
    latch()
    core.listeningSince = present
    enter(.receive)
    listenToNext(after: present)
  }

  /// When the address of a transmission would be complete in this receiver.
  func addressTime(_ transmission: AirTransmission) -> Tick {
    transmission.start.adding(Tick(core.format.bitsThroughAddress) &* core.mode.bitTime).adding(Self.receiveDelay)
  }

  func listenToNext(after time: Tick) {
    guard let since = core.listeningSince else { return listen(at: nil) }
    let times = core.heard.lazy.filter { [core] in
      $0.start >= since && $0.frequency == core.frequency && $0.mode == core.mode
    }.map(addressTime)
    listen(at: times.filter { $0 > time }.min())
  }

  func findAddress() {
    core.listenTime = nil
    let time = present
    guard core.phase == .receive, core.reception == nil, let air, core.isOnCrystal else { return }
    let candidates = core.heard.filter {
      $0.start >= core.listeningSince ?? .max && $0.frequency == core.frequency && $0.mode == core.mode
        && addressTime($0) == time && air.received($0) >= core.mode.sensitivity && !air.isLost($0, to: place)
    }.sorted { ($0.power, $1.sender) > ($1.power, $0.sender) }
    for transmission in candidates {
      guard let match = match(transmission) else { continue }
      core.reception = Reception(transmission: transmission)
      core.packetStart = transmission.start.adding(Self.receiveDelay)
      bank[Self.receivedMatch] = UInt32(match)
      go(to: .header, atBit: core.format.bitsThroughAddress + core.format.headerBits)
      return page.raise(Self.address)
    }
    listenToNext(after: time)
  }

  /// The lowest enabled logical address that a transmission has.
  func match(_ transmission: AirTransmission) -> Int? {
    let bits = bits(of: transmission, upTo: core.format.bitsThroughAddress)
    let enabled = bank[Self.receiveAddresses]
    return (0..<8).first { index in
      guard enabled >> UInt32(index) & 1 != 0 else { return false }
      let wanted = self.bits(ofAddress: index)
      return (0..<wanted.count).allSatisfy { wanted[$0] == bits[RadioFormat.preambleBits + $0] }
    }
  }

  /// The first bits of a transmission as they arrive here: noise where another is as strong, and after the end.
  func bits(of transmission: AirTransmission, upTo count: Int) -> RadioBits {
    guard let air else { return transmission.bits }
    var bits = RadioBits()
    let own = transmission.bits
    for index in 0..<count { bits.append(UInt32(own[index]), 1) }
    func disturb(from start: Tick, to end: Tick) {
      for index in 0..<count {
        let time = transmission.time(ofBit: index)
        guard time >= start, time < end else { continue }
        bits.invert(at: index, if: air.disturbance(transmission, to: place, at: index))
      }
    }
    let end = Self.lastEffect(transmission)
    if transmission.time(ofBit: count) > end { disturb(from: end, to: .max) }
    for other in core.heard where other.frequency == transmission.frequency {
      guard other.sender != transmission.sender, other.end > transmission.start else { continue }
      guard other.power > transmission.power - Air.capture else { continue }
      disturb(from: other.start.adding(Air.reach), to: min(Self.lastEffect(other), end))
    }
    return bits
  }
}
