import Machine

/// The boot ROM at a serial flash and at a serial EEPROM.
extension BootROM {
  private static let flashSelect = Pin(0, 3)
  private static let eepromAddress: UInt8 = 0x50
  private static let flashHeader = 8
  private static let eepromHeader = 32

  // MARK: Flash

  /// SCK P0_0, CS P0_3, MISO P0_5, MOSI P0_6.
  func wakeFlash() {
    pads.override(Pin(0, 0), false)
    pads.override(Pin(0, 6), false)
    pads.override(Self.flashSelect, true)
    pads.override(Self.flashSelect, false)
    _ = spi.exchange(0xAB, bits: 8)
    pads.override(Self.flashSelect, true)
    enter(.flashWake, for: Self.flashWakeTime)
  }

  func openFlash() {
    pads.override(Self.flashSelect, false)
    // 03 and three bytes of address come first.
    state.place = -4
    (state.length, state.check) = (0, 0)
    state.step = .flash
    enterNextByte(after: Self.flashByteTime)
  }

  func readFlash() {
    let byte = UInt8(truncatingIfNeeded: spi.exchange(state.place == -4 ? 0x03 : 0, bits: 8))
    let place = state.place
    state.place += 1
    if place >= 0 { take(byte, at: place, header: Self.flashHeader, sizeAt: 6) }
    if state.place == Self.flashHeader && state.length == 0 { return leaveFlash() }
    if state.length > 0 && state.place >= Self.flashHeader + state.length {
      pads.override(Self.flashSelect, true)
      return startProgram()
    }
    enterNextByte(after: Self.flashByteTime)
  }

  private func leaveFlash() {
    pads.override(Self.flashSelect, true)
    for pin in [Pin(0, 0), Pin(0, 6), Self.flashSelect] { pads.override(pin, nil) }
    openEEPROM()
  }

  /// A byte of a header or of the program behind it. The mark that is not there leaves the length at 0.
  private func take(_ byte: UInt8, at place: Int, header: Int, sizeAt: Int) {
    switch place {
    case 0: state.check = byte == 0x70 ? 1 : 0
    case 1: state.check = state.check == 1 && byte == 0x50 ? 2 : 0
    case sizeAt: state.length = state.check == 2 ? Int(byte) << 8 : 0
    case sizeAt + 1:
      if state.check == 2 { state.length |= Int(byte) }
      if state.length > MemoryMap.sysSize { state.length = 0 }
      state.check = 0
    case header...:
      memories.ram.store([byte], at: place - header)
      state.check ^= byte
    default: break
    }
  }

  // MARK: EEPROM

  private func openEEPROM() {
    (state.place, state.length, state.check, state.expected) = (0, 0, 0, 0)
    guard let target = i2c.target(at: Self.eepromAddress), target.i2cStart(isRead: false), target.i2cWrite(0),
      target.i2cWrite(0), target.i2cStart(isRead: true)
    else {
      i2c.target(at: Self.eepromAddress)?.i2cStop()
      // Over again, after what the address took.
      return enter(.slave, for: 4 * Self.eepromByteTime + Self.slaveTime)
    }
    // Address, two bytes, address again, and the first byte.
    enter(.eeprom, for: 5 * Self.eepromByteTime)
  }

  func readEEPROM() {
    guard i2c.isAnswered(at: Self.eepromAddress), let target = i2c.target(at: Self.eepromAddress) else {
      return beginAnew()
    }
    let last = max(Self.eepromHeader + state.length, Self.eepromHeader) - 1
    let byte = target.i2cRead(acknowledged: state.place < last)
    let place = state.place
    state.place += 1
    if place == 4 { state.expected = byte } else { take(byte, at: place, header: Self.eepromHeader, sizeAt: 2) }
    if place >= 3 && state.length == 0 || place >= Self.eepromHeader && place >= Self.eepromHeader + state.length - 1 {
      target.i2cStop()
      return state.length > 0 && state.check == state.expected ? startProgram() : beginAnew()
    }
    enterNextByte(after: Self.eepromByteTime)
  }
}
