/// Procedures of the link layer that a connection is in.
struct ControlState {
  /// What is to hold from an event on.
  var hasMap = false
  var map = ChannelMap()
  var mapInstant: UInt16 = 0
  var hasUpdate = false
  var updateInstant: UInt16 = 0
  var window: UInt8 = 0
  var offset: UInt16 = 0
  var interval: UInt16 = 0
  var latency: UInt16 = 0
  var timeout: UInt16 = 0
  /// New times hold; the host is told.
  var isUpdated = false

  /// The peer's version, once it has said it.
  var hasVersion = false
  var version: UInt8 = 0
  var company: UInt16 = 0
  var subversion: UInt16 = 0
  var hasSentVersion = false
  /// The peer's features, once it has said them.
  var hasFeatures = false
  var features = InlineArray<8, UInt8>(repeating: 0)
  /// What the host waits for.
  var isVersionWanted = false
  var areFeaturesWanted = false
  var isUpdateWanted = false
  /// What is to be begun once nothing else with an instant is under way: the host's map, and its times.
  var isMapDue = false
  var isUpdateDue = false
  var wanted: (interval: UInt16, latency: UInt16, timeout: UInt16) = (0, 0, 0)

  /// The peer has ended the connection: it does so after the next event.
  var isLeaving = false
  var leavingReason: UInt8 = 0
  /// We have said that we end it.
  var isTerminating = false
  /// When we have queued a control packet last.
  var askedAt: UInt32 = 0
  /// In dBm, as a byte.
  var strength: UInt8 = 127

  var isWaitingForInstant: Bool { hasMap || hasUpdate || isLeaving || isTerminating }
}
