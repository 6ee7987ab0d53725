import Testing

@testable import Machine

@Suite struct SerialWireTests {
  let emulation = Emulation()
  let wire: SerialWire

  init() { wire = SerialWire("UART2.TX", on: emulation) }

  /// What a receiver makes of one character.
  private func sample(
    _ byte: UInt8, as sent: SerialFormat, by seen: SerialFormat, isBreak: Bool = false
  ) -> SerialCharacter? {
    var received: SerialCharacter?
    wire.receiverFormat = seen
    wire.onReceive = { received = $0 }
    wire.send(byte, format: sent, isBreak: isBreak)
    emulation.scheduler.run(until: emulation.now + .seconds(UInt64(1)))
    return received
  }

  @Test func aCharacterArrivesWhenItsStopBitEnds() {
    var heard: [String] = []
    wire.receiverFormat = SerialFormat(baud: 115_200)
    wire.onReceive = { heard.append("byte \($0.byte) at \(self.emulation.now)") }
    let sending = wire.watchSent { heard.append("sent \($0)") }
    defer { sending.end() }
    wire.onIdle = { heard.append("idle") }
    emulation.scheduler.advance(to: 1_000)
    // 10 bits of 13,333 1/3 ticks.
    #expect(wire.send(0x41, format: SerialFormat(baud: 115_200)) == 134_333)
    #expect(wire.isBusy && wire.end == 134_333)
    #expect(wire.send(0x42, format: SerialFormat(baud: 115_200)) == nil)
    emulation.scheduler.run(until: 134_332)
    #expect(heard == [])
    emulation.scheduler.run(until: 134_333)
    #expect(heard == ["sent 65", "byte 65 at 134333", "idle"])
    #expect(!wire.isBusy && wire.end == nil)
  }

  @Test func aBadLineLosesDoublesAndChanges() {
    var heard: [UInt8] = []
    wire.receiverFormat = SerialFormat(baud: 115_200)
    wire.onReceive = { heard.append($0.byte) }
    wire.transit = { character in
      switch character.byte {
      case 1: []
      case 2: [character, character]
      default: [SerialCharacter(character.byte ^ 1)]
      }
    }
    for byte in [UInt8(1), 2, 8] {
      wire.send(byte, format: SerialFormat(baud: 115_200))
      emulation.scheduler.run(until: emulation.now + .milliseconds(1))
    }
    #expect(heard == [2, 2, 9])
    wire.transit = nil
    wire.send(1, format: SerialFormat(baud: 115_200))
    emulation.scheduler.run(until: emulation.now + .milliseconds(1))
    #expect(heard == [2, 2, 9, 1])
  }

  @Test func severalHearOfWhatWasSentAndReceived() {
    var heard: [SerialWire.Event] = []
    var bytes: [UInt8] = []
    let events = wire.watch { heard.append($0) }
    let sent = wire.watchSent { bytes.append($0) }
    func send(_ byte: UInt8, baud: UInt64 = 115_200) {
      wire.send(byte, format: SerialFormat(baud: baud))
      emulation.scheduler.run(until: emulation.now + .milliseconds(20))
    }
    send(1)
    wire.receiverFormat = SerialFormat(baud: 115_200)
    send(2)
    send(0, baud: 9_600)
    var broken = SerialCharacter(0)
    broken.framingError = true
    broken.isBreak = true
    #expect(heard == [.sent(1), .lost, .sent(2), .received(SerialCharacter(2)), .sent(0), .received(broken)])
    #expect(bytes == [1, 2, 0])
    sent.end()
    send(3)
    #expect(bytes == [1, 2, 0] && heard.count == 8)
    events.end()
    send(4)
    #expect(heard.count == 8)
  }

  @Test func aLaterStartIsKeptAndAnEarlierOneIsNow() {
    let format = SerialFormat(baud: 1_000_000)
    emulation.scheduler.advance(to: 500)
    #expect(wire.send(1, format: format, start: 1_000) == Tick(1_000 + 15_360))
    emulation.scheduler.run(until: 100_000)
    #expect(wire.send(1, format: format, start: 20) == Tick(100_000 + 15_360))
  }

