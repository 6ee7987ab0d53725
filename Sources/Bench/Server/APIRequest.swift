/// What a client asks, as it crosses to the emulation thread: nothing of it has been read yet.
struct APIRequest: Sendable {
  var method: String
  /// The path behind `/api/`, in parts.
  var path: [String]
  /// The query, without the token.
  var query: [(name: String, value: String)] = []
  var body: [UInt8] = []
}
