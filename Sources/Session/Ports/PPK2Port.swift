import Link

/// The pseudo-terminal of a Power Profiler Kit II, under a stable name beside the band's.
public final class PPK2Port: Sendable {
  /// The board's name in the list of ports.
  package static let board = "ppk2"
  package let cable: CableEnd
  private let published: PublishedLink

  /// Opens a pty and publishes it. Throws one clear line where that is not possible.
  package init(_ options: RunOptions, wakeup: Wakeup) throws(LinkError) {
    // Lossless, so that nobody but the instrument drops anything, and it whole samples.
    cable = try CableEnd(lossless: true, wakeup: wakeup)
    let image = options.imagePath ?? options.flashPath ?? ""
    published = try LinkDirectory.standard().publish(
      port: cable.path, link: options.ppk2Path, board: PPK2Port.board, image: image)
  }

  /// The lines for people and harnesses at the start.
  public var announcement: [String] {
    let record = published.record
    return ["power profiler on \(record.link)", record.startJSON(event: "ppk2")]
  }

  package func close() {
    published.remove()
    cable.close()
  }
}
