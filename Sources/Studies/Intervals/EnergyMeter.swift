import Boards
import Machine

/// The energy that all loads have taken since it began to count: the typical currents times the voltage that they are taken at, which
/// is the cell's at its terminals, and 5 V of VBUS. What is lost in the cell itself is not in it.
///
/// Between two solutions of the nets both are constant, so that this is exact.
final class EnergyMeter {
  private let band: any Board
  private var watching: Subscription?
  private var power: Int128
  private var since: Tick
  private var counted: Int128 = 0

  /// Counts from now on.
  init(_ band: any Board) {
    self.band = band
    power = band.power.loadPower
    since = band.emulation.now
    watching = band.power.watchSolutions { [unowned self] in
      counted = total
      since = self.band.emulation.now
      power = self.band.power.loadPower
    }
  }

  /// Up to now, in pA·uV·ticks.
  var total: Int128 { counted + power * Int128(band.emulation.now - since) }

  /// The same in nanojoules: 1 pA·uV is 10^-18 W.
  static func nanojoules(_ energy: Int128) -> Double { Double(energy) / 1e9 / Double(Tick.perSecond) }
}
