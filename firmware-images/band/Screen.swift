/// The display and its pages: lit by a touch, dark some seconds after the last one.
struct Screen: ~Copyable {
  /// How long it stays lit where a time-out of 0 keeps touches from lighting it: on a charger.
  private static let seconds: UInt32 = 5
  private(set) var isOn = false
  private(set) var page = Page.time
  private(set) var off = Deadline()
  private var canvas = Canvas()
  /// What the notification says that came last.
  nonisolated(unsafe) static var notice = Notice()
  private var shown = Face()

  /// Shows a page, lighting the panel if it is dark.
  mutating func open(_ newPage: Page, _ face: Face) {
    page = newPage
    shown = face
    draw()
    let timeout = Settings.current.screenTimeout
    off.set(inSeconds: timeout > 0 ? timeout : Self.seconds)
    if isOn {
      Panel.show(canvas)
    } else {
      isOn = true
      Statistic.screens.count()
      Panel.start(canvas)
    }
  }

  /// Draws again what has changed.
  mutating func refresh(_ face: Face) {
    guard isOn, face != shown else { return }
    shown = face
    let before = canvas.checksum
    draw()
    if canvas.checksum != before { Panel.show(canvas) }
  }

  private mutating func draw() {
    if page == .notice { canvas.draw(Self.notice) } else { canvas.draw(page, shown) }
  }

  mutating func close() {
    guard isOn else { return }
    isOn = false
    off.cancel()
    Panel.stop()
  }
}
