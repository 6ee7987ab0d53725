/// A capacitor as a source: its voltage is its charge over its capacitance, exactly.
///
/// What a real double-layer capacitor does beside that, is left out: charge that moves between slow and fast pores (so that it
/// recovers after a pulse, and leaks more in its first days), a capacitance that falls with voltage, cold and age.
final class Capacitor: VoltageSource {
  private let plan: CapacitorSupply

  /// As `plan` describes it, within its limits.
  init(_ plan: CapacitorSupply) { self.plan = plan.held }

  /// 1 nF at 1 uV has 10^-15 C, and a pA·tick is 1 pC / 1,536,000,000.
  var chargePerMicrovolt: Int128? { unit }
  private var unit: Int128 { Int128(plan.nanofarads) * Int128(Tick.perSecond / 1_000) }

  var capacity: Int128 { unit * Int128(plan.fullMicrovolts) }
  /// Below 0 V there is nothing, and above the full voltage nothing more is let in.
  var margin: Int128 { 0 }
  /// At the moment at which it is connected.
  var startCharge: Int128 { unit * Int128(plan.microvolts) }

  func openCircuitMicrovolts(charge: Int128) -> Int64 { Int64(clamping: max(charge, 0) / unit) }

  func milliohms(charge: Int128) -> Int64 { plan.milliohms }

  var cutOffMicrovolts: Int64 { plan.cutOffMicrovolts }
  var releaseMicrovolts: Int64 { plan.releaseMicrovolts }
  var recoversAlone: Bool { true }
}
