import Testing

@testable import Watchers

@Suite struct BusTransferTests {
  @Test func wordsOfWholeBytesAreToldByteByByte() {
    var transfer = BusTransfer("SPI", .spi, part: "accelerometer", .both, at: 5)
    transfer.add(sent: 0x0D, received: 0xFF, bits: 8, at: 10)
    transfer.add(sent: 0, received: 0x0102_03F4, bits: 32, at: 20)
    #expect(transfer.sent == [0x0D, 0, 0, 0, 0] && transfer.received == [0xFF, 1, 2, 3, 0xF4])
    #expect(transfer.count == 5 && transfer.bits == 8 && transfer.start == 5 && transfer.end == 20)
  }

  @Test func nineBitsAreAWord() {
    var transfer = BusTransfer("SPI", .spi, .both, at: 0)
    transfer.add(sent: 0x1FF, received: 0x100, bits: 9, at: 1)
    #expect(transfer.sent == [0x1FF] && transfer.received == [0x100] && transfer.bits == 9)
  }

  @Test func whatIsLongIsCounted() {
    var transfer = BusTransfer("cable", .uart, .write, at: 0)
    for byte in 0..<300 { transfer.add(sent: UInt32(byte & 0xFF), at: 1) }
    #expect(transfer.count == 300 && transfer.sent.count == BusTransfer.limit && transfer.received.isEmpty)
  }
}
