import Machine
import Testing

@testable import Session

/// What stands in the cell's place, in words.
@Suite struct SupplyTextTests {
  @Test func aCapacitorIsReadWithTheDocumentedRest() throws {
    let documented = CapacitorSupply(nanofarads: 100_000_000, microvolts: 3_000_000)
    #expect(SupplyText.parse("capacitor:100mF,3.0V") == .capacitor(documented))
    #expect(SupplyText.parse("capacitor:0.1F,3000mV") == .capacitor(documented))
    var special = CapacitorSupply(nanofarads: 470_000, microvolts: 0)
    (special.milliohms, special.leakage, special.fullMicrovolts) = (30_000, 250_000, 5_000_000)
    (special.cutOffMicrovolts, special.releaseMicrovolts) = (1_800_000, 2_400_000)
    let text = "capacitor:470uF,0V,esr:30ohm,leak:250nA,full:5V,cut-off:1.8V,release:2.4V"
    #expect(SupplyText.parse(text) == .capacitor(special))
    #expect(SupplyText.parse(SupplyText.describe(.capacitor(special))) == .capacitor(special))
  }

  @Test func theReleaseKeepsItsDistanceFromTheCutOff() throws {
    guard case .capacitor(let plan) = SupplyText.parse("capacitor:1F,3V,cut-off:2.5V") else {
      Issue.record("no capacitor")
      return
    }
    #expect(plan.releaseMicrovolts == 2_580_000)
  }

  @Test(arguments: [
    "capacitor:", "capacitor:100mF", "capacitor:100,3V", "capacitor:100nF,3V", "capacitor:2000F,3V", "capacitor:1F,11V",
    "capacitor:1F,3V,esr:2", "capacitor:1F,3V,esr:1ohm,esr:2ohm", "capacitor:1F,3V,colour:red", "capacitor:1F,3V,",
    "capacitor:1F,3V,full:2V", "capacitor:1F,3V,cut-off:2.5V,release:2V", "capacitor:1F,-3V", "3.7V", "",
  ])
  func anythingElseIsNot(text: String) { #expect(SupplyText.parse(text) == nil) }

  @Test func harvestersAreRead() {
    #expect(HarvestText.parse("off") == .off)
    #expect(HarvestText.parse("20uA") == .current(20_000_000))
    #expect(HarvestText.parse("50uW") == .power(nanowatts: 50_000, openCircuit: 1_000_000))
    #expect(HarvestText.parse("1.5mW@0.3V") == .power(nanowatts: 1_500_000, openCircuit: 300_000))
    #expect(HarvestText.parse("300lux") == .light(millilux: 300_000))
    for text in ["", "50", "50uW@", "50uW@3A", "@1V", "-1lux", "2000mA", "300000lux", "20uA@1V"] {
      #expect(HarvestText.parse(text) == nil, "\(text)")
    }
  }
}
