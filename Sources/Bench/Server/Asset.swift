/// A file of the page, as the program has it.
struct Asset: Sendable {
  var type: String
  var bytes: [UInt8]

  /// By path.
  static let all: [String: Asset] = [
    "/": Asset(type: "text/html; charset=utf-8", bytes: PackageResources.index_html),
    "/page.css": Asset(type: "text/css; charset=utf-8", bytes: PackageResources.page_css),
    "/page.js": script(PackageResources.page_js), "/api.js": script(PackageResources.api_js),
    "/board.js": script(PackageResources.board_js), "/chart.js": script(PackageResources.chart_js),
    "/controls.js": script(PackageResources.controls_js), "/flame.js": script(PackageResources.flame_js),
    "/lists.js": script(PackageResources.lists_js), "/compare.js": script(PackageResources.compare_js),
    "/wires.js": script(PackageResources.wires_js), "/beside.js": script(PackageResources.beside_js),
  ]

  private static func script(_ bytes: [UInt8]) -> Asset { Asset(type: "text/javascript; charset=utf-8", bytes: bytes) }
}
