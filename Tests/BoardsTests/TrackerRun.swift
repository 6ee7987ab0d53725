import Boards
import CortexM0
import Foundation
import Machine
import Parts
import World

/// A board `tracker` with an image of `firmware-images` in its flash, and what its cable says.
final class TrackerRun {
  let emulation = Emulation()
  let gait: GaitGenerator
  let heart: HeartGenerator
  let board: any Board
  private(set) var sent: [UInt8] = []
  private let symbols: [String: UInt32]
  private var watching: Subscription?

  /// Powered on, at time 0, 80 % charged, on a table; the chip's numbers are those of `seed`.
  init(_ image: String, seed: UInt64 = 1) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "firmware-images")
    let elf = ELFBytes(bytes: [UInt8](try Data(contentsOf: folder.appending(path: "\(image)/\(image).elf"))))
    symbols = elf.symbols
    gait = GaitGenerator(on: emulation, seed: seed, timeline: ActivityTimeline(.still))
    heart = HeartGenerator(on: emulation, seed: seed, wearer: gait)
    guard let model = BoardCatalogue.model(named: "tracker") else { throw CocoaError(.fileNoSuchFile) }
    board = model.make(
      emulation, in: BoardSurroundings(seed: seed, motion: gait, heart: heart, startPercent: 80), setup: BoardSetup())
    board.storage.takeContents(elf.flash(size: 262_144))
    board.powerOn(.flash)
    watching = board.cable.bandToHost.watchSent { [unowned self] in sent.append($0) }
  }

  /// Runs for so many milliseconds.
  func run(_ milliseconds: UInt64) { board.chip.run(until: emulation.now + .milliseconds(milliseconds)) }

  func begin(_ activity: Activity) { gait.begin(activity, at: emulation.now + 1) }

  /// A field of the image's `band_statistics`, by its place.
  func statistic(_ place: UInt32) -> UInt32 {
    symbols["band_statistics"].map { board.chip.bus.read($0 + 12 + 4 * place, width: 4) } ?? .max
  }

  /// The bytes that were sent since the last call.
  func take() -> [UInt8] {
    defer { sent = [] }
    return sent
  }

  /// What was sent since the last call.
  func text() -> String {
    String(decoding: take(), as: UTF8.self)
  }

  /// The rows of the display, `#` for a lit pixel.
  var picture: [String] {
    guard let display = board.display else { return [] }
    return (0..<display.rows).map { row in
      String(display.framebuffer[row * display.columns..<(row + 1) * display.columns].map { $0 ? "#" : "." })
    }
  }

  /// Sends an SMP request over the cable and returns the reply's CBOR, without its header; `nil` without a reply in a second.
  func request(_ operation: UInt8, group: UInt8, command: UInt8, _ map: [UInt8]) -> [UInt8]? {
    sent = []
    let message = [operation, 0, 0, UInt8(map.count), 0, group, 7, command] + map
    let checksum = Self.crc16(message)
    let packet = [0, UInt8(message.count + 2)] + message + [UInt8(checksum >> 8), UInt8(checksum & 0xFF)]
    let format = SerialFormat(bitClock: ClockRate(edges: 115_200, per: Tick.perSecond))
    for byte in [0x06, 0x09] + [UInt8](Data(packet).base64EncodedData()) + [0x0A] {
      board.cable.hostToBand.send(byte, format: format)
      board.chip.run(until: emulation.now + .microseconds(100))
    }
    run(1_000)
    guard let start = sent.firstIndex(of: 0x06), let end = sent[start...].firstIndex(of: 0x0A),
      let reply = Data(base64Encoded: Data(sent[(start + 2)..<end])), reply.count > 12
    else { return nil }
    return [UInt8](reply.dropFirst(10).dropLast(2))
  }

  /// CRC-16/XMODEM.
  private static func crc16(_ bytes: [UInt8]) -> UInt16 {
    bytes.reduce(0) { crc, byte in
      (0..<8).reduce(crc ^ UInt16(byte) << 8) { value, _ in value & 0x8000 != 0 ? value << 1 ^ 0x1021 : value << 1 }
    }
  }
}
