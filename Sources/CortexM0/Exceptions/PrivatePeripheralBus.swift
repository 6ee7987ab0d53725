import Machine

/// The processor's place on its own bus. It does not keep the processor alive: the processor keeps the bus.
final class PrivatePeripheralBus: BusTarget {
  private unowned(unsafe) let cpu: CPU

  init(_ cpu: CPU) { self.cpu = cpu }

  override func read(_ address: UInt32, width: Int) -> UInt32 { cpu.read(address, width: width) }

  /// Of what a read changes, SysTick has everything.
  override func peek(_ address: UInt32, width: Int) -> UInt32 {
    let sysTick = cpu.sysTick
    defer { cpu.sysTick = sysTick }
    return cpu.read(address, width: width)
  }

  /// What the NVIC has enabled and pending, which is read only.
  override func hashSteadyState(at address: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    hasher.combine(cpu.nvic.enabled)
    hasher.combine(cpu.nvic.pending)
    hasher.combine(cpu.nvic.active)
    hasher.combine(cpu.nvic.byPriority)
    return !isWrite && (0xE000_E100..<0xE000_E500).contains(address)
  }

  override func write(_ address: UInt32, width: Int, value: UInt32) { cpu.write(address, width: width, value: value) }
}
