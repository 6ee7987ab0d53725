extension SMPServer where Device: ~Copyable {
  mutating func handleEnumeration(
    _ header: SMPHeader, _ request: CBORContainer, _ reply: inout CBORWriter
  ) -> SMPResult {
    guard header.operation == .read else { return .failed(.notSupported) }
    let count = groupCount
    switch header.command {
    case EnumerationCommand.count:
      reply.map(1)
      reply.field("count", UInt32(truncatingIfNeeded: count))
      return .done
    case EnumerationCommand.list:
      reply.map(1)
      reply.text("groups")
      reply.array(count)
      for index in 0..<count { reply.unsigned(UInt64(group(index).group)) }
      return .done
    case EnumerationCommand.single:
      guard let index = request.number("index", or: 0) else { return .failed(.invalid) }
      guard index < UInt64(count) else { return .error(EnumerationError.indexTooLarge) }
      let isLast = index == UInt64(count &- 1)
      reply.map(isLast ? 2 : 1)
      reply.field("group", UInt32(group(Int(index)).group))
      if isLast { reply.field("end", true) }
      return .done
    case EnumerationCommand.details: return groupDetails(request, &reply)
    default: return .failed(.notSupported)
    }
  }

  private var groupCount: Int {
    device.groups.rawValue.nonzeroBitCount &+ max(0, device.userGroupCount)
  }

  /// The group in place `index` of all that the device has, the server's first.
  private func group(_ index: Int) -> (group: UInt16, name: StaticString, handlers: Int) {
    var left = index
    for place in 0..<SMPGroupSet.count where device.groups.contains(place: place) {
      if left == 0 { return SMPGroupSet.details(place) }
      left &-= 1
    }
    return device.userGroup(left)
  }

  private func groupDetails(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    var wanted: CBORContainer?
    if let field = request["groups"] {
      guard case .array(let groups) = field else { return .failed(.invalid) }
      wanted = groups
    }
    var count = 0
    for index in 0..<groupCount where isWanted(group(index).group, wanted) { count &+= 1 }
    reply.map(1)
    reply.text("groups")
    reply.array(count)
    for index in 0..<groupCount where isWanted(group(index).group, wanted) {
      let details = group(index)
      reply.map(3)
      reply.field("group", UInt32(details.group))
      reply.text("name")
      reply.text(details.name)
      reply.field("handlers", UInt32(truncatingIfNeeded: details.handlers))
    }
    return .done
  }

  /// Groups asked for that the device does not have are left out, as Zephyr does it.
  private func isWanted(_ group: UInt16, _ wanted: CBORContainer?) -> Bool {
    guard var wanted else { return true }
    while let item = wanted.next() {
      if case .unsigned(let number) = item, number == UInt64(group) { return true }
    }
    return false
  }
}
