import SeededRandom
import Testing

@testable import Machine

/// Answers with what it was asked, and keeps what it was told.
private final class Echo: BusTarget {
  var accesses: [String] = []
  override func read(_ address: UInt32, width: Int) -> UInt32 {
    accesses.append("r\(width) \(String(address, radix: 16))")
    return address &+ UInt32(width)
  }
  override func write(_ address: UInt32, width: Int, value: UInt32) {
    accesses.append("w\(width) \(String(address, radix: 16)) \(value)")
  }
}

@Suite struct BusTests {
  let bus = Bus()
  let ram = Memory("RAM", size: 0x3000, isWritable: true)
  let rom = Memory("ROM", size: 0x2000, isWritable: false, waitStates: 3, fill: 0xEE)

  init() {
    bus.map(Mapping(ram, at: 0x07FC_0000))
    bus.map(Mapping(rom, at: 0x0800_0000))
  }

  private func isFast(_ address: UInt32) -> (Bool, Bool) {
    (bus.readPages[Int(address >> 12)] != nil, bus.writePages[Int(address >> 12)] != nil)
  }

  @Test func widthsAndAlignment() {
    bus.write(0x07FC_0000, width: 4, value: 0x4433_2211)
    #expect(bus.read(0x07FC_0000, width: 4) == 0x4433_2211)
    #expect(bus.read(0x07FC_0002, width: 2) == 0x4433)
    #expect(bus.read(0x07FC_0003, width: 1) == 0x44)
    // Held to a multiple of the width.
    #expect(bus.read(0x07FC_0003, width: 4) == 0x4433_2211)
    #expect(bus.read(0x07FC_0003, width: 2) == 0x4433)
    bus.write(0x07FC_0001, width: 1, value: 0xFFFF_FFAA)
    bus.write(0x07FC_0003, width: 2, value: 0xFFFF_BBCC)
    #expect(ram.word(at: 0) == 0xBBCC_AA11)
    bus.write(0x07FC_0007, width: 4, value: 0x1234_5678)
    #expect(ram.word(at: 4) == 0x1234_5678)
    #expect(!bus.faulted)
  }

  @Test func theEdgesOfARegion() {
    bus.write(0x07FC_2FFC, width: 4, value: 7)
    #expect(ram.word(at: 0x2FFC) == 7 && !bus.faulted)
    _ = bus.read(0x07FC_3000, width: 1)
    #expect(bus.faulted)
    bus.faulted = false
    bus.write(0x07FB_FFFF, width: 1, value: 0)
    #expect(bus.faulted)
    bus.faulted = false
    for address: UInt32 in [0, 0x0FFF_FFFC, 0x1000_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] {
      for width in [1, 2, 4] {
        #expect(bus.read(address, width: width) == 0)
        #expect(bus.faulted)
        bus.faulted = false
        bus.write(address, width: width, value: 1)
        #expect(bus.faulted)
        bus.faulted = false
      }
    }
  }

  @Test func aMemoryThatIsNotAWholePageEndsInsideIt() {
    let small = Memory("OTP", size: 0x1010, isWritable: true)
    bus.map(Mapping(small, at: 0x07F8_0000))
    #expect(isFast(0x07F8_0000) == (true, true))
    #expect(isFast(0x07F8_1000) == (false, false))
    bus.write(0x07F8_100C, width: 4, value: 5)
    #expect(bus.read(0x07F8_100C, width: 4) == 5 && !bus.faulted)
    _ = bus.read(0x07F8_1010, width: 1)
    #expect(bus.faulted)
  }

  @Test func writesToReadOnlyMemoryFault() {
    #expect(isFast(0x0800_0000) == (true, false))
    #expect(bus.waitStates[0x0800_0000 >> 12] == 3)
    bus.write(0x0800_0000, width: 4, value: 1)
    #expect(bus.faulted && rom.word(at: 0) == 0xEEEE_EEEE)
  }

