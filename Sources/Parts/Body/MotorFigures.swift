import Machine

extension Motor.Coefficients {
  /// Those of a 10 mm coin motor.
  public static let documented = Motor.Coefficients(
    off: .current("motor.off", 0, 0.05, 1, "leakage of the open transistor", .estimate("usual for small MOSFETs")),
    starting: .current(
      "motor.starting", 60_000, 90_000, 130_000, "first 60 ms, 3.7 V",
      .estimate("60 mA start current of an 8 mm part (forum.arduino.cc/t/461909); a 10 mm one takes more")),
    running: .current(
      "motor.running", 45_000, 65_000, 85_000, "at speed, 3.7 V",
      .estimate(
        "80 mA average of a 10 mm coin motor (community.sparkfun.com/t/tactile-alert-low-power/8855), bands use less")))
}
