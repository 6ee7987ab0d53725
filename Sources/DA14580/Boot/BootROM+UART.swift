import Blocks
import Machine

/// The boot ROM at a UART.
extension BootROM {
  private enum Byte {
    static let startOfHeader: UInt8 = 0x01
    static let startOfText: UInt8 = 0x02
    static let acknowledge: UInt8 = 0x06
    static let refuse: UInt8 = 0x15
  }

  /// The present pair.
  var uart: BootUART { BootUART.all[state.pair] }

  private var isSomebodyThere: Bool { pads.serialPad(uart.receive) != nil || pads[uart.receive].level }

  /// Whether it hears the present pair.
  var listens: Bool {
    switch state.step {
    case .announce: isSomebodyThere
    case .lengthLow, .lengthHigh, .data, .verdict: true
    case .idle: state.isKeeping
    case .starting, .otpCopy, .slave, .flashWake, .flash, .eeprom: false
    }
  }

  func tryPair(_ pair: Int) {
    state.pair = pair
    if isSomebodyThere { announce() } else { enter(.announce, for: Self.silentTime) }
  }

  func announce() {
    pads.override(uart.transmit, true)
    (state.length, state.place, state.check) = (0, 0, 0)
    enter(.announce, for: Self.answerTime)
    listen()
    send(Byte.startOfText)
  }

  func listen() {
    pads.serialPad(uart.receive)?.connect(self, format: uart.format) { [unowned self] in hear($0) }
  }

  private func send(_ byte: UInt8) { pads.serialPad(uart.transmit)?.wire.send(byte, format: uart.format) }

  /// Nobody has answered: the next pair, or what comes after the last.
  func leavePair() {
    pads.serialPad(uart.receive)?.disconnect(self)
    pads.override(uart.transmit, nil)
    if state.pair + 1 < BootUART.all.count {
      tryPair(state.pair + 1)
    } else if state.isSerialOnly {
      tryPair(0)
    } else {
      wakeFlash()
    }
  }

  private func hear(_ character: SerialCharacter) {
    let byte = character.byte
    switch state.step {
    case .announce: if byte == Byte.startOfHeader && !character.framingError { enter(.lengthLow, for: Self.answerTime) }
    case .lengthLow:
      state.length = Int(byte)
      enter(.lengthHigh, for: Self.answerTime)
    case .lengthHigh:
      state.length |= Int(byte) << 8
      lengthKnown()
    case .data: store(byte)
    case .verdict: verdict(character)
    case .idle:
      guard state.isKeeping, let pad = pads.serialPad(uart.receive), pad.kept.count < Self.keptLimit else { return }
      pad.kept.append(character)
    case .starting, .otpCopy, .slave, .flashWake, .flash, .eeprom: break
    }
  }

  private func lengthKnown() {
    if (1...MemoryMap.sysSize).contains(state.length) {
      send(Byte.acknowledge)
      enter(.data, for: Self.dataTime)
    } else {
      state.length = 0
      send(Byte.refuse)
      enter(.announce, for: Self.answerTime)
    }
  }

  private func store(_ byte: UInt8) {
    memories.ram.store([byte], at: state.place)
    state.check ^= byte
    state.place += 1
    guard state.place >= state.length else { return enter(.data, for: Self.dataTime) }
    send(state.check)
    enter(.verdict, for: Self.verdictTime)
  }

  private func verdict(_ character: SerialCharacter) {
    switch character.byte {
    case Byte.acknowledge: startProgram()
    case Byte.refuse: announce()
    default:
      state.kept = [character]
      startProgram(isKeeping: true)
    }
  }

  /// The program's UART listens at the pad that was kept for it.
  func routingChanged() {
    guard state.isKeeping else { return }
    if [.uartRX, .uart2RX].contains(where: { pads.pin(for: $0) == uart.receive }) { state.isKeeping = false }
  }
}
