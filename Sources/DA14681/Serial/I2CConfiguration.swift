import Machine

/// What differs between the chip's two I2C controllers.
public struct I2CConfiguration: Sendable {
  /// Its registers, and its name in the register list.
  public let block: RegisterBlock
  /// Its line into the NVIC.
  public let interrupt: Interrupt
  /// The pad function of the clock.
  public let clock: PinFunction
  /// The pad function of the data line.
  public let data: PinFunction

  /// The first controller.
  public static let i2c = I2CConfiguration(
    block: I2C.block, interrupt: .i2c, clock: .i2cSCL, data: .i2cSDA)
  /// The second controller.
  public static let i2c2 = I2CConfiguration(
    block: I2C.block2, interrupt: .i2c2, clock: .i2c2SCL, data: .i2c2SDA)
}
