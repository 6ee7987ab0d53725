import Testing

@testable import Blocks

struct FreezeInputTests {
  @Test func aFreezeTellsOfChangesOnly() {
    let freeze = FreezeInput()
    var count = 0
    freeze.onChange { count += 1 }
    freeze.set(false)
    freeze.set(true)
    freeze.set(true)
    #expect(count == 1 && freeze.isOn)
    freeze.restore(false)
    #expect(count == 1 && !freeze.isOn)
  }
}
