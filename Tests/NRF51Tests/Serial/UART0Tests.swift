import Blocks
import Machine
import SeededRandom
import Testing

@testable import NRF51

/// Characters, the FIFO, flow control and errors.
struct UART0Tests {
  private let bench = Bench()
  private let port: UART0
  private static let base: UInt32 = 0x4000_2000
  /// 115,200 baud: a bit is 2^32 / 0x01D7E000 cycles of 16 MHz.
  private static let fast = ClockRate(edges: 0x01D7_E000, per: 96 << 32)

  init() {
    port = UART0(bench.fabric)
    bench.write(Self.base + 0x50C, 24)
    bench.write(Self.base + 0x514, 25)
    bench.write(Self.base + 0x524, 0x01D7_E000)
    bench.write(Self.base + 0x500, 4)
  }

  private subscript(offset: UInt32) -> UInt32 {
    get { bench.read(Self.base + offset) }
    nonmutating set { bench.write(Self.base + offset, newValue) }
  }

  /// When so many characters of ten bits have passed.
  private func characters(_ count: UInt64) -> Tick { Self.fast.time(ofEdge: 10 * count) }

  private func send(_ byte: UInt8, _ format: SerialFormat? = nil, isBreak: Bool = false) {
    port.rx.send(byte, format: format ?? SerialFormat(bitClock: Self.fast), isBreak: isBreak)
    bench.run(for: 11 * Self.fast.time(ofEdge: 2))
  }

  // MARK: Rates

  /// BAUDRATE's listed values, and what they are in bits a second, rounded.
  @Test(arguments: [
    (UInt32(0x0004_F000), UInt64(1_205)), (0x0009_D000, 2_395), (0x0013_B000, 4_806), (0x0027_5000, 9_597),
    (0x003B_0000, 14_404), (0x004E_A000, 19_195), (0x0075_F000, 28_793), (0x0080_0000, 31_250),
    (0x009D_5000, 38_406), (0x00E5_0000, 55_908), (0x00EB_F000, 57_601), (0x013A_9000, 76_797),
    (0x01D7_E000, 115_203), (0x03AF_B000, 230_392), (0x0400_0000, 250_000), (0x075F_7000, 460_800),
    (0x0EBE_D000, 921_585), (0x1000_0000, 1_000_000),
  ])
  func theBaudClockIsExact(_ value: UInt32, _ hertz: UInt64) {
    self[0x524] = value
    #expect(port.format?.bitClock == ClockRate(edges: UInt64(value), per: 96 << 32))
    #expect(port.format?.bitClock.hertz == hertz)
  }

  @Test func withoutARateNothingMoves() {
    self[0x524] = 0
    self[0x008] = 1
    self[0x51C] = 0x55
    #expect(!port.tx.isBusy)
    self[0x524] = 0x1000_0000
    #expect(port.tx.isBusy)
  }

  // MARK: Sending

  @Test func bytesLeaveAndAreReported() {
    var sent: [UInt8] = []
    let watch = port.tx.watchSent { sent.append($0) }
    self[0x304] = 1 << 7
    self[0x008] = 1
    self[0x51C] = 0x41
    #expect(bench.fabric.clocks.requests == 1)
    bench.run(until: characters(1) - 1)
    #expect(sent.isEmpty && !bench.isRequested(2))
    bench.run(until: characters(1))
    #expect(sent == [0x41] && bench.isRequested(2))
    watch.end()
  }

  @Test func oneByteWaits() {
    var sent: [UInt8] = []
    let watch = port.tx.watchSent { sent.append($0) }
    self[0x51C] = 1
    #expect(!port.tx.isBusy)
    self[0x008] = 1
    self[0x51C] = 2
    self[0x51C] = 3
    bench.run(until: characters(2))
    #expect(sent == [1, 3])
    watch.end()
  }

  @Test func stoppingKeepsTheReportBack() {
    self[0x008] = 1
    self[0x51C] = 1
    self[0x00C] = 1
    bench.run(until: characters(2))
    #expect(self[0x11C] == 0)
    #expect(bench.fabric.clocks.requests == 0)
  }

  // MARK: Receiving

