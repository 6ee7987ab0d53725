import Machine
import NRF51
import SeededRandom
import Testing

@testable import Boards

/// Messages of a shared air as bytes, whoever has sent them.
struct AirMessageTests {
  private static let transmission = AirTransmission(
    sender: 3, start: 0x0102_0304_0506_0708, frequency: 80, mode: .bluetooth1M, power: -20,
    bits: RadioBits([0xAA, 0xD6, 0xBE], count: 21))
  private static let messages: [AirMessage] = [
    .greeting(AirGreeting(process: 4_711, seed: 0x8877_6655_4433_2211, count: 2)),
    .welcome(slot: 1, time: 9, isWaiting: true), .welcome(slot: 0, time: 0, isWaiting: false),
    .begin(slot: 2, time: 1 << 62), .promise(time: .max, heard: 7), .promise(time: 5, heard: .max), .want(12),
    .begins(transmission), .continues(place: 255, start: 77, bits: transmission.bits), .cut(place: 0, start: 1, cut: 2),
    .leaves(1 << 40),
  ]

  private func read(_ bytes: [UInt8]) throws -> [AirMessage] {
    var stream = AirMessageStream()
    stream.add(bytes)
    var messages: [AirMessage] = []
    while let message = try stream.next() { messages.append(message) }
    return messages
  }

  private func refusal(_ bytes: [UInt8]) -> String? {
    do throws(AirMessageError) {
      var stream = AirMessageStream()
      stream.add(bytes)
      _ = try stream.next()
      return nil
    } catch { return error.description }
  }

  @Test func whatIsWrittenIsRead() throws {
    #expect(try read(Self.messages.flatMap(\.bytes)) == Self.messages)
  }

  @Test func theLowestByteIsFirst() {
    #expect(
      AirMessage.begins(Self.transmission).bytes == [
        19, 0, 5, 3, 0, 8, 7, 6, 5, 4, 3, 2, 1, 80, 3, 0xEC, 21, 0, 0xAA, 0xD6, 0x1E,
      ])
  }

  /// Bytes come in any pieces.
  @Test func oneByteAtATimeIsTheSame() throws {
    var stream = AirMessageStream()
    var messages: [AirMessage] = []
    for byte in Self.messages.flatMap(\.bytes) {
      stream.add([byte])
      while let message = try stream.next() { messages.append(message) }
    }
    #expect(messages == Self.messages)
  }

  @Test func truncatedMessagesAreRefused() throws {
    for message in Self.messages {
      let bytes = message.bytes
      for count in 3..<bytes.count {
        let cut = [UInt8(count - 2), 0] + bytes[2..<count]
        let text = try #require(refusal(cut), "\(message) of \(count) bytes")
        #expect(text.hasSuffix("bytes too soon; expected all of it"), "\(text)")
      }
      let long = [UInt8(bytes.count - 1), 0] + bytes[2...] + [0]
      #expect(refusal(long) == "1 bytes after the end of a message; expected none")
    }
  }

  @Test(
    arguments: [
      ([0, 0], "a message of 0 bytes; expected 1 ... 536"),
      ([0xFF, 0xFF], "a message of 65535 bytes; expected 1 ... 536"),
      ([1, 0, 9], "a message of kind 9; expected 0 ... 8"),
      ([4, 0, 0, 1, 2, 3], "a message that ends 5 bytes too soon; expected all of it"),
      ([11, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0], "another greeting; expected that of a bandbox"),
      ([12, 0, 1, 0xE8, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], "place 1000; expected 0 ... 999"),
      ([9, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0x80], "time 9223372036854775808; expected less than"),
      ([9, 0, 8, 255, 255, 255, 255, 255, 255, 255, 255], "time 18446744073709551615; expected less than"),
      ([12, 0, 5, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], "radio 256; expected 0 ... 255"),
      ([12, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 200], "frequency 200; expected 0 ... 127"),
      ([13, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4], "mode 4; expected 0 ... 3"),
      ([16, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 0, 0, 0], "bits 0; expected 1 ... 4096"),
      ([16, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 0, 1, 16], "bits 4097; expected 1 ... 4096"),
      ([16, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 0, 0, 16], "a message that ends 512 bytes too soon"),
    ] as [([UInt8], String)])
  func absurdValuesAreNamed(_ bytes: [UInt8], _ expected: String) throws {
    let text = try #require(refusal(bytes))
    #expect(text.hasPrefix(expected), "\(text)")
  }

  /// What another version says of itself is read, whatever follows.
  @Test func anotherVersionIsToldApart() throws {
    let greeting = AirGreeting(version: 2, process: 99, seed: 1, count: 1)
    var bytes = AirMessage.greeting(greeting).bytes + [1, 2, 3]
    bytes[0] += 3
    #expect(
      try read(bytes) == [.greeting(AirGreeting(version: 2, process: 99, seed: 0, count: 1))])
  }

  @Test func randomBytesNeverCrash() {
    var random = SplitMix(seed: 7)
    var refused = 0
    for _ in 0..<20_000 {
      var bytes = random.bytes(random.below(60))
      // Mostly of a length that fits, and often a message with a byte changed.
      if random.below(3) == 0 {
        bytes = Self.messages[random.below(Self.messages.count)].bytes
        bytes[random.below(bytes.count)] = random.byte()
      } else if bytes.count > 3 {
        bytes[0] = UInt8(bytes.count - 2)
        bytes[1] = 0
        bytes[2] = UInt8(random.below(9))
      }
      if refusal(bytes) != nil { refused += 1 }
    }
    #expect(refused > 10_000)
  }
}
