import Machine

/// What differs between the chip's two I2C controllers.
public struct I2CConfiguration: Sendable {
  /// The name in the register list.
  public let name: String
  /// The address of its registers.
  public let base: UInt32
  /// Its registers.
  public let registers: [Register]
  /// Its line into the NVIC.
  public let interrupt: Interrupt
  /// The pad function of the clock.
  public let clock: PinFunction
  /// The pad function of the data line.
  public let data: PinFunction

  /// The first controller.
  public static let i2c = I2CConfiguration(
    name: "I2C", base: 0x5000_1400, registers: I2C.registers, interrupt: .i2c, clock: .i2cSCL, data: .i2cSDA)
  /// The second controller.
  public static let i2c2 = I2CConfiguration(
    name: "I2C2", base: 0x5000_1500, registers: I2C.registers2, interrupt: .i2c2, clock: .i2c2SCL, data: .i2c2SDA)
}
