extension Link {
  /// Takes what was received up to the next whole request, and returns its size; its host waits until `answer`.
  mutating func nextRequest() -> Int? {
    while let byte = Cable.take() {
      if case .message(let count) = decoder.feed(byte) { return count }
    }
    return nil
  }
}
