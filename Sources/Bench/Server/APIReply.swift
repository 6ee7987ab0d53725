/// What a client is answered, as it crosses back: bytes alone, since what the machine's thread holds has to stay there.
struct APIReply: Sendable, Equatable {
  /// A status that no client sees: the server asks again in a moment.
  static let notYet = APIReply(status: 425, type: "", body: [])
  /// Nothing to say.
  static let done = APIReply(status: 204, type: "", body: [])

  var status: Int
  /// The media type; empty where there is no body.
  var type: String
  var body: [UInt8]
  /// The methods that the path has, where the request's is none of them.
  var allowed: [String] = []

  init(status: Int, type: String, body: [UInt8]) {
    self.status = status
    self.type = type
    self.body = body
  }

  /// An answer in JSON.
  init(_ value: JSON, status: Int = 200) { self.init(status: status, type: "application/json", body: value.bytes) }

  /// What was wrong.
  init(_ error: APIError) {
    var fields: [(String, JSON)] = [("error", .text(error.message))]
    if let nearest = error.nearest { fields.append(("nearest", .text(nearest))) }
    self.init(.object(fields), status: error.status)
    allowed = error.allowed
  }
}
