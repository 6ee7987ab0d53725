/// This bootloader has no key.
typealias BuiltInKey = NoKey
