/// What an I2C bus tells those that start transfers on it. A bus with one controller never says anything.
public protocol I2CController: AnyObject {
  /// The address and direction bits of the transfer that it begins.
  var i2cAddressByte: UInt8 { get }
  /// Another controller that began at the same time sent a zero where it sent a one: its transfer is over.
  func i2cArbitrationLost()
  /// Another controller's transfer has ended.
  func i2cBusFree()
  /// A target lets the clock go on that it had held.
  func i2cClockReleased()
}
