import Link

/// The pseudo-terminal of a run, under a stable name.
public final class BandPort: Sendable {
  package let cable: CableEnd
  private let published: PublishedLink

  /// Opens a pty and publishes its name. Throws one clear line where that is not possible.
  package init(_ options: RunOptions, wakeup: Wakeup) throws(LinkError) {
    cable = try CableEnd(lossless: options.isLossless, access: options.portAccess, wakeup: wakeup)
    let image = options.imagePath ?? options.flashPath ?? ""
    published = try LinkDirectory.standard().publish(
      port: cable.path, link: options.linkPath, board: options.board, image: image)
  }

  /// The lines for people and harnesses at the start.
  public var announcement: [String] { [published.record.startLine, published.record.startJSON] }

  /// The path that host tools are given.
  public var clientPath: String { published.record.link }

  package func close() {
    published.remove()
    cable.close()
  }
}
