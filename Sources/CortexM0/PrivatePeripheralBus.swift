import Machine

/// The processor's place on its own bus. It does not keep the processor alive: the processor keeps the bus.
final class PrivatePeripheralBus: BusTarget {
  private unowned(unsafe) let cpu: CPU

  init(_ cpu: CPU) { self.cpu = cpu }

  override func read(_ address: UInt32, width: Int) -> UInt32 { cpu.read(address, width: width) }

  override func write(_ address: UInt32, width: Int, value: UInt32) { cpu.write(address, width: width, value: value) }
}
