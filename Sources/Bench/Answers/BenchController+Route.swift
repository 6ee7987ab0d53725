import Formats

/// How requests find what they mean.
extension BenchController {
  /// The answer to a request; `nil` where it comes later.
  func answer(_ call: Desk.Call) -> APIReply? {
    do throws(APIError) {
      let request = call.request
      let found = Route.all.filter { $0.matches(request.path) }
      guard !found.isEmpty else {
        let paths = Set(Route.all.map { $0.path[0] }).sorted()
        throw APIError(unknown: "path", request.path.joined(separator: "/"), among: paths)
      }
      guard let route = found.first(where: { $0.method == request.method }) else {
        let methods = found.map(\.method).filter { !BenchController.ownMethods.contains($0) }
        throw APIError(405, "expected \(methods.joined(separator: " or ")), found \(request.method)", allowed: methods)
      }
      let name = route.path.firstIndex(of: "*").map { request.path[$0] } ?? ""
      return try route.action(self, Route.Given(call: call, fields: try fields(of: request, route), name: name))
    } catch {
      return APIReply(error)
    }
  }

  /// What the page's connection says, not a client.
  static let ownMethods = ["OPEN", "LOOK", "CLOSE"]

  private func fields(of request: APIRequest, _ route: Route) throws(APIError) -> Fields {
    if route.method == "GET" || route.method == "DELETE" {
      return try Fields(request.query.map { ($0.name, .text($0.value)) }, known: route.fields)
    }
    guard request.query.isEmpty else { throw APIError(400, "expected no query, found '\(request.query[0].name)'") }
    if request.body.isEmpty && route.fields.isEmpty { return try Fields([], known: []) }
    guard case .object(let values)? = JSON(request.body) else {
      throw APIError(
        400,
        "expected a body in JSON, an object"
          + (route.fields.isEmpty ? "" : " of \(route.fields.joined(separator: ", "))"))
    }
    return try Fields(values, known: route.fields)
  }
}
