import ChipTesting
import Machine
import Testing

@testable import DA14580

/// The boot ROM's dialogue with a host, byte for byte, at the third pair of pads: P0_4 and P0_5, 57600 baud.
struct BootUARTTests {
  /// A chip with a serial cable, and everything that the chip has sent.
  final class Cable {
    struct Sent: Equatable {
      var byte: UInt8
      var time: Tick
    }

    let chip = Chip()
    let toChip: SerialWire
    let fromChip: SerialWire
    private(set) var sent: [Sent] = []
    private var watching: Subscription?
    static let format = SerialFormat(baud: 57_600)

    init() {
      toChip = SerialWire("toChip", on: chip.emulation)
      fromChip = SerialWire("fromChip", on: chip.emulation)
      chip.soc.attach(fromChip, to: "P0_4")
      chip.soc.attach(toChip, to: "P0_5")
      let emulation = chip.emulation
      watching = fromChip.watchSent { [unowned self, unowned emulation] in
        sent.append(Sent(byte: $0, time: emulation.now))
      }
    }

    /// Sends bytes without gaps, runs to the end of the last one and returns its time.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Tick {
      var end = chip.now
      for byte in bytes {
        end = toChip.send(byte, format: Self.format) ?? end
        chip.soc.run(until: end)
      }
      return end
    }

    /// Runs to the first 02.
    func waitForAnnouncement() { chip.soc.run(until: .milliseconds(113)) }

