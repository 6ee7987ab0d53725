import Machine
import Testing

@testable import NRF51

/// ECB, CCM and AAR by published vectors.
struct AESBlockTests {
  private let station = RadioStation()
  private var bench: Bench { station.bench }
  private static let ecb: UInt32 = 0x4000_E000
  private static let shared: UInt32 = 0x4000_F000

  private func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { $0 != " " }
    return stride(from: 0, to: digits.count, by: 2).map { start in
      let first = digits.index(digits.startIndex, offsetBy: start)
      return UInt8(digits[first..<digits.index(first, offsetBy: 2)], radix: 16)!
    }
  }

  // MARK: ECB

  /// FIPS 197, appendix C.1.
  @Test func encryptsABlock() {
    station.poke(
      hex("000102030405060708090a0b0c0d0e0f 00112233445566778899aabbccddeeff"), at: 0x2000_0010)
    bench.write(Self.ecb + 0x504, 0x2000_0010)
    bench.write(Self.ecb + 0x304, 1)
    bench.write(Self.ecb, 1)
    bench.run(until: us(8) - 1)
    #expect(!bench.isRequested(14))
    #expect(station.bytes(0x2000_0030, 16) == Array(repeating: 0, count: 16))
    bench.run(until: us(8))
    #expect(bench.isRequested(14))
    #expect(station.bytes(0x2000_0030, 16) == hex("69c4e0d86a7b0430d8cdb78070b4c55a"))
  }

  @Test func stoppingIsAnError() {
    bench.write(Self.ecb, 1)
    bench.write(Self.ecb + 4, 1)
    #expect(bench.read(Self.ecb + 0x104) == 1)
    bench.run(until: us(100))
    #expect(bench.read(Self.ecb + 0x100) == 0)
  }

  @Test func CCMGoesBeforeECB() {
    bench.write(Self.shared + 0x500, 2)
    bench.write(Self.ecb, 1)
    bench.write(Self.shared, 1)
    #expect(bench.read(Self.ecb + 0x104) == 1)
    bench.write(Self.ecb + 0x104, 0)
    bench.write(Self.ecb, 1)
    #expect(bench.read(Self.ecb + 0x104) == 1)
  }

  // MARK: CCM

  /// Bluetooth Core Specification, volume 6, part C, section 1: key, vector and packets of the sample data.
  private func configure(counter: UInt8, direction: UInt8, decrypts: Bool) {
    let key = hex("99ad1b5226a37e3e058e3b8e27c2c666")
    let vector = hex("24abdcbabebaafde")
    station.poke(key + [counter, 0, 0, 0, 0, 0, 0, 0, direction] + vector, at: 0x2000_0000)
    bench.write(Self.shared + 0x500, 2)
    bench.write(Self.shared + 0x504, decrypts ? 1 : 0)
    bench.write(Self.shared + 0x508, 0x2000_0000)
    bench.write(Self.shared + 0x50C, 0x2000_0100)
    bench.write(Self.shared + 0x510, 0x2000_0200)
    bench.write(Self.shared + 0x514, 0x2000_0300)
  }

  private static let samples: [(UInt8, UInt8, String, String, String, String)] = [
    (0, 1, "0f", "06", "9f", "cda7f448"), (0, 0, "07", "06", "a3", "4c13a415"),
    (
      1, 1, "0e", "1700636465666768696a6b6c6d6e6f707131323334353637383930",
      "7a70d664 15226df26b17839a0604 05596bd6564f796b5b9ce6ff32", "f75a6d33"
    ),
    (
      1, 0, "06", "1700373635343332313041424344 45464748494a4b4c4d4e4f5051",
      "f38881e7bd94c9c369b9a66846dd 4786aa8c39ce540d0dae3adcdf", "89b96088"
    ),
  ]

  @Test(arguments: 0..<4)
  func encryptsTheSpecificationsPackets(_ index: Int) {
    let (counter, direction, header, plain, cipher, mic) = Self.samples[index]
    configure(counter: counter, direction: direction, decrypts: false)
    let payload = hex(plain)
    station.poke(hex(header) + [UInt8(payload.count), 0x5A] + payload, at: 0x2000_0100)
    bench.write(Self.shared + 0x200, 1)
    bench.write(Self.shared, 1)
    bench.run(until: us(24))
    #expect(bench.read(Self.shared + 0x100) == 1)
    let blocks: Tick = payload.count > 16 ? 4 : 3
    bench.run(until: us(24) + blocks * us(8) - 1)
    #expect(bench.read(Self.shared + 0x104) == 0)
    bench.run(until: us(24) + blocks * us(8))
    #expect(bench.read(Self.shared + 0x104) == 1)
    let expected = hex(header) + [UInt8(payload.count + 4), 0x5A] + hex(cipher) + hex(mic)
    #expect(station.bytes(0x2000_0200, UInt32(expected.count)) == expected)
  }

  @Test(arguments: [(0, true), (1, true), (2, true), (3, true), (2, false)])
  func decryptsThemAndChecksTheirCode(_ index: Int, _ isIntact: Bool) {
    let (counter, direction, header, plain, cipher, mic) = Self.samples[index]
    configure(counter: counter, direction: direction, decrypts: true)
    var received = hex(cipher) + hex(mic)
    if !isIntact { received[received.count - 1] ^= 1 }
    bench.write(Self.shared, 1)
    bench.run(until: us(24))
    bench.write(Self.shared + 4, 1)
    bench.run(until: us(43))
    station.poke(hex(header) + [UInt8(received.count), 0], at: 0x2000_0100)
    bench.run(until: us(45))
    station.poke(received, at: 0x2000_0103)
    let end = us(24) + us(26) + us(8) * Tick(received.count)
    bench.run(until: end - 1)
    #expect(bench.read(Self.shared + 0x104) == 0)
    bench.run(until: end)
    #expect(bench.read(Self.shared + 0x104) == 1)
    #expect(bench.read(Self.shared + 0x400) == (isIntact ? 1 : 0))
    let payload = hex(plain)
    let expected = hex(header) + [UInt8(payload.count), 0] + payload
    #expect(station.bytes(0x2000_0200, UInt32(expected.count)) == expected)
  }

  @Test func packetsWithoutPayloadPass() {
    for decrypts in [false, true] {
      configure(counter: 3, direction: 0, decrypts: decrypts)
      station.poke([0x0D, 0, 0], at: 0x2000_0100)
      bench.write(Self.shared, 1)
      bench.run(for: us(24))
      bench.write(Self.shared + 4, 1)
      bench.run(for: us(60))
      #expect(station.bytes(0x2000_0200, 3) == [0x0D, 0, 0])
    }
    #expect(bench.read(Self.shared + 0x400) == 1)
  }

  @Test func withoutAKeyStreamItIsAnError() {
    bench.write(Self.shared + 0x500, 2)
    bench.write(Self.shared + 4, 1)
    #expect(bench.read(Self.shared + 0x108) == 1)
  }

  // MARK: AAR

  /// Bluetooth Core Specification, volume 3, part H, appendix D.7: ah(ec02..., 708194) = 0dfbaa.
  @Test(arguments: [(UInt32(1), UInt32(1)), (3, 3), (2, 0)])
  func resolvesAnAddress(_ count: UInt32, _ match: UInt32) {
    let key = hex("ec0234a357c8ad05341010a60a397d9b")
    let others = Array(repeating: UInt8(0x11), count: 16)
    for place in 0..<count {
      station.poke(match == place + 1 ? key : others, at: 0x2000_0400 + 16 * place)
    }
    station.poke([0x40, 6, 0, 0xAA, 0xFB, 0x0D, 0x94, 0x81, 0x70], at: 0x2000_0500)
    bench.write(Self.shared + 0x500, 3)
    bench.write(Self.shared + 0x504, count)
    bench.write(Self.shared + 0x508, 0x2000_0400)
    bench.write(Self.shared + 0x510, 0x2000_0500)
    bench.write(Self.shared, 1)
    let end = us(6) * Tick(count)
    bench.run(until: end - 1)
    #expect(bench.read(Self.shared + 0x100) == 0)
    bench.run(until: end)
    #expect(bench.read(Self.shared + 0x100) == 1)
    #expect(bench.read(Self.shared + 0x104) == (match > 0 ? 1 : 0))
    #expect(bench.read(Self.shared + 0x108) == (match > 0 ? 0 : 1))
    if match > 0 { #expect(bench.read(Self.shared + 0x400) == match - 1) }
  }

  @Test func onTheFlyDecryptionFollowsReception() {
    let air = Air()
    let sender = RadioStation(air)
    let receiver = RadioStation(air)
    for station in [sender, receiver] {
      station.configure(packet: 0x2000_0100, channel: 5, frequency: 14)
      station[0x200] = 3
    }
    let (_, _, header, plain, cipher, mic) = Self.samples[2]
    let body = hex(cipher) + hex(mic)
    sender.poke(hex(header) + [UInt8(body.count), 0] + body, at: 0x2000_0100)
    let key = hex("99ad1b5226a37e3e058e3b8e27c2c666")
    receiver.poke(key + [1, 0, 0, 0, 0, 0, 0, 0, 1] + hex("24abdcbabebaafde"), at: 0x2000_0000)
    let bench = receiver.bench
    for (offset, value) in [
      (0x500, 2), (0x504, 1), (0x508, 0x2000_0000), (0x50C, 0x2000_0100), (0x510, 0x2000_0200),
    ] as [(UInt32, UInt32)] { bench.write(Self.shared + offset, value) }
    // Channels 24 and 25: READY to KSGEN, ADDRESS to CRYPT.
    bench.write(0x4001_F504, 3 << 24)
    sender[0x000] = 1
    receiver[0x004] = 1
    AirLoop([sender.machine, receiver.machine], on: air).run(until: us(2_000))
    #expect(receiver[0x400] == 1)
    #expect(bench.read(Self.shared + 0x108) == 0)
    #expect(bench.read(Self.shared + 0x104) == 1)
    #expect(bench.read(Self.shared + 0x400) == 1)
    let payload = hex(plain)
    #expect(receiver.bytes(0x2000_0200, 30) == hex(header) + [27, 0] + payload)
  }

  /// As Mynewt's controller sends: READY triggers START by a short and KSGEN by channel 24, and CRYPT follows by a short.
  @Test func onTheFlyEncryptionIsAheadOfTransmission() {
    let air = Air()
    let sender = RadioStation(air)
    let receiver = RadioStation(air)
    for station in [sender, receiver] {
      station.configure(packet: 0x2000_0200, channel: 5, frequency: 14)
      station[0x514] = 0x3_0105
      station[0x200] = 3
    }
    let (_, _, header, plain, cipher, mic) = Self.samples[2]
    let payload = hex(plain)
    sender.poke(hex(header) + [UInt8(payload.count), 0] + payload, at: 0x2000_0100)
    let key = hex("99ad1b5226a37e3e058e3b8e27c2c666")
    sender.poke(key + [1, 0, 0, 0, 0, 0, 0, 0, 1] + hex("24abdcbabebaafde"), at: 0x2000_0000)
    let writes: [(UInt32, UInt32)] = [
      (0x500, 2), (0x504, 0), (0x508, 0x2000_0000), (0x50C, 0x2000_0100), (0x510, 0x2000_0200), (0x200, 1),
    ]
    for (offset, value) in writes { sender.bench.write(Self.shared + offset, value) }
    sender.bench.write(0x4001_F504, 1 << 24)
    sender[0x000] = 1
    receiver[0x004] = 1
    AirLoop([sender.machine, receiver.machine], on: air).run(until: us(2_000))
    #expect(receiver[0x400] == 1)
    #expect(receiver.bytes(0x2000_0200, 34) == hex(header) + [31, 0] + hex(cipher) + hex(mic))
  }
}
