/// What the gauge is told at one moment.
struct GaugeReading {
  /// Battery voltage in mV.
  var millivolts: UInt32
  /// The chip's charge counter without its lowest 16 bits, of which 24 are left. It rises while charge flows in. A step,
  /// 65,536 counts, is 0.8906 mA.s (73,584 counts are one mA.s at the recommended settings).
  var count: UInt32
  /// Time in 1/1,024 s, from any beginning.
  var time: UInt32
  /// Temperature in degrees Celsius.
  var celsius: Int32
  /// Something is plugged in.
  var isPlugged: Bool
  /// Neither display nor pulse sensor nor motor takes current at this moment, beyond what they do on average.
  var isQuiet: Bool

  init(millivolts: UInt32, count: UInt32, time: UInt32, celsius: Int32, isPlugged: Bool, isQuiet: Bool) {
    self.millivolts = millivolts
    self.count = count
    self.time = time
    self.celsius = celsius
    self.isPlugged = isPlugged
    self.isQuiet = isQuiet
  }
}
