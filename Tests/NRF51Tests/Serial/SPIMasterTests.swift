import Machine
import Testing

@testable import NRF51

/// Bytes to one of several parts, and the slave as a part.
struct SPIMasterTests {
  /// Answers with what it was sent before, plus one.
  private final class Echo: SPITarget {
    let select: Line
    var heard: [UInt32] = []
    init(_ select: Line) { self.select = select }
    var isSelected: Bool { !select.level }
    func exchange(_ word: UInt32, bits: Int) -> UInt32 {
      let answer = (heard.last ?? 0x0F) + 1
      heard.append(word)
      return answer
    }
  }

  private let bench = Bench()
  private let master: SPIMaster
  private let slave: SPISlave
  private let wires = SPIBus()
  private let parts: [Echo]
  private static let base: UInt32 = 0x4000_3000
  private static let slaveBase: UInt32 = 0x4000_4000

  init() {
    master = SPIMaster(bench.fabric, number: 0)
    _ = SPIMaster(bench.fabric, number: 1)
    slave = SPISlave(bench.fabric)
    bench.fabric.pads.attach(wires, clock: 1, dataOut: 2, dataIn: 3)
    parts = [10, 11].map { [bench] number in
      let line = bench.fabric.pads[number]
      return Echo(line)
    }
    for part in parts { wires.attach(part) }
    for (offset, value) in [(0x508, 1), (0x50C, 2), (0x510, 3), (0x524, 0x8000_0000), (0x500, 1)] as [(UInt32, UInt32)]
    {
      self[offset] = value
    }
  }

  private subscript(offset: UInt32) -> UInt32 {
    get { bench.read(Self.base + offset) }
    nonmutating set { bench.write(Self.base + offset, newValue) }
  }

  private func select(_ number: Int?) {
    for (index, part) in parts.enumerated() { part.select.pull = index != number }
  }

  @Test(arguments: [
    (UInt32(0x0200_0000), 64.0), (0x0400_0000, 32), (0x0800_0000, 16), (0x1000_0000, 8), (0x2000_0000, 4),
    (0x4000_0000, 2), (0x8000_0000, 1),
  ])
  func aByteTakesItsTime(_ frequency: UInt32, _ length: Double) {
    self[0x524] = frequency
    self[0x51C] = 0xA5
    bench.run(until: us(length) - 1)
    #expect(self[0x108] == 0)
    bench.run(until: us(length))
    #expect(self[0x108] == 1)
  }

  @Test func bytesGoToTheSelectedPart() {
    for number in [0, 1] {
      select(number)
      self[0x51C] = 0x20
      bench.run(for: us(1))
      #expect(self[0x518] == 0x10)
    }
    #expect(parts.map(\.heard) == [[0x20], [0x20]])
    select(nil)
    self[0x51C] = 0x20
    bench.run(for: us(1))
    #expect(self[0x518] == 0xFF)
  }

  /// Two bytes are written before the first READY; the third waits until one was read.
  @Test func bothDirectionsAreDoubleBuffered() {
    select(0)
    self[0x51C] = 1
    self[0x51C] = 2
    bench.run(until: us(1))
    self[0x51C] = 3
    bench.run(until: us(2))
    #expect(parts[0].heard == [1, 2])
    bench.run(until: us(5))
    #expect(parts[0].heard == [1, 2])
    #expect(self[0x108] == 1)
    self[0x108] = 0
    #expect(self[0x518] == 0x10)
    #expect(self[0x108] == 1)
    self[0x108] = 0
    bench.run(until: us(6))
    #expect(parts[0].heard == [1, 2, 3])
    #expect(self[0x518] == 2)
    #expect(self[0x518] == 3)
  }

  @Test func theOrderOfBitsCanBeReversed() {
    select(0)
    self[0x554] = 1
    self[0x51C] = 0x01
    bench.run(until: us(1))
    #expect(parts[0].heard == [0x80])
    #expect(self[0x518] == 0x08)
  }

