import Glibc
import HTTP

/// Answers what comes over HTTP: the page's files by itself, and the API by asking the run.
struct PageHandler: HTTPHandler {
  /// Bytes of a body.
  static let bodyLimit = 64 << 10
  /// How long what a request waits for may take to come, by the host's clock.
  private static let patience: Duration = .seconds(5)

  let gate: Gate
  let desk: Desk

  func answer(_ request: HTTPRequest) -> HTTPAnswer {
    let path = request.path
    let asset = Asset.all[path]
    if let refusal = gate.refusal(request, isAsset: asset != nil) { return .response(respond(APIReply(refusal))) }
    if request.asksForWebSocket, request.body != nil, let live = LiveSocket.paths.first(where: { path == "/api/\($0)" })
    {
      return .webSocket(LiveSocket(desk: desk, path: live))
    }
    return .response(respond(reply(to: request, asset)))
  }

  func refuse(_ error: HTTPError) -> HTTPResponse { respond(APIReply(APIError(error.status, error.message))) }

  private func reply(to request: HTTPRequest, _ asset: Asset?) -> APIReply {
    if let asset {
      guard request.method == "GET" else { return APIReply(APIError(405, "expected GET", allowed: ["GET"])) }
      return APIReply(status: 200, type: asset.type, body: asset.bytes)
    }
    guard request.path.hasPrefix("/api/") else {
      return APIReply(APIError(404, "nothing at '\(request.path)'; the page is at /, the API below /api/"))
    }
    guard let body = request.body else {
      return APIReply(APIError(413, "expected a body of at most \(PageHandler.bodyLimit) bytes"))
    }
    guard !BenchController.ownMethods.contains(request.method) else {
      return APIReply(
        APIError(
          405, "expected a method of HTTP, found \(request.method)", allowed: ["GET", "POST", "PUT", "DELETE"]))
    }
    let parts = request.path.dropFirst(5).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return ask(
      APIRequest(
        method: request.method, path: parts,
        query: request.query.filter { $0.name != "token" }.map { ($0.name, $0.value) }, body: body))
  }

  /// Asks again as long as what the request waits for has not come.
  private func ask(_ request: APIRequest) -> APIReply {
    let end = ContinuousClock.now + PageHandler.patience
    while true {
      let reply = desk.ask(request)
      guard reply == .notYet else { return reply }
      guard .now < end else {
        return APIReply(APIError(409, "the bytes that the run waits for did not come from the port"))
      }
      usleep(1_000)
    }
  }

  private func respond(_ reply: APIReply) -> HTTPResponse {
    var response = HTTPResponse(status: reply.status, body: reply.body)
    response.fields["Cache-Control"] = "no-store"
    response.fields["X-Content-Type-Options"] = "nosniff"
    response.fields["Referrer-Policy"] = "no-referrer"
    response.fields["Content-Security-Policy"] =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
      + "base-uri 'none'; form-action 'none'; \(frames)"
    if !reply.type.isEmpty { response.fields["Content-Type"] = reply.type }
    if !reply.allowed.isEmpty { response.fields["Allow"] = reply.allowed.joined(separator: ", ") }
    if reply.status == 401 { response.fields["WWW-Authenticate"] = "Bearer" }
    return response
  }

  /// A page of this host only may stand beside that of another run, as anybody here could ask both; one for other hosts may not.
  private var frames: String {
    guard gate.token == nil else { return "frame-ancestors 'none'" }
    let pages = "http://127.0.0.1:* http://localhost:*"
    return "frame-src \(pages); frame-ancestors \(pages)"
  }
}
