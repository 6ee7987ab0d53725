import Testing

@testable import NRF51

/// Bits, whitening, check and layout of packets.
struct RadioFormatTests {
  /// The first bytes of the sequence of channel 37, as public decoders of advertisements tabulate it (for example
  /// JiaoXianjun/BTLE, scan tables).
  @Test func whitensAsBluetoothChannel37() {
    var sequence = RadioWhitening(initial: 37)
    var bits = RadioBits()
    for _ in 0..<16 * 8 { bits.append(UInt32(sequence.next()), 1) }
    #expect(
      bits.bytes == [0x8D, 0xD2, 0x57, 0xA1, 0x3D, 0xA7, 0x66, 0xB0, 0x75, 0x31, 0x11, 0x48, 0x96, 0x77, 0xF8, 0xE3])
  }

  /// The sequence repeats after 127 bits, and bit 6 of its initial value is always 1.
  @Test func whiteningHasItsPeriod() {
    var sequence = RadioWhitening(initial: 0)
    var same = RadioWhitening(initial: 0x40)
    let first = (0..<127).map { _ in sequence.next() }
    #expect(first == (0..<127).map { _ in sequence.next() })
    #expect(first == (0..<127).map { _ in same.next() })
    #expect(first.count { $0 == 1 } == 64)
  }

  /// CRC-16/CCITT-FALSE and CRC-8 of the CRC catalogue's check string: both feed the highest bit first.
  @Test func checksOtherPolynomials() {
    func check(bytes: Int, _ polynomial: UInt32, _ initial: UInt32) -> UInt32 {
      var crc = RadioCRC(bytes: bytes, polynomial: polynomial, initial: initial)
      var bits = RadioBits()
      for byte in "123456789".utf8 { bits.append(UInt32(byte), 8, isBigEndian: true) }
      crc.take(bits, from: 0, to: bits.count)
      return crc.value
    }
    #expect(check(bytes: 2, 0x1_1021, 0xFFFF) == 0x29B1)
    #expect(check(bytes: 1, 0x107, 0) == 0xF4)
    #expect(check(bytes: 3, 0x86_4CFB, 0xB7_04CE) == 0x21_CF02)  // CRC-24/OPENPGP
    #expect(check(bytes: 0, 0x107, 0xFF) == 0)
  }

  /// CRC-24/BLE of the CRC catalogue: bytes with their lowest bit first; the catalogue's value is mirrored.
  @Test func checksAsBluetoothDoes() {
    var crc = RadioCRC(bytes: 3, polynomial: 0x65B, initial: 0x55_5555)
    let bits = RadioBits(Array("123456789".utf8))
    crc.take(bits, from: 0, to: bits.count)
    var mirrored = RadioBits()
    mirrored.append(crc.value, 24, isBigEndian: true)
    #expect(mirrored.value(at: 0, 24) == 0xC2_5A56)
  }

  @Test func anAdvertisementsFieldsAreInOrder() {
    let format = RadioFormat(pcnf0: 0x2_0106, pcnf1: 0x0203_00FF, crccnf: 0x103)
    let address = format.address(base: 0x89BE_D600, prefix: 0x8E)
    #expect(address.bytes == [0xD6, 0xBE, 0x89, 0x8E])
    let crc = RadioCRC(bytes: 3, polynomial: 0x65B, initial: 0x55_5555)
    let memory: [UInt8] = [0x42, 3, 0, 1, 2, 3]
    var bits = format.encode(format.opening(address), memory: memory, crc: crc, whitening: 37)
    #expect(bits.count == 8 * (1 + 4 + 2 + 3 + 3))
    #expect(Array(bits.bytes.prefix(5)) == [0xAA, 0xD6, 0xBE, 0x89, 0x8E])
    format.whiten(&bits, initial: 37)
    #expect(Array(bits.bytes[5..<10]) == [0x42, 3, 1, 2, 3])
  }

  @Test(arguments: [
    (UInt32(0), UInt32(0x0002_0020), 0, 24), (0x8, 0x0104_05FF, 5, 40), (0x3_0104, 0x0103_0010, 0, 32),
    (0x8_0108, 0x0003_0003, 0, 32),
  ])
  func fieldsHaveTheirWidths(_ pcnf0: UInt32, _ pcnf1: UInt32, _ statics: Int, _ address: Int) {
    let format = RadioFormat(pcnf0: pcnf0, pcnf1: pcnf1, crccnf: 1)
    #expect(format.staticBytes == statics)
    #expect(format.addressBits == address)
    let widths: [UInt32] = [pcnf0 & 15, (pcnf0 >> 8 & 1) * 8, pcnf0 >> 16 & 15]
    #expect(format.headerBits == Int(widths[0] + widths[1] + widths[2]))
    #expect(format.payloadBytes(length: 200) <= format.maximumBytes)
  }

  @Test func bitsKeepTheirOrder() {
    var bits = RadioBits()
    bits.append(0b110, 3)
    bits.append(0b110, 3, isBigEndian: true)
    #expect((0..<6).map { bits[$0] } == [0, 1, 1, 1, 1, 0])
    #expect(bits.value(at: 3, 3, isBigEndian: true) == 0b110)
    #expect(bits.value(at: 4, 8) == 0b01)
    bits.invert(at: 0, if: 1)
    bits.invert(at: 99, if: 1)
    #expect(bits[0] == 1)
  }
}