  @Test func sixBytesWait() {
    self[0x000] = 1
    for byte in UInt8(1)...7 {
      send(byte)
      if byte == 1 {
        #expect(self[0x108] == 1)
        self[0x108] = 0
      }
      #expect(self[0x108] == 0)
    }
    #expect(self[0x124] == 1)
    #expect(self[0x480] == 1)
    self[0x480] = 1
    #expect(self[0x480] == 0)
    for byte in UInt32(1)...6 {
      #expect(self[0x518] == byte)
      #expect(self[0x108] == (byte < 6 ? 1 : 0))
      self[0x108] = 0
    }
    #expect(self[0x518] == 6)
  }

  @Test func whatIsNotStartedLosesAll() {
    send(1)
    #expect(self[0x108] == 0)
  }

  @Test func aByteUnderWayIsStillReceivedAfterStop() {
    self[0x000] = 1
    let format = SerialFormat(bitClock: Self.fast)
    port.rx.send(0x5A, format: format)
    bench.run(for: 1_000)
    self[0x004] = 1
    let stop = bench.now
    bench.run(until: stop + characters(1) - 1)
    #expect(self[0x144] == 0)
    bench.run(until: stop + characters(1))
    #expect(self[0x144] == 1)
    #expect(self[0x518] == 0x5A)
    send(1)
    #expect(self[0x518] == 0x5A)
  }

  @Test func errorsAreToldApart() {
    self[0x000] = 1
    self[0x56C] = 7 << 1
    send(1, SerialFormat(bitClock: Self.fast, parity: .odd))
    #expect(self[0x480] == 2)
    self[0x480] = 2
    send(0, SerialFormat(bitClock: Self.fast, parity: .even), isBreak: true)
    #expect(self[0x480] & 8 == 8)
    self[0x480] = 0xF
    self[0x56C] = 0
    send(0x01, SerialFormat(bitClock: Self.fast.divided(by: 2)))
    #expect(self[0x480] & 4 == 4)
  }

  // MARK: Flow control

  @Test func RTSLeavesRoomForFour() {
    self[0x508] = 10
    self[0x56C] = 1
    let rts = bench.fabric.pads[10]
    #expect(rts.level)
    self[0x000] = 1
    #expect(!rts.level)
    send(1)
    #expect(!rts.level)
    send(2)
    #expect(rts.level)
    #expect(self[0x518] == 1)
    #expect(rts.level)
    #expect(self[0x518] == 2)
    #expect(!rts.level)
    self[0x004] = 1
    #expect(rts.level)
  }

  @Test func CTSHoldsBytesBack() {
    let cts = bench.fabric.pads[11].driver("host")
    cts.value = true
    self[0x510] = 11
    self[0x56C] = 1
    self[0x008] = 1
    self[0x51C] = 1
    #expect(!port.tx.isBusy)
    cts.value = false
    #expect(self[0x100] == 1)
    #expect(port.tx.isBusy)
    cts.value = true
    #expect(self[0x104] == 1)
    bench.run(until: characters(1))
    #expect(self[0x11C] == 1)
  }

  @Test func aShortStartsTheReceiver() {
    let cts = bench.fabric.pads[11].driver("host")
    cts.value = true
    self[0x510] = 11
    self[0x200] = 3 << 3
    cts.value = false
    send(9)
    #expect(self[0x518] == 9)
    cts.value = true
    bench.run(for: characters(1))
    #expect(self[0x144] == 1)
  }

  // MARK: Off

  @Test func disablingLosesAll() {
    self[0x000] = 1
    send(1)
    self[0x500] = 0
    #expect(self[0x518] == 0)
    #expect(bench.fabric.clocks.requests == 0)
    self[0x500] = 4
    send(2)
    #expect(self[0x518] == 0)
  }

  @Test func aBoardsWireIsFound() {
    let wire = SerialWire("cable", on: bench.emulation)
    bench.fabric.pads.attach(wire, to: 7)
    var sent: [UInt8] = []
    let watch = wire.watchSent { sent.append($0) }
    self[0x50C] = 7
    self[0x008] = 1
    self[0x51C] = 0x33
    bench.run(until: characters(1))
    #expect(sent == [0x33])
    watch.end()
  }

  @Test func goesOnFromASnapshot() throws {
    self[0x000] = 1
    self[0x008] = 1
    send(1)
    self[0x51C] = 2
    self[0x51C] = 3
    bench.run(for: 5_000)
    let other = Bench()
    let copy = UART0(other.fabric)
    try other.restore(from: bench)
    var sent: [UInt8] = []
    let watch = copy.tx.watchSent { sent.append($0) }
    other.run(for: characters(2))
    #expect(sent == [2, 3])
    #expect(other.read(Self.base + 0x518) == 1)
    watch.end()
  }
}
