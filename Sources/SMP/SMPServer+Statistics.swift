extension SMPServer where Device: ~Copyable {
  mutating func handleStatistics(
    _ header: SMPHeader, _ request: CBORContainer, _ reply: inout CBORWriter
  ) -> SMPResult {
    guard header.operation == .read else { return .failed(.notSupported) }
    switch header.command {
    case StatisticsCommand.list: return listStatistics(&reply)
    case StatisticsCommand.group: return readStatistics(request, &reply)
    default: return .failed(.notSupported)
    }
  }

  private func listStatistics(_ reply: inout CBORWriter) -> SMPResult {
    let count = max(0, device.statisticsGroupCount)
    reply.map(1)
    reply.text("stat_list")
    reply.array(count)
    for group in 0..<count { reply.text(device.statisticsGroupName(group)) }
    return .done
  }

  private mutating func readStatistics(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let wanted = request.text("name") else { return .failed(.invalid) }
    for group in 0..<max(0, device.statisticsGroupCount) {
      let name = device.statisticsGroupName(group)
      if wanted.equals(name) {
        writeStatistics(group, name, &reply)
        return .done
      }
    }
    return .error(StatisticsError.invalidGroup)
  }

  private mutating func writeStatistics(_ group: Int, _ name: StaticString, _ reply: inout CBORWriter) {
    let count = max(0, device.statisticsFieldCount(group))
    reply.map(2)
    reply.text("name")
    reply.text(name)
    reply.text("fields")
    reply.map(count)
    for field in 0..<count {
      reply.text(device.statisticsFieldName(group, field))
      reply.unsigned(device.statisticsValue(group, field))
    }
  }
}
