import Machine
import Testing

@testable import DA14681

@Suite struct CrystalDriftTests {
  @Test func ratesAreExactFractions() {
    #expect(CrystalDrift.rate(32_768, off: 0) == ClockRate(hertz: 32_768))
    let fast = CrystalDrift.rate(32_768, off: 100)
    // A thousand seconds of a crystal 100 ppm fast have 3,276.8 edges more.
    #expect(fast.edges(in: .seconds(1_000)) == 32_768_000 + 3_276)
    let slow = CrystalDrift.rate(96_000_000, off: -1_000).divided(by: 128)
    #expect(slow.edges(in: .seconds(1)) == 749_250)
    #expect(CrystalDrift(xtal16M: 5_000, xtal32K: -5_000) == CrystalDrift(xtal16M: 1_000, xtal32K: -1_000))
  }

  @Test func theTreeFollowsItsCrystalsAndKeepsThemInTheState() {
    let clocks = ClockTree()
    clocks.configure {
      $0.isXTAL32KEnabled = true
      $0.lowPowerSource = 2
      $0.hclkShift = 0
    }
    var changes = 0
    clocks.onChange { changes += 1 }
    clocks.drift = CrystalDrift(xtal16M: 200, xtal32K: 50)
    #expect(changes == 1)
    #expect(clocks.lowPower == CrystalDrift.rate(32_768, off: 50))
    // RC16M is no crystal.
    #expect(clocks.hclk == ClockTree.sixteenMegahertz && clocks.divN == ClockTree.sixteenMegahertz)
    clocks.configure { $0.systemSource = .pll }
    #expect(clocks.hclk == CrystalDrift.rate(96_000_000, off: 200))
    #expect(clocks.divN == CrystalDrift.rate(16_000_000, off: 200))
    let other = ClockTree()
    other.restoreState(clocks.saveState())
    #expect(other.hclk == clocks.hclk && other.drift == clocks.drift)
    clocks.drift = CrystalDrift()
    #expect(clocks.hclk == ClockRate(hertz: 96_000_000))
  }
}
