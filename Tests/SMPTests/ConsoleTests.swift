import SeededRandom
import Testing

@testable import SMP

struct ConsoleTests {
  let message = Array("0123456789abcdef0123456789abcdef".utf8)

  @Test func linesAreShortAndDecodeOnTheirOwn() {
    for count in [0, 1, 2, 88, 89, 90, 91, 92, 93, 180, 181, 182, 183, 184, 1000, 1020, 65533] {
      var random = SplitMix(seed: UInt64(count))
      let message = random.bytes(count)
      let wire = encode(message)
      let lines = wire.split(separator: 0x0A, omittingEmptySubsequences: false)
      #expect(wire.last == 0x0A && lines.last?.isEmpty == true)
      #expect(lines.dropLast().allSatisfy { $0.count <= 126 && ($0.count - 2) % 4 == 0 && $0.count > 2 })
      #expect(lines.dropLast(2).allSatisfy { !$0.contains(0x3D) })
      #expect(lines.dropFirst().dropLast().allSatisfy { $0.starts(with: [0x04, 0x14]) })
      #expect(wire.count == ConsoleEncoder.encodedSize(messageBytes: count))
      #expect(decode(wire, bufferSize: count + 2) == Decoded(messages: [message]))
    }
  }

  @Test func tooLongAMessageYieldsNothing() {
    #expect(encode([UInt8](repeating: 0, count: 65534)).isEmpty)
  }

  @Test func aLineFeedEndsTextFirst() {
    #expect(encode(message, afterText: true) == [0x0A] + encode(message))
  }

  @Test func writeReportsWhatDoesNotFit() {
    let size = encode(message).count
    var memory = [UInt8](repeating: 0, count: size)
    message.withUnsafeBufferPointer { message in
      memory.withUnsafeMutableBufferPointer { memory in
        var encoder = ConsoleEncoder(message)
        #expect(encoder.write(to: memory) == size)
        var again = ConsoleEncoder(message)
        #expect(again.write(to: UnsafeMutableBufferPointer(rebasing: memory.dropLast())) == nil)
      }
    }
    #expect(memory == encode(message))
  }

  @Test(arguments: [[UInt8]([0x0A]), [0x0D], [0x0D, 0x0A]]) func lineEnds(_ end: [UInt8]) {
    let wire = encode(Array(repeating: 7, count: 300)).flatMap { $0 == 0x0A ? end : [$0] }
    #expect(decode(wire + wire) == Decoded(messages: Array(repeating: Array(repeating: 7, count: 300), count: 2)))
  }

  @Test func oneLongLineIsAccepted() {
    let message = [UInt8(ascii: "3")] + [UInt8](repeating: 0x55, count: 600)
    let lines = encode(message).split(separator: 0x0A)
    let joined = lines.enumerated().flatMap { $0.offset == 0 ? Array($0.element) : Array($0.element.dropFirst(2)) }
    #expect(joined.count > 512)
    #expect(decode(joined + [0x0A]) == Decoded(messages: [message]))
  }

  @Test func textPassesAroundAndBetweenFrames() {
    let wire = Array("log\r\n".utf8) + encode(message) + Array("$ help\n\n".utf8) + encode(message)
    #expect(decode(wire) == Decoded(messages: [message, message], text: Array("log\r\n$ help\n\n".utf8)))
  }

  @Test func textBetweenTheLinesOfAFrame() {
    let long = [UInt8](repeating: 9, count: 200)
    let lines = encode(long).split(separator: 0x0A).map { Array($0) + [0x0A] }
    let wire = lines.flatMap { $0 + Array("noise\n".utf8) }
    #expect(decode(wire).messages == [long])
  }

  @Test func markersThatAreNone() {
    let text: [UInt8] = [0x06, 0x41, 0x0A, 0x04, 0x42, 0x0A, 0x06, 0x0A, 0x04, 0x0A, 0x41, 0x04, 0x14, 0x0A]
    #expect(decode(text + encode(message)) == Decoded(messages: [message], text: text))
    #expect(decode([0x06] + encode(message)) == Decoded(messages: [message], text: [0x06]))
    #expect(decode([0x04] + encode(message)) == Decoded(messages: [message], text: [0x04]))
  }

  @Test func aStartResetsWhereverItComes() {
    let wire = encode([UInt8](repeating: 1, count: 300))
    for cut in 2..<wire.count - 1 where wire[cut - 1] != 0x04 {
      let result = decode(Array(wire.prefix(cut)) + encode(message))
      #expect(result.messages == [message])
      #expect(result.drops.unfinished == 1)
    }
    #expect(decode(Array("half a line".utf8) + encode(message)).messages == [message])
  }