  @Test func charactersFollowEachOtherWithoutAGap() {
    let format = SerialFormat(baud: 115_200)
    wire.receiverFormat = format
    var ends: [Tick] = []
    var left = 3
    wire.onIdle = {
      ends.append(self.emulation.now)
      left -= 1
      if left > 0 { self.wire.send(2, format: format, start: 133_333 * Tick(3 - left)) }
    }
    wire.send(1, format: format)
    // The instruction under way ends a little after the character.
    for _ in 0..<3 {
      emulation.scheduler.advance(to: emulation.scheduler.nextDeadline + 40)
      emulation.scheduler.fireDue()
    }
    #expect(ends == [133_373, 266_706, 400_039])
  }

  /// A sender that was made before the wire hears of a character's end first, where both have it as an alarm.
  @Test func aSenderWithAnAlarmOfItsOwnLosesNothing() {
    let emulation = Emulation()
    var next: (() -> Void)?
    let ended = emulation.alarm("sender") { _ in next?() }
    let wire = SerialWire("made later", on: emulation)
    let format = SerialFormat(baud: 115_200)
    var heard: [UInt8] = []
    wire.receiverFormat = format
    wire.onReceive = { heard.append($0.byte) }
    var bytes: [UInt8] = [1, 2, 3, 4]
    var end: Tick?
    next = {
      guard !bytes.isEmpty else { return }
      end = wire.send(bytes.removeFirst(), format: format, start: end)
      ended.set(at: end)
    }
    next?()
    emulation.scheduler.run(until: .milliseconds(1))
    #expect(heard == [1, 2, 3, 4])
  }

  @Test func nothingListensLosesTheCharacter() {
    var sent = 0
    var received = 0
    let sending = wire.watchSent { _ in sent += 1 }
    defer { sending.end() }
    wire.onReceive = { _ in received += 1 }
    wire.send(1, format: SerialFormat(baud: 9_600))
    emulation.scheduler.run(until: .seconds(UInt64(1)))
    #expect(sent == 1 && received == 0)
  }

  @Test func anImpossiblySlowCharacterNeverEnds() {
    let format = SerialFormat(bitClock: ClockRate(edges: 1, per: .max))
    emulation.scheduler.advance(to: 10)
    #expect(wire.send(1, format: format) == .max)
    #expect(wire.isBusy)
    #expect(SerialWire.sample(transmission(1, SerialFormat(baud: 9_600)), as: format).byte == 0xFF)
    #expect(SerialWire.sample(transmission(0xA5, format), as: SerialFormat(baud: 9_600)).isBreak)
  }

  private func transmission(_ byte: UInt8, _ format: SerialFormat) -> SerialWire.Transmission {
    SerialWire.Transmission(byte: byte, format: format, start: 0, end: 0, isBreak: false)
  }

  @Test func everyByteArrivesInEveryFormat() {
    let clock = ClockRate(hertz: 115_200)
    for dataBits in 5...8 {
      for parity in [SerialFormat.Parity.none, .even, .odd] {
        for stopBits in 1...2 {
          let sent = SerialFormat(bitClock: clock, dataBits: dataBits, parity: parity, stopBits: stopBits)
          // 1 % off, which a receiver bears.
          let seen = SerialFormat(
            bitClock: ClockRate(hertz: 116_352), dataBits: dataBits, parity: parity, stopBits: 3 - stopBits)
          for byte in UInt8.min...UInt8.max {
            let expected = SerialCharacter(byte & (0xFF >> UInt8(8 - dataBits)))
            #expect(SerialWire.sample(transmission(byte, sent), as: sent) == expected)
            #expect(SerialWire.sample(transmission(byte, sent), as: seen) == expected)
          }
        }
      }
    }
  }

