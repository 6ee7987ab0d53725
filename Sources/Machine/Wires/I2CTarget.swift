/// A chip on an I2C bus, byte by byte. Each call happens at the end of its ninth clock.
public protocol I2CTarget: AnyObject {
  /// The 7-bit address it answers to; `nil` while it does not answer, such as unpowered.
  var i2cAddress: UInt8? { get }
  /// Start or repeated start with its address; `true` acknowledges.
  func i2cStart(isRead: Bool) -> Bool
  /// The controller wrote a byte; `true` acknowledges.
  func i2cWrite(_ byte: UInt8) -> Bool
  /// The controller reads a byte; `acknowledged` is whether it will ask for another.
  func i2cRead(acknowledged: Bool) -> UInt8
  /// Stop.
  func i2cStop()
  /// Whether it answers to an address now; by default where it is `i2cAddress`.
  func i2cAnswers(to address: UInt8) -> Bool
  /// Whether the next byte may begin. One that may not holds the clock low until it calls `I2CBus.releaseClock`. By
  /// default it always may.
  func i2cIsReady(isRead: Bool) -> Bool
}

extension I2CTarget {
  /// Compares with `i2cAddress`.
  public func i2cAnswers(to address: UInt8) -> Bool { i2cAddress == address }

  /// Always ready.
  public func i2cIsReady(isRead: Bool) -> Bool { true }
}
