/// Where processes that share an air find each other.
public protocol AirMeeting: AnyObject {
  /// Whether the run is to end, so that nothing is to be waited for.
  var isEnding: Bool { get }

  /// Connections to all who are there. Nobody else enters before `open`. Throws one line for what is wrong.
  func enter() throws -> [any AirChannel]
  /// From now on others find this process.
  func open() throws
  /// The connection of one who has come since; `nil` where nobody has.
  func accept() -> (any AirChannel)?
  /// Waits until something comes on one of the connections, or somebody comes, or the run is to end; returns false where that
  /// has not happened within `limit`.
  func wait(on channels: [any AirChannel], for limit: Duration?) -> Bool
  /// Nobody finds this process any more.
  func close()
  /// Tells a person something.
  func tell(_ line: String)
}
