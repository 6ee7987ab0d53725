import Machine

/// What a temperature makes of a cell.
struct CellClimate {
  /// A factor with 32 bits after the point.
  struct Factor {
    var fixed: Int64

    /// A resistance (milliohms at 25 degrees C) times this, times a growth in millionths, times so many thousandths.
    func of(_ milliohms: Int64, growth: Int64, permille: Int64) -> Int64 {
      let warm = Int128(milliohms) * Int128(growth) * Int128(permille) / 1_000_000_000
      return Int64(clamping: min((warm * Int128(fixed)) >> 32, 1_000_000_000))
    }
  }

  var milliCelsius: Int
  var ohmic: Factor
  var fast: Factor
  var slow: Factor
  /// The knee of the fast resistance, in microvolts.
  var knee: Int64
  /// In ticks.
  var lag: Tick
  /// Of the square of the calendar loss.
  var ageing: Factor
  /// The current that may flow in, in pA.
  var chargeLimit: Int64
  /// What is added to the open-circuit voltage, in microvolts.
  var shift: Int64

  /// The factor of a process with an activation energy, given over R ln 2 in kelvins, between a temperature and 25 degrees:
  /// 2^(energy (1/T - 1/298.15 K)).
  static func arrhenius(_ kelvins: Int64, milliCelsius: Int) -> Int64 {
    let (reference, present) = (Int64(298_150), Int64(273_150 + milliCelsius))
    return (kelvins << 16) * (reference - present) * 1_000 / (reference * present)
  }
}
