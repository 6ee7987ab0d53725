import CortexM0
import Machine
import Testing

@testable import NRF51

/// What is known of the variants before one is made.
struct ModelTests {
  @Test(arguments: [
    (NRF51.Variant.xxAA, "nRF51822-QFAA", 256, 16), (.xxAB, "nRF51822-QFAB", 128, 16),
    (.xxAC, "nRF51822-QFAC", 256, 32),
  ])
  func memories(variant: NRF51.Variant, name: String, flash: Int, ram: Int) {
    let model = NRF51.model(variant)
    #expect(model.name == name)
    #expect(model.memories.flash == ChipMemory("flash", at: 0, size: flash << 10, fill: 0xFF))
    #expect(model.memories.ram == ChipMemory("RAM", at: 0x2000_0000, size: ram << 10, fill: 0))
    #expect(model.memories.start == .vectors && model.memories.flashPageSize == 1_024)
  }

  /// Settings reach up to the last register.
  @Test func settings() {
    let settings = NRF51.model.memories.others[0]
    #expect(settings.base == UICR.block.base && !settings.holdsPrograms)
    #expect(UICR.block.registers.map(\.offset).max() == UInt32(settings.size) - 4)
    #expect(NRF51.model.name == NRF51.model(.xxAA).name)
  }
}
