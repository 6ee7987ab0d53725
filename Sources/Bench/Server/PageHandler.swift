import FlyingFox
import Foundation

/// Answers what comes over HTTP: the page's files by itself, and the API by asking the run.
struct PageHandler: HTTPHandler {
  /// Bytes of a body.
  static let bodyLimit = 64 << 10
  /// How long what a request waits for may take to come, by the host's clock.
  private static let patience: Duration = .seconds(5)

  let gate: Gate
  let desk: Desk

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let path = request.path.removingPercentEncoding ?? request.path
    let asset = Asset.all[path]
    if let refusal = gate.refusal(request, isAsset: asset != nil) { return respond(APIReply(refusal)) }
    if let asset {
      guard request.method == .GET else { return respond(APIReply(APIError(405, "expected GET", allowed: ["GET"]))) }
      return respond(APIReply(status: 200, type: asset.type, body: asset.bytes))
    }
    guard path.hasPrefix("/api/") else {
      return respond(APIReply(APIError(404, "nothing at '\(path)'; the page is at /, the API below /api/")))
    }
    if let live = LiveSocket.paths.first(where: { path == "/api/\($0)" }),
      request.headers[.upgrade]?.lowercased() == "websocket"
    {
      return try await WebSocketHTTPHandler(handler: MessageFrameWSHandler(handler: LiveSocket(desk: desk, path: live)))
        .handleRequest(request)
    }
    guard let body = try await PageHandler.body(of: request) else {
      return respond(APIReply(APIError(413, "expected a body of at most \(PageHandler.bodyLimit) bytes")))
    }
    guard !BenchController.ownMethods.contains(request.method.rawValue) else {
      return respond(
        APIReply(
          APIError(
            405, "expected a method of HTTP, found \(request.method.rawValue)",
            allowed: ["GET", "POST", "PUT", "DELETE"])))
    }
    let parts = path.dropFirst(5).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return respond(
      await ask(
        APIRequest(
          method: request.method.rawValue, path: parts,
          query: request.query.filter { $0.name != "token" }.map { ($0.name, $0.value) }, body: body)))
  }

  /// Asks again as long as what the request waits for has not come.
  private func ask(_ request: APIRequest) async -> APIReply {
    let end = ContinuousClock.now + PageHandler.patience
    while true {
      let reply = await desk.ask(request)
      guard reply == .notYet else { return reply }
      guard .now < end else {
        return APIReply(APIError(409, "the bytes that the run waits for did not come from the port"))
      }
      try? await Task.sleep(for: .milliseconds(1))
    }
  }

  /// The body; `nil` where it is too long.
  private static func body(of request: HTTPRequest) async throws -> [UInt8]? {
    if let length = request.bodySequence.count, length > bodyLimit { return nil }
    var body: [UInt8] = []
    for try await piece in request.bodySequence {
      body += piece
      if body.count > bodyLimit { return nil }
    }
    return body
  }

  private func respond(_ reply: APIReply) -> HTTPResponse {
    var headers: HTTPHeaders = [
      .cacheControl: "no-store", HTTPHeader("X-Content-Type-Options"): "nosniff",
      HTTPHeader("Referrer-Policy"): "no-referrer",
      HTTPHeader("Content-Security-Policy"):
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; \(frames)",
    ]
    if !reply.type.isEmpty { headers[.contentType] = reply.type }
    if !reply.allowed.isEmpty { headers[HTTPHeader("Allow")] = reply.allowed.joined(separator: ", ") }
    if reply.status == 401 { headers[HTTPHeader("WWW-Authenticate")] = "Bearer" }
    return HTTPResponse(
      statusCode: HTTPStatusCode(reply.status, phrase: PageHandler.phrases[reply.status] ?? "Error"), headers: headers,
      body: Data(reply.body))
  }

  /// A page of this host only may stand beside that of another run, as anybody here could ask both; one for other hosts may not.
  private var frames: String {
    guard gate.token == nil else { return "frame-ancestors 'none'" }
    let pages = "http://127.0.0.1:* http://localhost:*"
    return "frame-src \(pages); frame-ancestors \(pages)"
  }

  private static let phrases = [
    200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 409: "Conflict", 410: "Gone", 413: "Payload Too Large",
  ]
}
