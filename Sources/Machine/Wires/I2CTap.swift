/// Stands between the controller of an I2C bus and whom it addresses while somebody watches, and changes nothing.
final class I2CTap: I2CTarget {
  private let watchers: Watchers<I2CBus.Event>
  private var target: (any I2CTarget)?
  private var address: UInt8 = 0

  init(_ watchers: Watchers<I2CBus.Event>) { self.watchers = watchers }

  /// Stands before this one, or nobody, from now on.
  func between(_ target: (any I2CTarget)?, _ address: UInt8) -> I2CTap {
    self.target = target
    self.address = address
    return self
  }

  var i2cAddress: UInt8? { address }
  func i2cIsReady(isRead: Bool) -> Bool { target?.i2cIsReady(isRead: isRead) ?? true }

  func i2cStart(isRead: Bool) -> Bool {
    let isAcknowledged = target?.i2cStart(isRead: isRead) ?? false
    watchers.tell(.start(address: address, isRead: isRead, isAcknowledged: isAcknowledged))
    return isAcknowledged
  }

  func i2cWrite(_ byte: UInt8) -> Bool {
    let isAcknowledged = target?.i2cWrite(byte) ?? false
    watchers.tell(.written(byte, isAcknowledged: isAcknowledged))
    return isAcknowledged
  }

  func i2cRead(acknowledged: Bool) -> UInt8 {
    let byte = target?.i2cRead(acknowledged: acknowledged) ?? 0xFF
    watchers.tell(.read(byte))
    return byte
  }

  func i2cStop() {
    target?.i2cStop()
    watchers.tell(.stop)
  }
}