  @Test func peripheralsAnswerInTheirRangeOnly() {
    let (a, b) = (Echo(), Echo())
    bus.map(b, at: 0x5000_1000...0x5000_10FF)
    bus.map(a, at: 0x5000_0000...0x5000_0FFF)
    #expect(bus.read(0x5000_0FFE, width: 2) == 0x5000_1000)
    #expect(bus.read(0x5000_1003, width: 4) == 0x5000_1004)
    bus.write(0x5000_10FF, width: 1, value: 9)
    #expect(!bus.faulted)
    _ = bus.read(0x5000_1100, width: 1)
    #expect(bus.faulted)
    bus.faulted = false
    _ = bus.read(0x4FFF_FFFF, width: 1)
    #expect(bus.faulted)
    #expect(a.accesses == ["r2 50000ffe"])
    #expect(b.accesses == ["r4 50001000", "w1 500010ff 9"])
  }

  @Test func theLastAddressCanBeAPeripheral() {
    let top = Echo()
    bus.map(top, at: 0xFFFF_FF00...0xFFFF_FFFF)
    #expect(bus.read(0xFFFF_FFFF, width: 4) == 0)
    #expect(top.accesses == ["r4 fffffffc"] && !bus.faulted)
  }

  @Test func anOverlayOfPartOfAPageLetsTheRestThrough() {
    let flash = Memory("flash", size: 0x2000, isWritable: false, fill: 0x55)
    bus.setOverlays([Mapping(ram, at: 0, length: 0x100), Mapping(flash, at: 0)])
    #expect(isFast(0) == (false, false))
    #expect(isFast(0x1000) == (true, false))
    bus.write(0xFC, width: 4, value: 0xDEAD_BEEF)
    #expect(ram.word(at: 0xFC) == 0xDEAD_BEEF && !bus.faulted)
    #expect(bus.read(0xFC, width: 4) == 0xDEAD_BEEF)
    #expect(bus.read(0x100, width: 4) == 0x5555_5555)
    bus.write(0x100, width: 4, value: 1)
    #expect(bus.faulted)
    #expect(bus.mapping(at: 0xFF)?.memory === ram && bus.mapping(at: 0x100)?.memory === flash)
    #expect(bus.mapping(at: 0x2000) == nil)
  }

  @Test func overlaysMoveAndUncoverWhatLiesBelow() {
    let generation = bus.generation
    bus.setOverlays([Mapping(rom, at: 0), Mapping(rom, at: 0x07FC_1000, offset: 0x1000, length: 0x800)])
    #expect(bus.generation != generation)
    #expect(bus.read(0x1FFF, width: 1) == 0xEE)
    #expect(isFast(0x07FC_1000) == (false, false) && isFast(0x07FC_0000) == (true, true))
    #expect(bus.read(0x07FC_17FF, width: 1) == 0xEE && bus.read(0x07FC_1800, width: 1) == 0)
    bus.setOverlays([Mapping(ram, at: 0, offset: 0x1000)])
    #expect(isFast(0x07FC_1000) == (true, true))
    bus.write(0x10, width: 1, value: 0x77)
    #expect(bus.read(0x07FC_1010, width: 1) == 0x77)
    bus.setOverlays([])
    _ = bus.read(0, width: 4)
    #expect(bus.faulted && isFast(0) == (false, false))
  }

  @Test func hostileOverlaysStayInsideTheTables() {
    let big = Memory("big", size: 0x10_0000, isWritable: true)
    for base: UInt32 in [0x0FFF_F000, 0x0FFF_FFFC, 0x1000_0000, 0xFFFF_F000, 0xFFFF_FFFF] {
      bus.setOverlays([Mapping(big, at: base)])
      bus.write(base, width: 4, value: base)
      #expect(bus.read(base, width: 4) == base && big.word(at: 0) == base && !bus.faulted)
      _ = bus.read(base &+ 0x1000, width: 4)
      #expect(bus.faulted == (base >= 0xFFFF_F000))
      bus.faulted = false
    }
    #expect(bus.mapping(at: .max)?.length == 4 && bus.visibleMapping(at: .max)?.base == 0xFFFF_FFFC)
    bus.setOverlays([])
    #expect(bus.mapping(at: .max) == nil && isFast(0xFFFF_F000) == (false, false))
    #expect(bus.read(0x07FC_0000, width: 4) == 0)
  }

