import Machine

/// The fields of a chip's registers that have a bit of an earlier field of their register, as `BLOCK.REGISTER.FIELD`.
package func overlappingFields(of banks: [RegisterBank]) -> [String] {
  banks.flatMap { bank in
    bank.registers.flatMap { register in
      var taken: UInt32 = 0
      return register.fields.filter { field in
        defer { taken |= field.mask }
        return taken & field.mask != 0
      }.map { "\(bank.name).\(register.name).\($0.name)" }
    }
  }
}
