import Testing

@testable import Machine

@Suite struct SerialFormatTests {
  private func text(_ format: SerialFormat, _ byte: UInt8) -> String {
    String(format.bits(of: byte).map { $0 ? "1" : "0" })
  }

  @Test func bitsInTheOrderOfSending() {
    let clock = ClockRate(hertz: 9_600)
    #expect(text(SerialFormat(baud: 9_600), 0b1010_0110) == "0011001011")
    #expect(text(SerialFormat(bitClock: clock, parity: .even), 0b0000_0111) == "01110000011")
    #expect(text(SerialFormat(bitClock: clock, parity: .odd), 0b0000_0111) == "01110000001")
    #expect(text(SerialFormat(bitClock: clock, dataBits: 7, parity: .even, stopBits: 2), 0xFF) == "01111111111")
    #expect(text(SerialFormat(bitClock: clock, dataBits: 5), 0b1111_0001) == "0100011")
  }

  @Test func lengths() {
    let clock = ClockRate(hertz: 9_600)
    #expect(SerialFormat(baud: 9_600).bitsPerCharacter == 10)
    #expect(SerialFormat(bitClock: clock, dataBits: 7, parity: .odd, stopBits: 2).bitsPerCharacter == 11)
  }

  @Test func numbersAreHeld() throws {
    let clock = ClockRate(hertz: 9_600)
    let low = SerialFormat(bitClock: clock, dataBits: .min, stopBits: .min)
    let high = SerialFormat(bitClock: clock, dataBits: .max, stopBits: .max)
    #expect(low.dataBits == 5 && low.stopBits == 1 && high.dataBits == 8 && high.stopBits == 2)
    let file = #"{"bitClock":{"edges":1,"ticks":160000},"dataBits":-5,"parity":"none","stopBits":99}"#
    let decoded = try decode(SerialFormat.self, file)
    #expect(decoded == SerialFormat(bitClock: clock, dataBits: 5, stopBits: 2))
    #expect(try roundTrip(high) == high)
  }
}
