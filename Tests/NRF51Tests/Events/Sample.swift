import Machine

@testable import NRF51

/// A peripheral for tests of pages: its tasks are counted, `go` raises `gone`.
final class Sample: NRF51Block {
  static let go = PeripheralTask("GO", at: 0x000)
  static let stop = PeripheralTask("STOP", at: 0x004)
  static let gone = PeripheralEvent("GONE", at: 0x100)
  static let stopped = PeripheralEvent("STOPPED", at: 0x104)
  static let control = Register("CONTROL", at: 0x504, bits: 32, reset: 5, [Field("VALUE", 7, 0)])
  static let layout = PageLayout(
    tasks: [go, stop], events: [gone, stopped],
    shorts: [PeripheralShort("GONE_STOP", bit: 3, from: gone, to: stop)], [control])

  let page: PeripheralPage
  var count: [UInt32: Int] = [:]
  var isSelected = true

  init(_ fabric: NRF51Fabric, at base: UInt32 = 0x4000_2000, name: String = "SAMPLE", sharing: Bool = false) {
    page = PeripheralPage(Self.layout, name, at: base, "for tests", fabric)
    fabric.install(self, sharing: sharing)
  }

  func reset() {
    page.reset()
    count = [:]
  }

  func task(_ offset: UInt32) {
    count[offset, default: 0] += 1
    switch offset {
    case Self.go: page.raise(Self.gone)
    case Self.stop: page.raise(Self.stopped)
    default: break
    }
  }

  func saveState() -> NamedValues<UInt32> { bank.named }
  func restoreState(_ state: NamedValues<UInt32>) { bank.restore(state) }
}
