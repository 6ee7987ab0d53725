import Boards
import CortexM0
import DA14681
import Machine
import Parts
import World

/// The shipped board `miband2` with its parts at hand, by their types.
public final class MiBand2 {
  /// The board.
  public let board: any Board
  /// Its chip.
  public let soc: DA14681
  /// The flash.
  public let flash: NORFlash
  /// The accelerometer.
  public let accelerometer: ADXL362
  /// The display.
  public let oled: SSD1306
  /// The heart-rate module.
  public let heartRate: AS7000
  /// The touch key.
  public let touchKey: TouchKey
  /// The vibration motor.
  public let motor: Motor
  /// The radio's share of the loads.
  public let radio: Radio

  /// One on a machine of its own, off.
  public init(
    _ emulation: Emulation, seed: UInt64, motion: any MotionSource, heart: any HeartSource, startPercent: Int,
    setup: BoardSetup = BoardSetup()
  ) {
    let surroundings = BoardSurroundings(seed: seed, motion: motion, heart: heart, startPercent: startPercent)
    let board = BoardCatalogue.standard.make(emulation, in: surroundings, setup: setup)
    func part<Part>(_ name: String) -> Part {
      guard let part = board.part(named: name) as? Part else { fatalError("miband2 has no such part '\(name)'") }
      return part
    }
    guard let soc = board.chip as? DA14681 else { fatalError("miband2 has another chip") }
    self.board = board
    self.soc = soc
    flash = part("flash")
    accelerometer = part("accelerometer")
    oled = part("display")
    heartRate = part("heart-rate")
    touchKey = part("key")
    motor = part("motor")
    radio = part("radio")
  }

  /// The machine.
  public var emulation: Emulation { board.emulation }
  /// The cell's circuit.
  public var power: PowerSystem { board.power }
  /// The cell.
  public var cell: Cell { board.cell }
  /// The cable for host tools.
  public var cable: CradleCable { board.cable }
  /// The temperature around it.
  public var ambient: Ambient { board.ambient }
  /// When and why it stopped running.
  public var stops: StopLog { board.stops }

  /// The charging contact.
  public var isPluggedIn: Bool {
    get { board.isChargerPluggedIn }
    set { board.isChargerPluggedIn = newValue }
  }

  /// Runs until the mode is entered anew, for at most so long; returns whether it was.
  public func runUntil(_ mode: Mode, atMost limit: Tick) -> Bool {
    let end = emulation.now + limit
    var isReached = false
    let watching = soc.watchMode { [unowned soc] next in
      if next == mode {
        isReached = true
        soc.endRun()
      }
    }
    while !isReached && emulation.now < end { soc.run(until: end) }
    watching.end()
    return isReached
  }
}
