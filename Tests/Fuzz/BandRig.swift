import Boards
import DA14681
import Machine
import TestBand
import World

/// The whole band on a walking wrist.
final class BandRig: Rig {
  let emulation = Emulation()
  var soc: DA14681 { band.soc }
  private let band: MiBand2
  private let pads: [LineDriver]

  init(seed: UInt64) {
    let gait = GaitGenerator(on: emulation, seed: seed, timeline: ActivityTimeline())
    let heart = HeartGenerator(on: emulation, seed: seed, wearer: gait)
    band = MiBand2(emulation, seed: seed, motion: gait, heart: heart, startPercent: Int(seed % 101))
    pads = Pin.all.map { [band] in band.soc.pads[$0].driver("test") }
  }

  func act(_ action: RigAction) {
    switch action {
    case .pad(let index, let level): pads[index % pads.count].value = level
    case .write(let address, let width, let value):
      soc.bus.write(address & ~UInt32(width - 1), width: width, value: value)
      soc.bus.faulted = false
    case .read(let address, let width):
      _ = soc.bus.read(address & ~UInt32(width - 1), width: width)
      soc.bus.faulted = false
    case .byte(_, let byte, let baud): band.cable.hostToBand.send(byte, format: SerialFormat(baud: baud))
    case .key(let isTouched): band.touchKey.isTouched = isTouched
    case .cable(let isAttached): band.cable.isAttached = isAttached
    case .charger(let isIn), .bus(let isIn): band.isPluggedIn = isIn
    case .ambient(let milliCelsius): band.ambient.milliCelsius = milliCelsius
    case .resetHardware: soc.resetHardware()
    }
  }
}