  @Test func aWrongBaudRateGarbles() {
    // "U" is alternating bits. At two thirds of the rate the receiver looks 2.25, 3.75, 5.25, 6.75, 8.25 and 9.75 of the
    // sender's bits after the edge, and then at the idle line.
    let slow = sample(0x55, as: SerialFormat(baud: 115_200), by: SerialFormat(baud: 76_800))
    #expect(slow?.byte == 0b1110_0110 && slow?.framingError == false)
    // At twice the rate it sees each bit twice: start, 1, 0, 1, 0; where it wants its stop bit there is the last 0.
    let fast = sample(0x55, as: SerialFormat(baud: 57_600), by: SerialFormat(baud: 115_200))
    #expect(fast?.byte == 0b0110_0110 && fast?.framingError == true && fast?.isBreak == false)
    let zero = sample(0x00, as: SerialFormat(baud: 9_600), by: SerialFormat(baud: 115_200))
    #expect(zero?.byte == 0 && zero?.framingError == true && zero?.isBreak == true)
  }

  @Test func parityIsChecked() {
    let clock = ClockRate(hertz: 115_200)
    let even = SerialFormat(bitClock: clock, parity: .even)
    let odd = SerialFormat(bitClock: clock, parity: .odd)
    let wrong = sample(0x33, as: even, by: odd)
    #expect(wrong?.byte == 0x33 && wrong?.parityError == true && wrong?.framingError == false)
    // A receiver without parity takes the low parity bit for a missing stop bit.
    let none = sample(0x33, as: even, by: SerialFormat(baud: 115_200))
    #expect(none?.byte == 0x33 && none?.framingError == true && none?.isBreak == false)
    // One with parity takes the stop bit of a sender without for the parity bit, and idle for the stop bit.
    let missing = sample(0x33, as: SerialFormat(baud: 115_200), by: even)
    #expect(missing?.parityError == true && missing?.framingError == false)
  }

  @Test func aBreakIsLowFromStartToStop() {
    let format = SerialFormat(baud: 115_200)
    let seen = sample(0xFF, as: format, by: format, isBreak: true)
    #expect(seen?.byte == 0 && seen?.framingError == true && seen?.isBreak == true && seen?.parityError == false)
    // With odd parity the missing parity bit is wrong too.
    let odd = SerialFormat(bitClock: format.bitClock, parity: .odd)
    let other = sample(0xFF, as: odd, by: odd, isBreak: true)
    #expect(other?.isBreak == true && other?.parityError == true)
    // A receiver of five bits takes the sixth for the parity bit and the seventh for the stop bit: high and low.
    let short = SerialFormat(bitClock: format.bitClock, dataBits: 5, parity: .odd)
    let zero = sample(0b0010_0000, as: format, by: short)
    #expect(zero?.byte == 0 && zero?.framingError == true && zero?.parityError == false && zero?.isBreak == false)
  }

  @Test func aSnapshotKeepsTheCharacterUnderWay() throws {
    let format = SerialFormat(baud: 115_200)
    wire.send(9, format: format)
    emulation.scheduler.run(until: 200_000)
    wire.send(0x5A, format: format)
    emulation.scheduler.run(until: 250_000)
    let saved = try emulation.json()

    let other = Emulation()
    let copy = SerialWire("UART2.TX", on: other)
    copy.receiverFormat = format
    var heard: [String] = []
    copy.onReceive = { heard.append("\($0.byte) at \(other.now)") }
    try other.restore(json: saved)
    #expect(try other.json() == saved)
    #expect(copy.isBusy && copy.end == 333_333)
    other.scheduler.run(until: 333_333)
    #expect(heard == ["90 at 333333"])

    // And an idle wire over a busy one.
    emulation.scheduler.run(until: 400_000)
    copy.send(1, format: format)
    try other.restore(json: try emulation.json())
    #expect(!copy.isBusy)
    other.scheduler.run(until: 1_000_000)
    #expect(heard.count == 1)
  }
}
