import Machine

extension TouchKey.Coefficients {
  /// Why the touch key's typical value is in the middle: nothing says which end the band's chip is at, and there the sum
  /// of all that never sleeps meets the averages that are published of such bands (docs/accuracy.md).
  private static let touchControllers =
    "the band's touch chip is not known; the middle between two that publish: IQS156, 6 uA in its thriftiest mode "
    + "(dtsheet.com/doc/2738423), and AT42QT1012, 32 uA at 1.8 V (DS40001948A)"

  /// Those of a chip that is not known.
  public static let documented = TouchKey.Coefficients(
    idle: .current(
      "touch key.idle", 1, 19, 32, "scanning for a finger a few times a second",
      .estimate(touchControllers)),
    touched: .current(
      "touch key.touched", 6, 38, 64, "scanning fast while touched",
      .estimate("twice the idle current, the band's touch chip being unknown")))
}
