import Machine

/// What is measured of a packet.
extension RADIO {
  // MARK: Signal strength and bits

  func takeRSSI() {
    core.rssiTime = nil
    let strength = core.phase == .receive ? strengthOnAir() : Self.noiseFloor
    bank[Self.rssiSample] = UInt32(min(max(-strength, 0), 127))
    page.raise(Self.rssiEnd)
  }

  func startBitCount() {
    guard core.step != nil else { return }
    core.bitCountStart = present
    setBitCount()
  }

  func stopBitCount() {
    core.bitCountStart = nil
    core.bitCountTime = nil
    bitsCounted.cancel()
  }

  /// BCC may have changed.
  func setBitCount() {
    guard let start = core.bitCountStart else { return }
    let count = bank[Self.bitCount]
    let time = start.adding(Tick(count) &* core.mode.bitTime)
    core.bitCountTime = count > 0 && time > present ? time : nil
    bitsCounted.set(at: core.bitCountTime)
  }

  func countedBits() {
    core.bitCountTime = nil
    storeReceived()
    page.raise(Self.bitCountMatch)
  }
}
