import Machine

/// Which decoded code belongs to an address.
extension CPU {
  /// The region of `address`, which becomes the present one; `nil` where nothing can be executed.
  func selectRegion(_ address: UInt32) -> CodeRegion? {
    if generation != bus.generation {
      generation = bus.generation
      region = nil
      timed = TimedPorts(bus)
      visible.removeAll(keepingCapacity: true)
    }
    if let region, region.contains(address) { return region }
    for candidate in visible where candidate.contains(address) {
      region = candidate
      return candidate
    }
    guard let mapping = bus.visibleMapping(at: address), mapping.length >= 2 else { return nil }
    let found = regions.first { $0.matches(mapping) } ?? addRegion(mapping)
    guard found.contains(address) else { return nil }
    visible.append(found)
    region = found
    return found
  }

  private func addRegion(_ mapping: Mapping) -> CodeRegion {
    let added = CodeRegion(mapping)
    regions.append(added)
    let memory = mapping.memory
    // Not counted, as they are called at every miss of the cache: the processor keeps its memories.
    let processor = Unmanaged.passUnretained(self)
    let told = Unmanaged.passUnretained(memory)
    memory.codeChanged = { offset, count in
      processor._withUnsafeGuaranteedRef { cpu in told._withUnsafeGuaranteedRef { cpu.codeChanged($0, offset, count) } }
    }
    memory.timing?.changed = { bytes in
      processor._withUnsafeGuaranteedRef { cpu in told._withUnsafeGuaranteedRef { cpu.presenceChanged($0, bytes) } }
    }
    memory.timing?.settle = { processor._withUnsafeGuaranteedRef { $0.settleInstructions() } }
    return added
  }
}
