import Machine

/// An I2C block's place on its wires, which keep it; so that the wires do not keep the block.
final class I2CPort: I2CTarget, I2CController {
  private unowned let block: I2C

  init(_ block: I2C) { self.block = block }

  var i2cAddress: UInt8? { nil }
  func i2cAnswers(to address: UInt8) -> Bool { block.slaveAnswers(to: address) }
  func i2cIsReady(isRead: Bool) -> Bool { !isRead || !block.core.waiting.isEmpty }
  func i2cStart(isRead: Bool) -> Bool { block.slaveStart(isRead: isRead) }
  func i2cWrite(_ byte: UInt8) -> Bool { block.slaveWrite(byte) }
  func i2cRead(acknowledged: Bool) -> UInt8 { block.slaveRead(acknowledged: acknowledged) }
  func i2cStop() { block.slaveStop() }

  var i2cAddressByte: UInt8 { block.addressByte }
  func i2cArbitrationLost() { block.loseArbitration() }
  func i2cBusFree() { block.begin(at: block.scheduler.now) }
  func i2cClockReleased() { block.clockReleased() }
}