  @Test func aContinuationWithoutStartIsDropped() {
    let wire = encode([UInt8](repeating: 1, count: 200))
    let rest = wire[(wire.firstIndex(of: 0x0A)! + 1)...]
    let result = decode(Array(rest) + encode(message))
    #expect(result.messages == [message])
    #expect(result.drops == ConsoleDecoder.Drops(orphan: 2))
    #expect(result.text.isEmpty)
  }

  @Test func wrongChecksum() {
    var wire = encode(message)
    wire[10] = wire[10] == 0x41 ? 0x42 : 0x41
    #expect(decode(wire) == Decoded(drops: ConsoleDecoder.Drops(checksum: 1)))
  }

  @Test func notBase64() {
    for bad: UInt8 in [0x00, 0x20, 0x2D, 0x3D, 0x5F, 0x7F, 0x80, 0xFF] {
      var wire = encode(message)
      wire[10] = bad
      #expect(decode(wire + encode(message)) == Decoded(messages: [message], drops: ConsoleDecoder.Drops(encoding: 1)))
    }
    // A line cut within a group of four; characters after the padding; more padding than there can be.
    let wire = encode(hex("0800000100000006a0"))
    for bad in [Array(wire.dropLast(2)), Array(wire.dropLast()) + Array("AAAA".utf8), Array(wire.dropLast()) + [0x3D]] {
      #expect(decode(bad + [0x0A]) == Decoded(drops: ConsoleDecoder.Drops(encoding: 1)))
    }
    #expect(decode([0x06, 0x09, 0x0A]) == Decoded(drops: ConsoleDecoder.Drops(encoding: 1)))
  }

  @Test func longerThanAnnounced() {
    // Announces 4 bytes and brings 7; then the same in a second line.
    #expect(decode([6, 9] + Array("AAQAAAAAAAAA".utf8) + [10]).drops == ConsoleDecoder.Drops(length: 1))
    let twoLines = [6, 9] + Array("AAQA".utf8) + [10, 4, 0x14] + Array("AAAAAAAA".utf8) + [10]
    #expect(decode(twoLines).drops == ConsoleDecoder.Drops(length: 1))
    // Too short for a checksum; longer than the buffer.
    #expect(decode([6, 9] + Array("AAEA".utf8) + [10]).drops == ConsoleDecoder.Drops(length: 1))
    #expect(decode(encode(message), bufferSize: 33).drops == ConsoleDecoder.Drops(length: 1))
    #expect(decode(encode(message), bufferSize: 34).messages == [message])
  }

  @Test func resetForgetsTheFrame() {
    let wire = encode([UInt8](repeating: 1, count: 200))
    var memory = [UInt8](repeating: 0, count: 1024)
    memory.withUnsafeMutableBufferPointer {
      var decoder = ConsoleDecoder(buffer: $0)
      for byte in wire.prefix(150) { #expect(decoder.feed(byte) == .none) }
      decoder.reset()
      for byte in wire.dropFirst(150) {
        if case .message = decoder.feed(byte) { Issue.record("half a frame was taken for a message") }
      }
    }
  }

  @Test func base64IsItsOwnInverse() {
    for value: UInt8 in 0..<64 { #expect(Base64.value(Base64.character(value)) == value) }
    #expect((0...255).compactMap { Base64.value(UInt8($0)) }.count == 64)
  }

  @Test func hostileBytes() {
    var random = SplitMix(seed: 0xB0B)
    for round in 0..<2000 {
      var stream: [UInt8] = []
      for _ in 0..<random.below(12) {
        switch random.below(6) {
        case 0: stream += random.bytes(random.below(80))
        case 1: stream += [6, 9]
        case 2: stream += [4, 0x14]
        case 3: stream += (0..<random.below(400)).map { _ in Base64.character(UInt8(random.below(64))) }
        case 4:
          var wire = encode(random.bytes(random.below(300)))
          for _ in 0..<random.below(3) { wire[random.below(wire.count)] = UInt8(random.below(256)) }
          stream += wire.prefix(random.below(wire.count + 1))
        default: stream.append(0x0A)
        }
      }
      // A whole frame at the end of whatever went before always arrives; a marker in front of it may not eat it.
      let result = decode(stream + [0x0A] + encode(message), bufferSize: 1 + 40 * (round % 9) + 33)
      #expect(result.messages.last == message)
    }
  }
}
