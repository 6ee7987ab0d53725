/// Accesses by address. Only pages that somebody watches leave the fast path.
extension Bus {
  /// A range that somebody watches.
  struct WatchedRange {
    let range: ClosedRange<UInt32>
    let kinds: Set<MemoryAccess.Kind>
    /// Its pages.
    var pages: ClosedRange<Int> { Int(range.lowerBound >> 12)...Int(range.upperBound >> 12) }

    func contains(_ access: MemoryAccess) -> Bool {
      kinds.contains(access.kind) && access.address <= range.upperBound
        && UInt64(access.address) + UInt64(access.size) > UInt64(range.lowerBound)
    }
  }

  /// Tells `action` of every access of these kinds, by the processor or a DMA controller, that touches a byte of the range
  /// and that something answers, after it was done; of a fetch before the instruction is executed.
  public func watchAccesses(
    _ range: ClosedRange<UInt32>, _ kinds: Set<MemoryAccess.Kind> = [.read, .write],
    _ action: @escaping (MemoryAccess) -> Void
  ) -> Subscription {
    let watched = WatchedRange(range: range, kinds: kinds)
    let key = watchedRanges.add(watched)
    changed(watched)
    let watching = accessWatchers.add { [unowned self] access in
      guard watched.contains(access) else { return }
      toldAccesses &+= 1
      action(access)
    }
    return Subscription { [weak self] in
      watching.end()
      guard let self else { return }
      self.watchedRanges.remove(key)
      self.changed(watched)
    }
  }

  /// Ranges of which fetches are watched.
  public var fetchRanges: [ClosedRange<UInt32>] {
    watchedRanges.values.filter { $0.kinds.contains(.fetch) }.map(\.range)
  }

  private func changed(_ watched: WatchedRange) {
    if watched.kinds.contains(.fetch) { onFetchRanges?() }
    if watched.kinds != [.fetch] { rebuildPages(watched.pages) }
  }

  /// Takes a page off the fast path where somebody watches data there.
  func hideWatched(_ page: Int) {
    let kinds = watchedRanges.values.filter { $0.pages.contains(page) }.reduce(into: Set()) { $0.formUnion($1.kinds) }
    guard kinds.contains(.read) || kinds.contains(.write) else { return }
    self.kinds[page] = PageKind.watched
    if kinds.contains(.read) { readPages[page] = nil }
    if kinds.contains(.write) { writePages[page] = nil }
    forgetExtraPages(page)
  }

  /// For the processor, which fetches.
  public func tellFetch(_ address: UInt32, width: Int, value: UInt32) {
    tell(.fetch, address, width, value)
  }

  private func tell(_ kind: MemoryAccess.Kind, _ address: UInt32, _ width: Int, _ value: UInt32) {
    let bits = width == 4 ? value : value & (1 << UInt32(8 * width) - 1)
    accessWatchers.tell(
      MemoryAccess(kind: kind, address: address, size: width, value: bits, programCounter: programCounter?() ?? 0))
  }

  @inline(never)
  func readWatched(_ address: UInt32, width: Int) -> UInt32 {
    let before = faulted
    faulted = false
    let value = readAnswer(address, width: width)
    if faulted { return value }
    faulted = before
    tell(.read, address, width, value)
    return value
  }

  @inline(never)
  func writeWatched(_ address: UInt32, width: Int, value: UInt32) {
    let before = faulted
    faulted = false
    writeAnswer(address, width: width, value: value)
    if faulted { return }
    faulted = before
    tell(.write, address, width, value)
  }
}