  @Test func onlyOneOfTwoBlocksOnAPageAnswers() {
    let twi = TWIMaster(bench.fabric, number: 0)
    self[0x500] = 5
    #expect(twi.isSelected && !master.isSelected)
    #expect(self[0x500] == 5)
    self[0x51C] = 1
    bench.run(for: us(100))
    #expect(self[0x108] == 0)
  }

  @Test func aPartThatOnlyListensHearsWhateverTheInputIs() {
    select(0)
    self[0x510] = 20
    self[0x51C] = 0x42
    bench.run(until: us(1))
    #expect(parts[0].heard == [0x42])
    #expect(self[0x518] == 0)
    self[0x50C] = 21
    self[0x510] = 3
    self[0x51C] = 0x42
    bench.run(until: us(2))
    #expect(parts[0].heard == [0x42, 0])
    #expect(self[0x518] == 0x43)
  }

  @Test func clockAndLoadFollow() {
    self[0x51C] = 1
    #expect(bench.fabric.clocks.requests == 1)
    bench.run(until: us(1))
    #expect(bench.fabric.clocks.requests == 0)
  }

  // MARK: The slave

  private func configureSlave() {
    for (offset, value) in [
      (0x508, 1), (0x50C, 3), (0x510, 2), (0x514, 12), (0x534, 0x2000_0100), (0x538, 4), (0x544, 0x2000_0200),
      (0x548, 3), (0x55C, 0xDE), (0x5C0, 0x0C), (0x500, 2),
    ] as [(UInt32, UInt32)] { bench.write(Self.slaveBase + offset, value) }
    bench.bus.poke([0x11, 0x22, 0x33], at: 0x2000_0200)
  }

  private func transfer(_ bytes: [UInt8]) -> [UInt32] {

    select(nil)
    bench.fabric.pads.pull(12, externally: false)
    let answers = bytes.map { byte in
      self[0x51C] = UInt32(byte)
      bench.run(for: us(1))
      return self[0x518]
    }
    bench.fabric.pads.pull(12, externally: true)
    return answers
  }

  @Test func theSlaveHasItsBuffersWhenTheProcessorLetsGo() {
    bench.fabric.pads.pull(12, externally: true)
    configureSlave()
    #expect(bench.read(Self.slaveBase + 0x400) == 1)
    #expect(transfer([1, 2]) == [0xDE, 0xDE])
    #expect(bench.read(Self.slaveBase + 0x104) == 0)
    bench.write(Self.slaveBase + 0x028, 1)
    #expect(bench.read(Self.slaveBase + 0x400) == 0)
    #expect(transfer([5, 6, 7, 8, 9]) == [0x11, 0x22, 0x33, 0x0C, 0x0C])
    #expect(bench.read(Self.slaveBase + 0x104) == 1)
    #expect(bench.read(Self.slaveBase + 0x110) == 1)
    #expect(bench.read(Self.slaveBase + 0x53C) == 4)
    #expect(bench.read(Self.slaveBase + 0x54C) == 3)
    #expect(bench.read(Self.slaveBase + 0x440) == 3)
    #expect((0..<5).map { bench.bus.read(0x2000_0100 + $0, width: 1) } == [5, 6, 7, 8, 0])
    #expect(bench.read(Self.slaveBase + 0x400) == 0)
  }

  @Test func aRequestMeanwhileIsGrantedAtTheEnd() {
    bench.fabric.pads.pull(12, externally: true)
    configureSlave()
    bench.write(Self.slaveBase + 0x028, 1)
    bench.fabric.pads.pull(12, externally: false)
    bench.write(Self.slaveBase + 0x024, 1)
    #expect(bench.read(Self.slaveBase + 0x400) == 3)
    #expect(bench.read(Self.slaveBase + 0x128) == 0)
    bench.fabric.pads.pull(12, externally: true)
    #expect(bench.read(Self.slaveBase + 0x400) == 1)
    #expect(bench.read(Self.slaveBase + 0x128) == 1)
  }
}
