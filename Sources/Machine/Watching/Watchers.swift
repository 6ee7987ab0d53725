/// Those who watch one thing, in the order in which they came. See `Subscription` for what holds while they are told.
///
/// Whoever has one asks `isEmpty` first, so that nobody pays while nobody watches. Inlinable, so that other modules tell
/// their events without generic calls.
public final class Watchers<Event> {
  @usableFromInline
  final class Watcher {
    /// `nil` once ended.
    @usableFromInline var action: ((Event) -> Void)?

    init(_ action: @escaping (Event) -> Void) { self.action = action }
  }

  /// What subscriptions have in its place: a weak reference would make all counting of its references slow.
  private final class Anchor {
    unowned(unsafe) var list: Watchers?
  }

  private let anchor = Anchor()
  @usableFromInline var watchers: [Watcher] = []
  /// Tellings under way, one within another.
  @usableFromInline var depth = 0
  /// How many watch.
  public private(set) var count = 0
  /// Called after every change of `count`, for an owner that prepares for being watched.
  public var onChange: (() -> Void)?

  /// Nobody.
  public init() { anchor.list = self }

  deinit {
    anchor.list = nil
    for watcher in watchers { watcher.action = nil }
  }

  /// Whether nobody watches.
  public var isEmpty: Bool { count == 0 }

  /// Tells `action` of every event from now on.
  public func add(_ action: @escaping (Event) -> Void) -> Subscription {
    let watcher = Watcher(action)
    watchers.append(watcher)
    count += 1
    onChange?()
    return Subscription { [anchor] in anchor.list?.remove(watcher) }
  }

  private func remove(_ watcher: Watcher) {
    watcher.action = nil
    count -= 1
    if depth == 0 { sweep() }
    onChange?()
  }

  /// Forgets those that have ended.
  @usableFromInline
  func sweep() { watchers.removeAll { $0.action == nil } }

  /// Tells everybody of an event, while `goesOn`.
  @inlinable
  public func tell(_ event: Event, while goesOn: () -> Bool = { true }) {
    let end = watchers.count
    depth += 1
    var place = 0
    while place < end, goesOn() {
      watchers[place].action?(event)
      place += 1
    }
    depth -= 1
    if depth == 0, watchers.count != count { sweep() }
  }
}
