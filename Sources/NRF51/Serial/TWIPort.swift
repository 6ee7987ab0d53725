import Machine

/// A TWI block's place on its wires, which keep it; so that the wires do not keep the block.
final class TWIPort: I2CController {
  private unowned let block: TWIMaster

  init(_ block: TWIMaster) { self.block = block }

  var i2cAddressByte: UInt8 { block.core.address << 1 | (block.core.isReading ? 1 : 0) }
  func i2cArbitrationLost() { block.loseArbitration() }
  func i2cBusFree() { if block.core.phase == .waitingForBus { block.begin() } }
  func i2cClockReleased() { block.clockReleased() }
}
