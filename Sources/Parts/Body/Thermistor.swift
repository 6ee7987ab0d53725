import Machine

/// A 10 k thermistor with B = 3435 K at the ambient temperature, and the divider it stands in: from a supply through a
/// fixed resistor to the measured pin, and through the thermistor to ground.
public final class Thermistor {
  /// Ohms at -40 ... 100 degrees C in steps of 5: 10,000 exp(B (1 / T - 1 / 298.15 K)), the definition of B.
  private static let table: [Int] = [
    248_277, 182_221, 135_452, 101_898, 77_523, 59_606, 46_290, 36_290, 28_704, 22_897, 18_410, 14_916, 12_171,
    10_000, 8_269, 6_881, 5_759, 4_847, 4_101, 3_488, 2_981, 2_559, 2_207, 1_912, 1_662,
    1_451, 1_272, 1_118, 987,
  ]

  private let ambient: Ambient
  private let pullUpOhms: Int

  /// A thermistor at the temperature of `ambient` below a resistor of `pullUpOhms` (at least 1).
  public init(_ ambient: Ambient, pullUpOhms: Int) {
    self.ambient = ambient
    self.pullUpOhms = max(pullUpOhms, 1)
  }

  /// Its resistance now; beyond the table, that of its end.
  public var ohms: Int { Thermistor.ohms(milliCelsius: ambient.milliCelsius) }

  /// The pin's voltage in millionths of the divider's supply. It falls as it gets warmer.
  public var ratioMillionths: Int { ohms * 1_000_000 / (ohms + pullUpOhms) }

  /// Calls `action` after every change of temperature.
  public func observe(_ action: @escaping () -> Void) { ambient.observe(action) }

  /// The resistance at a temperature, straight between two entries of the table.
  static func ohms(milliCelsius: Int) -> Int {
    let held = min(max(milliCelsius, -40_000), 100_000)
    let place = min((held + 40_000) / 5_000, table.count - 2)
    let part = held + 40_000 - place * 5_000
    return table[place] + (table[place + 1] - table[place]) * part / 5_000
  }
}
