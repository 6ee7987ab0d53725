import Testing

@testable import Machine

private final class Chip: SPITarget {
  var isSelected = false
  var heard: [UInt32] = []
  let answer: UInt32
  init(_ answer: UInt32) { self.answer = answer }
  func exchange(_ word: UInt32, bits: Int) -> UInt32 {
    heard.append(word)
    return answer
  }
}

@Suite struct SPIBusTests {
  @Test func onlySelectedTargetsHearAndAnswer() {
    let bus = SPIBus()
    let (a, b) = (Chip(0x5F), Chip(0xFA))
    bus.attach(a)
    bus.attach(b)
    #expect(bus.exchange(1, bits: 8) == 0xFF)
    #expect(bus.exchange(1, bits: 9) == 0x1FF)
    #expect(bus.exchange(1, bits: 16) == 0xFFFF)
    #expect(bus.exchange(1, bits: 32) == 0xFFFF_FFFF)
    a.isSelected = true
    #expect(bus.exchange(2, bits: 8) == 0x5F)
    b.isSelected = true
    #expect(bus.exchange(3, bits: 8) == 0x5A)
    a.isSelected = false
    #expect(bus.exchange(4, bits: 8) == 0xFA)
    #expect(a.heard == [2, 3] && b.heard == [3, 4])
  }

  @Test func whoWatchesIsToldOfEveryWord() {
    let bus = SPIBus()
    let chip = Chip(0x5A)
    bus.attach(chip)
    var seen: [[UInt32]] = []
    let watching = bus.watch { seen.append([$0.sent, $0.received, UInt32($0.bits), $0.target === chip ? 1 : 0]) }
    _ = bus.exchange(1, bits: 8)
    chip.isSelected = true
    _ = bus.exchange(2, bits: 9)
    watching.end()
    _ = bus.exchange(3, bits: 8)
    #expect(seen == [[1, 0xFF, 8, 0], [2, 0x5A, 9, 1]])
  }

  @Test func answersAreHeldToTheWordsWidth() {
    let bus = SPIBus()
    let chip = Chip(0xFFFF_FFFF)
    chip.isSelected = true
    bus.attach(chip)
    #expect(bus.exchange(0, bits: 8) == 0xFF)
    #expect(bus.exchange(0, bits: 0) == 1)
    #expect(bus.exchange(0, bits: -3) == 1)
    #expect(bus.exchange(0, bits: 99) == 0xFFFF_FFFF)
  }
}
