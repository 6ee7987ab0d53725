import Boards
import CortexM0
import DA14681
import Machine
import TestBand
import World
@testable import Images
@testable import Session
@testable import Watchers

/// An image on the emulated band, with what it counts within reach.
final class BandOnBench {
  let emulation = Emulation()
  let band: MiBand2
  private let statistics: BandStatistics
  /// What the band has sent over the cradle's line.
  private(set) var sent: [UInt8] = []

  /// The image of that name, started; it is in its first instruction.
  init(_ name: String = "band", percent: Int = 80) throws {
    let image = try LoadedImage(
      path: Repository.root + "/firmware-images/\(name)/\(name).elf", for: BoardCatalogue.standard.memoryMap)
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    band = MiBand2(emulation, seed: 1, motion: StillMotion(), heart: heart, startPercent: percent)
    band.board.boot(image, flash: nil, fromUART: false)
    // Their names are read from the flash.
    statistics = BandStatistics(image.image.symbols, bus: band.soc.bus)
    band.cable.bandToHost.receiverFormat = SerialFormat(baud: 115_200)
    band.cable.bandToHost.onReceive = { [unowned self] in sent.append($0.byte) }
  }

  func run(for time: Tick) { band.soc.run(until: emulation.now + time) }
  func count(_ name: String) -> UInt32 { statistics.values[name] ?? 0 }

  func runUntil(_ mode: Mode, atMost limit: Tick) -> Bool { band.runUntil(mode, atMost: limit) }

  /// Something from outside.
  enum Event: String, CaseIterable {
    case charger, touch, cable
  }

  func happen(_ event: Event) {
    switch event {
    case .charger: band.isPluggedIn = true
    case .touch: band.touchKey.isTouched = true
    case .cable: band.cable.isAttached = true
    }
  }
}
