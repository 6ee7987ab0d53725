import Foundation
import Machine
import Parts

@testable import BandLogic

/// A cell at the charger and under load, in steps of a tenth of a second, for a gauge to be judged by: it knows the truth.
final class CellPlant {
  /// What a cell is like at one state.
  struct Point {
    /// Open-circuit voltage in mV.
    var rest = 0.0
    /// Resistance that acts at once, in ohms.
    var ohms = 0.0
    /// Two that take their times, in ohms and seconds.
    var slow = [(ohms: Double, seconds: Double)]()
    /// By so many hours of the current of the last of them the surface is ahead.
    var lag = 0.0
    /// The full cell, in mAh.
    var capacity = 70.0
  }

  /// A cell's law: from the charge in mAh, degrees Celsius and the charge put in so far.
  let law: (_ charge: Double, _ celsius: Double, _ chargedIn: Double, _ lag: Double) -> Point
  /// Charge in mAh.
  var charge: Double
  private var chargedIn = 0.0
  private var drops = [0.0, 0.0]
  /// Surroundings.
  var celsius = 25.0
  /// What is taken from the cell, in mA.
  var load = 0.04
  /// What the source gives at most, in mA; nil while nothing is plugged in.
  var source: Double?
  /// What the chip's counter does not see, in mA, and what it sees too much of the rest.
  var unseen = 0.0
  var gain = 1.0
  private(set) var counted = 0.0
  private(set) var millivolts = 0.0
  private(set) var current = 0.0
  private(set) var isAtLevel = false
  /// What the law last said, and for which charge and temperature: it is asked again when they have moved.
  private var known = (point: Point(), charge: -1e9, celsius: 0.0, lag: 0.0)
  /// By how much the charge at the surface is ahead, in mAh.
  private var lag = 0.0

  init(percent: Double, law: @escaping (Double, Double, Double, Double) -> Point) {
    self.law = law
    charge = law(0, 25, 0, 0).capacity * percent / 100
    millivolts = law(charge, 25, 0, 0).rest
  }

  /// The state of charge, in percent.
  var truth: Double { 100 * charge / point.capacity }

  private var point: Point {
    if abs(charge - known.charge) > 0.005 || abs(lag - known.lag) > 0.005 || celsius != known.celsius {
      known = (law(charge, celsius, chargedIn, lag), charge, celsius, lag)
    }
    return known.point
  }

  /// A step of a tenth of a second or more, with the charger set to `set` mA.
  func step(_ seconds: Double, set: Double) {
    let point = point
    let inside = point.rest + drops[0] + drops[1]
    var flow = 0.0
    isAtLevel = false
    if let source, set > 0 {
      flow = min(set, source)
      let atLevel = (4200 - inside) / point.ohms + load
      if atLevel < flow {
        flow = max(atLevel, 0)
        isAtLevel = true
      }
    }
    current = flow - load
    millivolts = inside + current * point.ohms
    for (index, branch) in point.slow.enumerated() {
      let part = min(seconds / branch.seconds, 1)
      drops[index] += (current * branch.ohms - drops[index]) * part
    }
    if let last = point.slow.last, last.ohms > 0 { lag = drops[point.slow.count - 1] / last.ohms * point.lag }
    charge += (current - unseen) * seconds / 3600
    chargedIn += flow * seconds / 3600
    counted += current * gain * seconds
  }

  // MARK: Laws

  /// The cell of the emulated band, after so many cycles.
  static func emulated(_ coefficients: Cell.Coefficients, cycles: Int) -> (Double, Double, Double, Double) -> Point {
    let cell = Cell(coefficients, protection: CellProtection.Coefficients.documented, cycles: cycles)
    let unit = 3_600.0 * 1e9 * Double(Tick.perSecond)
    return { charge, celsius, chargedIn, lag in
      let reading = cell.reading(
        charge: Int128(charge * unit),
        conditions: SourceConditions(
          milliCelsius: Int(celsius * 1000), wear: wear(Int128(chargedIn * unit)), lag: Int128(lag * unit)))
      // A step here is longer than the fast time constant: that resistance acts at once.
      let seconds = Double(reading.slow.halfLife) / Double(Tick.perSecond) / 0.6931
      return Point(
        rest: Double(reading.openCircuitMicrovolts) / 1000,
        ohms: Double(reading.milliohms + reading.fast.milliohms) / 1000,
        slow: [(Double(reading.slow.milliohms) / 1000, seconds)],
        lag: Double(reading.lag) / Double(Tick.perSecond) / 3_600, capacity: Double(reading.capacity) / unit)
    }
  }

  private static func wear(_ chargedIn: Int128) -> SourceWear {
    var wear = SourceWear()
    wear.chargedIn = chargedIn
    return wear
  }

  /// Another cell with the same curve: the resistance grows 50-fold from 20 to -20 degrees,
  /// most of it takes minutes, and the curve is off by a few millivolts.
  static func other(_ coefficients: Cell.Coefficients, off: Double = 3) -> (Double, Double, Double, Double) -> Point {
    let cell = Cell(coefficients, protection: CellProtection.Coefficients.documented)
    let unit = 3_600.0 * 1e9 * Double(Tick.perSecond)
    return { charge, celsius, _, _ in
      let amount = Int128(charge * unit)
      let factor = pow(2, (25 - celsius) / 7)
      let reading = cell.reading(charge: amount, conditions: SourceConditions())
      let whole = Double(reading.milliohms + reading.fast.milliohms + reading.slow.milliohms) / 1000 * factor
      return Point(
        rest: Double(cell.openCircuitMicrovolts(charge: amount)) / 1000 + off + 0.2 * (celsius - 25), ohms: 0.2 * whole,
        slow: [(0.5 * whole, 40), (0.3 * whole, 240)], capacity: Double(cell.capacity) / unit)
    }
  }
}