  @Test func mappingChangesTheGeneration() {
    let before = bus.generation
    bus.map(Mapping(Memory("M", size: 16, isWritable: true), at: 0x100))
    #expect(bus.generation == before + 1)
  }

  @Test func writesToAPageWithInstructionsAreToldThroughEveryWindow() {
    var told: [[Int]] = []
    ram.codeChanged = { told.append([$0, $1]) }
    bus.setOverlays([Mapping(ram, at: 0, length: 0x2000)])
    bus.write(0x07FC_1000, width: 4, value: 1)
    #expect(told == [])
    ram.holdsCode(at: 0x1004)
    #expect(isFast(0x07FC_1000) == (true, false) && isFast(0x1000) == (true, false))
    #expect(isFast(0x07FC_0000) == (true, true) && isFast(0) == (true, true))
    bus.write(0x07FC_1008, width: 2, value: 0xABCD)
    bus.write(0x1FFF, width: 1, value: 0x12)
    bus.write(0x07FC_0FFC, width: 4, value: 3)
    #expect(told == [[0x1008, 2], [0x1FFF, 1]])
    #expect(bus.read(0x1008, width: 2) == 0xABCD && ram[0x1FFF] == 0x12)
    // A window made later knows it too.
    bus.setOverlays([Mapping(ram, at: 0x4000, offset: 0x800, length: 0x1000)])
    #expect(isFast(0x4000) == (true, false))
    #expect(isFast(0) == (false, false))
    bus.write(0x4000, width: 4, value: 3)
    #expect(told.count == 2)
    bus.write(0x4800, width: 4, value: 3)
    #expect(told.last == [0x1000, 4])
  }

  @Test func aMemoryOutlivesItsBus() {
    var own: Bus? = Bus()
    own?.map(Mapping(ram, at: 0))
    own = nil
    ram.holdsCode(at: 0)
    #expect(ram.codePages[0])
  }

  /// Every byte, through random overlays, is that of the first mapping that contains it.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func agreesWithANaiveModel(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let memories = (0..<4).map { (index: Int) -> Memory in
      Memory("\(index)", size: 0x4000, isWritable: index % 2 == 0, fill: UInt8(index + 1))
    }
    for _ in 0..<20 {
      let overlays = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        Mapping(
          memories.randomElement(using: &random) ?? ram, at: UInt32.random(in: 0..<0x4000, using: &random),
          offset: Int.random(in: 0..<0x4000, using: &random), length: Int.random(in: 0...0x3000, using: &random))
      }
      bus.setOverlays(overlays)
      memories.randomElement(using: &random)?.holdsCode(at: Int.random(in: 0..<0x4000, using: &random))
      for _ in 0..<200 {
        let width = [1, 2, 4].randomElement(using: &random) ?? 1
        let address = UInt32.random(in: 0..<0x8000, using: &random) & ~UInt32(width - 1)
        let value = UInt32(truncatingIfNeeded: random.next()) >> UInt32(32 - 8 * width)
        let mapping = overlays.first { $0.contains(address) }
        let visible = bus.visibleMapping(at: address)
        #expect((visible == nil) == (mapping == nil))
        if let visible, let mapping {
          let place = visible.base + UInt32.random(in: 0..<UInt32(visible.length), using: &random)
          #expect(visible.contains(address) && overlays.first { $0.contains(place) }?.base == mapping.base)
          #expect(visible.memory === mapping.memory)
          #expect(visible.offset - Int(visible.base) == mapping.offset - Int(mapping.base))
        }
        bus.write(address, width: width, value: value)
        #expect(bus.faulted == !(mapping?.memory.isWritable ?? false))
        bus.faulted = false
        let read = bus.read(address, width: width)
        #expect(bus.faulted == (mapping == nil))
        bus.faulted = false
        guard let mapping else { continue }
        let place = mapping.offset + Int(address - mapping.base)
        var stored: UInt32 = 0
        for index in (0..<width).reversed() { stored = stored << 8 | UInt32(mapping.memory[place + index]) }
        #expect(read == stored)
        if mapping.memory.isWritable { #expect(read == value) }
      }
    }
  }
}
