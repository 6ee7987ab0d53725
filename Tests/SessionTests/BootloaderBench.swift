import Boards
import Foundation
import Machine
import TestBand
import World
@testable import Images
@testable import Session

/// A band whose flash holds the shipped bootloader and what a test puts into the slots.
final class BootloaderBench {
  static let trailerMagic: [UInt8] = [
    0x77, 0xC2, 0x95, 0xF3, 0x60, 0xD2, 0xEF, 0x7F, 0x35, 0x52, 0x50, 0x0F, 0x2C, 0xB6, 0x79, 0x80,
  ]
  static let slot0 = 0x1_0000
  static let slot1 = 0x5_0000
  static let slotSize = 0x4_0000
  /// Where images write who they are.
  private static let mark = 0x4000

  let emulation = Emulation()
  let band: MiBand2
  /// What the band has sent over the cradle's line.
  private(set) var sent = ""

  /// A flash with the bootloader and images at offsets.
  static func flash(_ images: [(offset: Int, bytes: [UInt8])]) throws -> [UInt8] {
    var flash = [UInt8](repeating: 0xFF, count: 1 << 20)
    for (offset, bytes) in images + [(0, try ShippedBootloader.segment(for: BoardCatalogue.standard.memoryMap).bytes)] {
      flash.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    return flash
  }

  init(_ flash: [UInt8], percent: Int = 80) {
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    band = MiBand2(emulation, seed: 1, motion: StillMotion(), heart: heart, startPercent: percent)
    band.flash.takeContents(flash)
    band.cable.bandToHost.receiverFormat = SerialFormat(baud: 115_200)
    band.cable.bandToHost.onReceive = { [unowned self] in sent.append(Character(UnicodeScalar($0.byte))) }
  }

  /// An image that writes `id` to RAM and stays there; `size` bytes of payload.
  static func image(_ id: UInt32, size: Int = 0x60) -> [UInt8] {
    func bytes(_ values: [UInt32]) -> [UInt8] {
      values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) } }
    }
    var payload = bytes([0x07FC_8000, 0x0801_0200 + 0x41]) + [UInt8](repeating: 0, count: 0x38)
    // ldr r0, [pc, #8]; ldr r1, [pc, #12]; str r1, [r0]; wfi; b to it; nop
    payload += [0x02, 0x48, 0x03, 0x49, 0x01, 0x60, 0x30, 0xBF, 0xFD, 0xE7, 0x00, 0xBF]
    payload += bytes([0x07FC_0000 + UInt32(mark), id])
    payload += (payload.count..<max(size, payload.count)).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ Int(id)) }
    return MCUbootImage.seal(payload, version: .init(major: UInt8(id), minor: 0, revision: 0, build: 0))
  }

  /// A slot's last sector, pending; for good where `permanent`.
  static func pending(permanent: Bool = false) -> (offset: Int, bytes: [UInt8]) {
    var trailer = [UInt8](repeating: 0xFF, count: 0x1000)
    trailer.replaceSubrange(0xFF0..<0x1000, with: trailerMagic)
    if permanent { trailer[0x1000 - 24] = 1 }
    return (slot1 + slotSize - 0x1000, trailer)
  }

  func start() { band.soc.start(.flash) }

  /// Who runs: what the image in slot 0 has written since RAM was last cleared.
  var running: UInt32 { band.soc.ram.word(at: Self.mark) }
  func forget() { band.soc.ram.store([0, 0, 0, 0], at: Self.mark) }

  /// Runs until an image has said who it is, for at most `limit`.
  func runUntilStarted(atMost limit: Tick = .seconds(UInt64(20))) -> UInt32 {
    let end = emulation.now + limit
    while emulation.now < end && !(1...9).contains(running) { band.soc.run(until: emulation.now + .milliseconds(5)) }
    return running
  }

  func run(for time: Tick) { band.soc.run(until: emulation.now + time) }

  /// The version's major number of what is in a slot, where its header is whole.
  func version(in slot: Int) -> UInt8? {
    let header = (0..<4).map { band.soc.flash[slot + $0] }
    return header == MCUbootImage.magicBytes ? band.soc.flash[slot + 20] : nil
  }

  /// Takes the cell out and puts it in again.
  func cutPower() {
    let charge = band.power.remainingCharge
    band.power.setCharge(0)
    run(for: .milliseconds(1))
    forget()
    band.power.setCharge(charge)
  }
}
