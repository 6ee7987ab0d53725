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
    memory.codeChanged = { [unowned self, unowned memory] in self.codeChanged(memory, $0, $1) }
    memory.timing?.changed = { [unowned self, unowned memory] in self.presenceChanged(memory, $0) }
    memory.timing?.settle = { [unowned self] in self.settleInstructions() }
    return added
  }
}
