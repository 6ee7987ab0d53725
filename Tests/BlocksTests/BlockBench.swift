import Machine

@testable import Blocks

/// A place for blocks that is no chip: a bus, a clock of 16 MHz, an interrupt line, and pads.
final class BlockBench {
  let emulation = Emulation()
  let bus = Bus()
  let clock = ClockInput()
  let freeze = FreezeInput()
  let interrupt: Line
  let pads: [Line]

  /// Ticks of one cycle of the clock.
  static let cycle: Tick = 96

  init() {
    interrupt = emulation.line("IRQ")
    pads = (0..<8).map { [emulation] in emulation.line("pad \($0)") }
    clock.set(ClockRate(hertz: 16_000_000))
    clock.skipChange()
  }

  /// Puts a block on the bus, as a chip's `install` does.
  func install<Installed: Block>(_ block: Installed) -> Installed {
    block.bank.belongs(to: block)
    bus.map(block.bank, at: block.bank.block.addresses)
    emulation.register(block.bank.name, block)
    return block
  }

  /// A signal that is led to a pad.
  func signal(_ pad: Int) -> PadSignal {
    let driver = pads[pad].driver("signal")
    let signal = PadSignal(pads: pads) { driver.value = $0 }
    signal.route(to: pads[pad], serialPad: nil)
    signal.skipRouting()
    return signal
  }

  func read(_ address: UInt32) -> UInt32 { bus.read(address, width: 2) }
  func write(_ address: UInt32, _ value: UInt32) { bus.write(address, width: 2, value: value) }

  var now: Tick { emulation.now }

  /// Runs all alarms up to and at the end of `time`, each at its own deadline.
  func run(for time: Tick) {
    let end = now + time
    let scheduler = emulation.scheduler
    while scheduler.nextDeadline <= end {
      scheduler.advance(to: scheduler.nextDeadline)
      scheduler.fireDue()
    }
    scheduler.advance(to: end)
  }
}
