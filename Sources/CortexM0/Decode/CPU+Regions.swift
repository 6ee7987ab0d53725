import Machine

/// Which decoded code belongs to an address.
extension CPU {
  /// Where instructions can be fetched from: what is left of them are peripherals, devices and the system, whatever memory
  /// a chip has there (ARMv6-M ARM, B3.1: XN).
  private static let executable: [ClosedRange<UInt32>] = [0...0x3FFF_FFFF, 0x6000_0000...0x9FFF_FFFF]

  /// The region of `address`, which becomes the present one; `nil` where nothing can be executed.
  func selectRegion(_ address: UInt32) -> CodeRegion? { isPresent(address) ? region : findRegion(address) }

  /// Makes the region of `address` the present one; `false` where nothing can be executed.
  @inline(__always)
  func select(_ address: UInt32) -> Bool { isPresent(address) || findRegion(address) != nil }

  @inline(__always)
  private func isPresent(_ address: UInt32) -> Bool {
    generation == bus.generation && present?._withUnsafeGuaranteedRef { $0.contains(address) } == true
  }

  @inline(never)
  private func findRegion(_ address: UInt32) -> CodeRegion? {
    if generation != bus.generation {
      generation = bus.generation
      region = nil
      visible.removeAll(keepingCapacity: true)
    }
    for candidate in visible where candidate.contains(address) {
      region = candidate
      return candidate
    }
    guard let range = CPU.executable.first(where: { $0.contains(address) }),
      let mapping = bus.visibleMapping(at: address)?.clamped(to: range), mapping.length >= 2
    else { return nil }
    let found = regions.first { $0.matches(mapping) } ?? addRegion(mapping)
    guard found.contains(address) else { return nil }
    visible.append(found)
    region = found
    return found
  }

  private func addRegion(_ mapping: Mapping) -> CodeRegion {
    let added = CodeRegion(
      mapping, watch: codeWatch, reached: reachedWatchers.isEmpty ? nil : reachedWatchers)
    regions.append(added)
    let memory = mapping.memory
    // Not counted, as they are called at every miss of the cache: the processor keeps its memories and regions.
    let processor = Unmanaged.passUnretained(self)
    let told = Unmanaged.passUnretained(memory)
    memory.codeChanged = { offset, count in
      processor._withUnsafeGuaranteedRef { cpu in told._withUnsafeGuaranteedRef { cpu.codeChanged($0, offset, count) } }
    }
    let shown = regions.filter { $0.memory === memory }.map(Unmanaged.passUnretained)
    memory.timing?.changed = { bytes in
      for region in shown { region._withUnsafeGuaranteedRef { $0.presenceChanged(bytes) } }
    }
    memory.timing?.settle = { processor._withUnsafeGuaranteedRef { $0.settleInstructions() } }
    return added
  }
}