    var bytes: [UInt8] { sent.map(\.byte) }
    var mark: UInt32 { chip.read(Program.mark, width: 4) }
  }

  /// Ten bits of 17 x 16 cycles of 16 MHz.
  static let character: Tick = 10 * 272 * 96

  @Test func announcesWhenItsTurnHasCome() {
    let cable = Cable()
    cable.chip.soc.start()
    // 2 ms to look at OTP, 30 ms for an SPI master, 40 ms for each of two pairs that read low.
    cable.chip.soc.run(until: .milliseconds(112) + Self.character - 1)
    #expect(cable.sent.isEmpty)
    cable.waitForAnnouncement()
    #expect(cable.sent == [.init(byte: 0x02, time: .milliseconds(112) + Self.character)])
    #expect(cable.chip.soc.mode == .run)
    #expect(cable.chip.soc.cpu.instructions == 0)
    // Nobody answers for 100 ms, nor at the last pair for 40 ms; there is no flash (50 us and 12 bytes) and no EEPROM
    // (360 us); then all over again.
    let round: Tick = .milliseconds(100 + 40 + 30 + 80) + .microseconds(50 + 360) + 12 * 4_688
    cable.chip.soc.run(until: .milliseconds(112) + round + Self.character)
    #expect(
      cable.sent.map(\.time) == [.milliseconds(112) + Self.character, .milliseconds(112) + round + Self.character])
  }

  @Test func loadsAProgramByteForByte() {
    let cable = Cable()
    cable.chip.soc.start()
    cable.waitForAnnouncement()
    let program = Program.marking(0x1234_5678)
    let headed = cable.send([0x01, UInt8(program.count), 0])
    cable.chip.run(for: .milliseconds(1))
    #expect(cable.sent.last == .init(byte: 0x06, time: headed + Self.character))
    let loaded = cable.send(program)
    #expect(Array(cable.chip.soc.ram.contents.prefix(program.count)) == program)
    cable.chip.run(for: .milliseconds(1))
    #expect(cable.sent.last == .init(byte: program.reduce(0, ^), time: loaded + Self.character))
    #expect(cable.bytes == [0x02, 0x06, program.reduce(0, ^)])
    let agreed = cable.send([0x06])
    #expect(cable.chip.soc.cpu.instructions == 0)
    cable.chip.soc.run(until: agreed + .microseconds(20))
    #expect(cable.mark == 0x1234_5678)
    #expect(cable.chip.read(0x5000_0012) == 0x22)
    #expect(cable.chip.read(0x5000_3100) == 0xFF)
    #expect(cable.chip.soc.resets == [.powerOn: 1])
    // SysRAM answers at 0 too.
    #expect(cable.chip.read(0, width: 4) == 0x2000_8000)
  }

  @Test func aWrongCheckByteBeginsAgain() {
    let cable = Cable()
    cable.chip.soc.start()
    cable.waitForAnnouncement()
    let program = Program.marking(1)
    cable.send([0x01, UInt8(program.count), 0])
    cable.chip.run(for: .milliseconds(1))
    var wrong = program
    wrong[9] ^= 0x40
    cable.send(wrong)
    cable.chip.run(for: .milliseconds(1))
    #expect(cable.bytes.last == wrong.reduce(0, ^))
    cable.send([0x15])
    cable.chip.run(for: .milliseconds(1))
    #expect(cable.bytes == [0x02, 0x06, wrong.reduce(0, ^), 0x02])
    cable.send([0x01, UInt8(program.count), 0])
    cable.chip.run(for: .milliseconds(1))
    cable.send(program)
    cable.chip.run(for: .milliseconds(1))
    cable.send([0x06])
    cable.chip.run(for: .milliseconds(1))
    #expect(cable.mark == 1)
  }

  @Test(arguments: [[0x00, 0x00], [0x01, 0xA8]] as [[UInt8]])
  func refusesLengthsThatDoNotFit(length: [UInt8]) {
    let cable = Cable()
    cable.chip.soc.start()
    cable.waitForAnnouncement()
    cable.send([0x01] + length)
    cable.chip.run(for: .milliseconds(1))
    #expect(cable.bytes == [0x02, 0x15])
    // It still waits for 01.
    cable.send([0x01, 0x10, 0x00])
    cable.chip.run(for: .milliseconds(1))
    #expect(cable.bytes == [0x02, 0x15, 0x06])
  }

  @Test func pausesThatAreTooLongBeginAgain() {
    let cable = Cable()
    cable.chip.soc.start()
    cable.waitForAnnouncement()
    let first = cable.send([0x01])
    cable.chip.soc.run(until: first + .milliseconds(100) - 1)
    #expect(cable.bytes == [0x02])
    cable.chip.soc.run(until: first + .milliseconds(101))
    #expect(cable.sent.last == .init(byte: 0x02, time: first + .milliseconds(100) + Self.character))
    cable.send([0x01, 0x10, 0x00])
    cable.chip.run(for: .milliseconds(1))
    let data = cable.send([1, 2, 3])
    cable.chip.soc.run(until: data + .milliseconds(2_000) - 1)
    #expect(cable.bytes == [0x02, 0x02, 0x06])
    cable.chip.soc.run(until: data + .milliseconds(2_001))
    #expect(cable.bytes == [0x02, 0x02, 0x06, 0x02])
  }

  /// Loads a program up to its check byte.
  private func loaded(_ program: [UInt8]) -> Cable {
    let cable = Cable()
    cable.chip.soc.start()
    cable.waitForAnnouncement()
    cable.send([0x01, UInt8(program.count), 0])
    cable.chip.run(for: .milliseconds(1))
    cable.send(program)
    return cable
  }

  @Test func silenceAfterTheCheckByteStartsTheProgram() {
    let cable = loaded(Program.marking(7))
    let end = cable.chip.now
    cable.chip.soc.run(until: end + .milliseconds(500) - 1)
    #expect(cable.mark == 0xA5A5_A5A5)
    cable.chip.soc.run(until: end + .milliseconds(501))
    #expect(cable.mark == 7)
  }

  /// A program that listens at P0_5 at 58,824 baud with its FIFO on, and copies what has come after a while.
  private var listening: [UInt8] {
    var code = Thumb()
    code.store16(0x5000_0010, 0)
    code.store16(0x5000_0004, 0x80)
    code.store16(0x5000_100C, 0x83)
    code.store16(0x5000_1000, 17)
    code.store16(0x5000_100C, 0x03)
    code.store16(0x5000_1008, 0x01)
    code.store16(0x5000_3010, 0x01)
    code.copy16(from: 0x5000_1000, to: Program.mark)
    code.copy16(from: 0x5000_1000, to: Program.mark + 2)
    code.stop()
    return [0x00, 0x80, 0x00, 0x20, 0x09, 0x00, 0x00, 0x20] + code.bytes
  }

  @Test func aHostWhoseAnswerWasLostIsHeardByTheProgram() {
    let cable = loaded(listening)
    cable.chip.run(for: .milliseconds(1))
    cable.send([0x05])
    cable.send([0x42])
    cable.chip.run(for: .milliseconds(1))
    #expect(cable.mark & 0xFF == 0x05)
  }

  @Test func aSnapshotInTheMiddleGoesOnAlike() throws {
    let program = Program.marking(0xCAFE)
    let (original, copy) = (Cable(), Cable())
    original.chip.soc.start()
    original.waitForAnnouncement()
    original.send([0x01, UInt8(program.count), 0])
    original.chip.run(for: .milliseconds(1))
    original.send(Array(program.prefix(10)))
    try copy.chip.restore(original.chip.snapshot)
    for cable in [original, copy] {
      cable.send(Array(program.dropFirst(10)))
      cable.chip.run(for: .milliseconds(1))
      cable.send([0x06])
      cable.chip.run(for: .milliseconds(1))
    }
    #expect(copy.mark == 0xCAFE)
    #expect(copy.bytes == [program.reduce(0, ^)])
    #expect(try copy.chip.snapshot == original.chip.snapshot)
  }

  @Test func everyPairHasItsRate() {
    let chip = Chip()
    let pairs = [("P0_0", "P0_1", 17), ("P0_2", "P0_3", 9), ("P0_4", "P0_5", 17), ("P0_6", "P0_7", 104)]
    var times: [Tick] = []
    var wires: [SerialWire] = []
    var watching: [Subscription] = []
    for (transmit, receive, _) in pairs {
      let (toChip, fromChip) = (
        SerialWire(receive + "w", on: chip.emulation), SerialWire(transmit + "w", on: chip.emulation)
      )
      chip.soc.attach(fromChip, to: transmit)
      chip.soc.attach(toChip, to: receive)
      wires += [toChip, fromChip]
      watching.append(fromChip.watchSent { [unowned emulation = chip.emulation] _ in times.append(emulation.now) })
    }
    chip.soc.start(.serial)
    chip.soc.run(until: .milliseconds(32 + 400 + 2))
    let expected = (0..<5).map { step in
      Tick.milliseconds(32 + 100 * UInt64(step)) + 10 * 16 * 96 * Tick(pairs[step % 4].2)
    }
    #expect(times == expected)
    #expect(watching.count == 4)
  }
}
