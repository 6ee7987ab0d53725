import Boards
import DA14681
import Machine

/// The chip on a laboratory supply, with a flash that nobody programs.
final class ChipRig: Rig {
  let emulation = Emulation()
  let soc: DA14681
  private let power: PowerSystem
  private let pads: [LineDriver]
  private let bus: LineDriver

  init(seed: UInt64) {
    power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_700))
    let flash = Memory("flash", size: 1 << 20, isWritable: false, waitStates: 1, fill: 0xFF)
    soc = DA14681(
      emulation, on: power.net("VBAT", fedBy: .cell), flash: flash, coefficients: DA14681.Coefficients.documented)
    pads = Pin.all.map { [soc] in soc.pads[$0].driver("test") }
    bus = soc.vbus.driver("test")
  }

  func act(_ action: RigAction) {
    switch action {
    case .pad(let index, let level): pads[index % pads.count].value = level
    case .bus(let level): bus.value = level
    case .write(let address, let width, let value):
      soc.bus.write(address & ~UInt32(width - 1), width: width, value: value)
      soc.bus.faulted = false
    case .read(let address, let width):
      _ = soc.bus.read(address & ~UInt32(width - 1), width: width)
      soc.bus.faulted = false
    case .byte(let isSecond, let byte, let baud):
      (isSecond ? soc.uart2 : soc.uart).rx.send(byte, format: SerialFormat(baud: baud))
    case .resetHardware: soc.resetHardware()
    case .key, .cable, .charger, .ambient: break
    }
  }
}
